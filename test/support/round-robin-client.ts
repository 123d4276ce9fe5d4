/**
 * Storefronts that keep their connections, of more than one make, and send each order to the next of several hubs, as a
 * balancer without any checks does. A hub that does not listen is passed over: nothing was sent to it. Whatever else goes
 * wrong is a failure.
 */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { postKeptAlive } from './keep-alive-client.ts';

/** One way of keeping connections. */
export interface ClientKind {
  readonly name: string;
  /** Pause of each client between two orders; the connections of those with a long one are idle when a hub stops. */
  readonly pauseMilliseconds: number;
  /** Posts JSON and gives status and body; rejects when no answer came. */
  readonly post: PostOrder;
}

type PostOrder = (
  url: string,
  headers: Record<string, string>,
  body: string,
) => Promise<{ readonly status: number; readonly text: string }>;

/** What became of the orders of one kind of client. */
export interface RoundRobinRun {
  readonly kind: string;
  /** Bodies of the successful answers. */
  readonly answered: readonly string[];
  /** Each other answer and each request that was not answered, in words. */
  readonly failures: readonly string[];
  /** How often a hub did not listen. */
  readonly passedOver: number;
}

const busyMilliseconds = 60;
const slowMilliseconds = 900; // longer than what counts as busy
/** After a hub that does not listen. */
const passMilliseconds = 20;

/** All kinds; each call makes connections of its own. */
export function keepAliveKinds(): readonly ClientKind[] {
  const kinds: readonly (readonly [string, () => PostOrder])[] = [
    ['node:http, one socket', () => throughAgent(new Agent({ keepAlive: true, maxSockets: 1 }))],
    ['node:http, shared sockets', () => throughAgent(new Agent({ keepAlive: true }))],
    ['fetch', () => throughFetch],
    ['undici pool', throughPools],
  ];
  return kinds.flatMap(([name, newPost]) => [
    { name: `${name}, busy`, pauseMilliseconds: busyMilliseconds, post: newPost() },
    { name: `${name}, slow`, pauseMilliseconds: slowMilliseconds, post: newPost() },
  ]);
}

function throughAgent(agent: Agent): PostOrder {
  return (url, headers, body) => postKeptAlive(agent, url, headers, body);
}

const throughFetch: PostOrder = async (url, headers, body) => {
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
};

function throughPools(): PostOrder {
  const pools = new Map<string, Pool>();
  return async (url, headers, body) => {
    const { origin, pathname } = new URL(url);
    const pool = pools.get(origin) ?? new Pool(origin);
    pools.set(origin, pool);
    const answer = await pool.request({ method: 'POST', path: pathname, headers, body });
    return { status: answer.statusCode, text: await answer.body.text() };
  };
}

/** Sends `nextBody` by `nextBody` until `isOver`, each to the next of the urls that listens. */
export async function sendInTurn(
  { name, pauseMilliseconds, post }: ClientKind,
  urls: readonly string[],
  headers: Record<string, string>,
  nextBody: () => string,
  isOver: () => boolean,
): Promise<RoundRobinRun> {
  const run = { kind: name, answered: [] as string[], failures: [] as string[], passedOver: 0 };
  let turn = 0;
  while (!isOver()) {
    const body = nextBody();
    for (let isSent = false; !isSent; turn += 1) {
      try {
        const { status, text } = await post(urls[turn % urls.length] ?? '', headers, body);
        if (status === 201) run.answered.push(text);
        else run.failures.push(`${status} ${text}`);
        isSent = true;
      } catch (error) {
        const code = codeOf(error);
        isSent = code !== 'ECONNREFUSED';
        if (isSent) run.failures.push(code);
        else run.passedOver += 1;
        await sleep(passMilliseconds);
      }
    }
    await sleep(pauseMilliseconds);
  }
  return run;
}

/** The code of the socket's error, which fetch keeps as a cause. */
function codeOf(error: unknown): string {
  const { code, cause } = Object(error) as { readonly code?: unknown; readonly cause?: unknown }; // an error of whichever client
  if (typeof code === 'string') return code;
  return cause === undefined ? String(error) : codeOf(cause);
}
