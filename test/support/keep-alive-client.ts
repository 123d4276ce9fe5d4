/**
 * A client that keeps one connection and sends request after request on it, until the server asks it to go. It tells a
 * request that failed from a server that no longer listens.
 */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What became of one client. */
export interface KeepAliveRun {
  /** Bodies of the successful answers, in order. */
  readonly answered: readonly string[];
  /** Statuses of the others. */
  readonly refused: readonly number[];
  /** Why a request was not answered; absent when the server asked the client to go. */
  readonly failure?: string;
}

/** Sends `nextBody` by `nextBody` to a URL until the server says `Connection: close` or a request fails. */
export async function keepSending(url: string, headers: Record<string, string>, nextBody: () => string): Promise<KeepAliveRun> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answered: string[] = [];
  const refused: number[] = [];
  try {
    for (;;) {
      const answer = await postKeptAlive(agent, url, headers, nextBody());
      if (answer.status < 300) answered.push(answer.text);
      else refused.push(answer.status);
      if (answer.isLast) return { answered, refused };
      await sleep(2);
    }
  } catch (error) {
    return { answered, refused, failure: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
  } finally {
    agent.destroy();
  }
}

/** Posts once through the agent; `isLast` when the server asked the client to go. Rejects when no answer came. */
export function postKeptAlive(agent: Agent, url: string, headers: Record<string, string>, body: string) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; isLast: boolean; text: string }>();
  const sent = request(
    url,
    { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
    (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, isLast: response.headers.connection === 'close', text }),
      );
    },
  );
  sent.on('error', reject);
  sent.end(body);
  return promise;
}
