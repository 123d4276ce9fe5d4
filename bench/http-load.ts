/**
 * Sends orders to the hub over keep-alive connections, one at a time on each. Runs in a process of its own.
 */
import { Client } from 'undici';
import { answerParent } from './child-program.ts';
import { type LoopResult, runClosedLoop } from './closed-loop.ts';
import { bodyOf, orderMaker } from './bench-order.ts';
import type { BenchConnector } from './tenants.ts';

/** One slice of load. */
export interface HttpLoad {
  readonly hubUrl: string;
  readonly connectors: readonly BenchConnector[];
  readonly connections: number;
  readonly milliseconds: number;
  /** Give each order an Idempotency-Key of its own. */
  readonly idempotencyKeys: boolean;
}

answerParent(async ({ hubUrl, connectors, connections, milliseconds, idempotencyKeys }: HttpLoad): Promise<LoopResult> => {
  const nextOrder = orderMaker(connectors);
  const clients = Array.from({ length: connections }, () => new Client(hubUrl, { pipelining: 1 }));
  try {
    return await runClosedLoop({
      connections,
      milliseconds,
      async send(connection) {
        const order = nextOrder();
        const answer = await clients[connection]?.request({
          method: 'POST',
          path: '/integrations/v1/orders',
          headers: {
            authorization: `Bearer ${order.connector.key}`,
            'content-type': 'application/json',
            ...(idempotencyKeys ? { 'idempotency-key': order.externalId } : {}),
          },
          body: bodyOf(order),
        });
        await answer?.body.dump();
        return answer?.statusCode === 201;
      },
    });
  } finally {
    await Promise.all(clients.map((client) => client.close()));
  }
});
