/**
 * A receiver of webhooks that answers at once, in a process of its own; under /hanging it never does. It remembers when each
 * order arrived when asked to, and otherwise only counts, so that it costs the hub's two cores as little as possible.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './child-program.ts';

/** `listen` gives the port; `count` and `remember` start anew; `report` says what came since. */
export type ReceiverQuestion = 'listen' | 'count' | 'remember' | 'report';

/** What is known so far. */
export interface ReceiverAnswer {
  readonly port: number;
  readonly requests: number;
  /** Milliseconds since 1970 of each order's first arrival, by external id. */
  readonly arrivals: ReadonlyMap<string, number>;
}

let remembering = false;
let requests = 0;
const arrivals = new Map<string, number>();

const server = createServer((request, response) => {
  const at = performance.timeOrigin + performance.now();
  if (request.url?.startsWith('/hanging')) {
    request.resume();
    return;
  }
  requests += 1;
  if (remembering) {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const externalId = externalIdIn(Buffer.concat(chunks).toString());
      if (externalId !== undefined && !arrivals.has(externalId)) arrivals.set(externalId, at);
      response.end();
    });
  } else {
    request.resume().on('end', () => response.end());
  }
});

function externalIdIn(body: string): string | undefined {
  const { data } = JSON.parse(body) as { data?: { order?: { external_id?: string } } }; // what the hub sends for order.created
  return data?.order?.external_id;
}

answerParent(async (question: ReceiverQuestion): Promise<ReceiverAnswer> => {
  if (question === 'listen') await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  if (question === 'count' || question === 'remember') {
    remembering = question === 'remember';
    requests = 0;
    arrivals.clear();
  }
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { port, requests, arrivals };
});
