/**
 * Sends orders at a fixed pace, whether or not earlier ones were answered: an open model, in which a slow answer makes no
 * room for itself. Runs in a process of its own.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { bodyOf, type BenchOrder, orderMaker } from './bench-order.ts';
import { answerParent } from './child-program.ts';
import type { BenchConnector } from './tenants.ts';

/** The pace and how long to keep it. */
export interface PacedLoad {
  readonly hubUrl: string;
  readonly connectors: readonly BenchConnector[];
  readonly ordersPerSecond: number;
  readonly seconds: number;
}

/** One order that was accepted. */
export interface Acknowledgement {
  readonly externalId: string;
  /** Milliseconds since 1970: when it was due to be sent, and when its answer was there. */
  readonly dueAt: number;
  readonly acknowledgedAt: number;
}

const wallClock = (): number => performance.timeOrigin + performance.now();

answerParent(async ({ hubUrl, connectors, ordersPerSecond, seconds }: PacedLoad): Promise<readonly Acknowledgement[]> => {
  const nextOrder = orderMaker(connectors);
  const agent = new Agent({ pipelining: 1 });
  const acknowledgements: Acknowledgement[] = [];

  const send = async (order: BenchOrder, dueAt: number): Promise<void> => {
    const headers = { authorization: `Bearer ${order.connector.key}`, 'content-type': 'application/json' };
    const request = { origin: hubUrl, path: '/integrations/v1/orders', method: 'POST', headers, body: bodyOf(order) } as const;
    const answer = await agent.request(request);
    await answer.body.dump();
    if (answer.statusCode !== 201) throw new Error(`an order was answered ${answer.statusCode}`);
    acknowledgements.push({ externalId: order.externalId, dueAt, acknowledgedAt: wallClock() });
  };

  const startedAt = wallClock();
  const underWay: Promise<void>[] = [];
  for (let number = 0; number < ordersPerSecond * seconds; number += 1) {
    const dueAt = startedAt + (number * 1_000) / ordersPerSecond;
    await sleep(Math.max(0, dueAt - wallClock()));
    underWay.push(send(nextOrder(), dueAt));
  }
  await Promise.all(underWay);
  await agent.close();
  return acknowledgements;
});
