/**
 * The operator API of a running hub, for commands that ask it something. It sends the operator's token to that hub only and
 * never shows it.
 */
import type { FieldFault } from '../domain/fault.ts';
import { readSecret } from '../platform/secret-variables.ts';
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

/** A hub's refusal, as a sentence with what it said. */
export class HubRefusal extends Error {
  readonly status: number;
  /** Which fields it refused; empty where it named none. */
  readonly fields: readonly FieldFault[];

  constructor(message: string, status: number, fields: readonly FieldFault[]) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

/** Reads what `path` below /admin/v1 answers. Rejects with one sentence when the hub cannot be reached or refuses. */
export function askHub(access: HubAccess, path: string): Promise<unknown> {
  return callHub(access, 'GET', path);
}

/** Any call; `body` is sent as JSON. Rejects with one sentence when the hub cannot be reached, with a HubRefusal when it refuses. */
export async function callHub({ hub, token }: HubAccess, method: string, path: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  const response = await reach(`${hub.replace(/\/+$/, '')}/admin/v1${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const { detail = 'no reason given', fields = [] } = (answer ?? {}) as { detail?: string; fields?: readonly FieldFault[] }; // as the operator API documents it
  throw new HubRefusal(`${hub} answers ${response.status} to ${path}: ${detail}`, response.status, fields);
}

/** All rows of a list, page by page. Rejects as `callHub` does. */
export async function listAll<Row>(access: HubAccess, path: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await askHub(access, `${path}${path.includes('?') ? '&' : '?'}limit=100${next}`)) as {
      readonly rows: readonly Row[];
      readonly next_cursor: string | null;
    }; // as the operator API documents it
    rows.push(...page.rows);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
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
  const found = token ?? readSecret(process.env, 'CROSSDOCK_ADMIN_TOKEN');
  if (found) return found;
  throw new Error('an operator token is needed: set CROSSDOCK_ADMIN_TOKEN to the one that the hub printed at its first start');
}
