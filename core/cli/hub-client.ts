/**
 * The operator API of a running hub, for commands that ask it something. It sends the operator's token to that hub only and
 * never shows it.
 */
import { jsonOption } from './terminal.ts';

/** Where a hub is and who asks. */
export interface HubAccess {
  readonly hub: string;
  readonly token: string;
}

/** Where a hub listens when nobody says otherwise, from the same variables that tell the hub. */
function defaultHub(variables: Readonly<Record<string, string | undefined>>): string {
  const { CROSSDOCK_PUBLIC_URL, HOST = '127.0.0.1', PORT = '8080' } = variables;
  return CROSSDOCK_PUBLIC_URL || `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;
}

/** The options of every command that talks to the operator API. */
export const hubOptions = {
  hub: ['--hub <url>', 'the hub (CROSSDOCK_PUBLIC_URL, or http://HOST:PORT)', defaultHub(process.env)],
  token: ['--token <token>', 'an operator token (better in CROSSDOCK_ADMIN_TOKEN, where no process list shows it)'],
  json: jsonOption,
} as const;

/** Reads what `path` below /admin/v1 answers. Rejects with one sentence when the hub cannot be reached or refuses. */
export async function askHub({ hub, token }: HubAccess, path: string): Promise<unknown> {
  const response = await reach(`${hub.replace(/\/+$/, '')}/admin/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const detail = typeof answer === 'object' && answer !== null && 'detail' in answer ? String(answer.detail) : 'no reason given';
  throw new Error(`${hub} answers ${response.status} to ${path}: ${detail}`);
}

/** `fetch`, with a sentence for the case that nothing answers. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Error(
      `nothing answers at ${new URL(url).origin} (${cause}): start a hub with crossdock serve, or name it with --hub`,
      {
        cause: error,
      },
    );
  }
}

/** The operator's token from its option or the environment. Throws with what to do when there is none. */
export function requireToken(token: string | undefined): string {
  const found = token ?? process.env['CROSSDOCK_ADMIN_TOKEN'];
  if (found) return found;
  throw new Error('an operator token is needed: set CROSSDOCK_ADMIN_TOKEN to the one that the hub printed at its first start');
}
