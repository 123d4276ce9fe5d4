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

/** What came of it. */
export interface PacedResult {
  /** Orders that were due. Those that were due after the hub had fallen too far behind were not sent. */
  readonly offered: number;
  /** The orders that were accepted, at the latest a second after the last one was due. */
  readonly acknowledgements: readonly Acknowledgement[];
}

/** One order that was accepted. */
export interface Acknowledgement {
  readonly externalId: string;
  readonly organisationId: string;
  /** Milliseconds since 1970: when it was due to be sent, and when its answer was there. */
  readonly dueAt: number;
  readonly acknowledgedAt: number;
}

/** With so many open requests the pace is lost, and more of them would only measure the queue. */
const maximumUnanswered = 1_000;
const graceMilliseconds = 1_000;

const wallClock = (): number => performance.timeOrigin + performance.now();

answerParent(async ({ hubUrl, connectors, ordersPerSecond, seconds }: PacedLoad): Promise<PacedResult> => {
  const nextOrder = orderMaker(connectors);
  const agent = new Agent({ pipelining: 1 });
  const acknowledgements: Acknowledgement[] = [];
  const underWay = new Set<Promise<void>>();

  const send = async (order: BenchOrder, dueAt: number): Promise<void> => {
    const headers = { authorization: `Bearer ${order.connector.key}`, 'content-type': 'application/json' };
    const request = { origin: hubUrl, path: '/integrations/v1/orders', method: 'POST', headers, body: bodyOf(order) } as const;
    const answer = await agent.request(request);
    await answer.body.dump();
    if (answer.statusCode !== 201) return;
    const { externalId, connector } = order;
    acknowledgements.push({ externalId, organisationId: connector.organisationId, dueAt, acknowledgedAt: wallClock() });
  };

  const startedAt = wallClock();
  const offered = ordersPerSecond * seconds;
  for (let number = 0; number < offered && underWay.size < maximumUnanswered; number += 1) {
    const dueAt = startedAt + (number * 1_000) / ordersPerSecond;
    const wait = dueAt - wallClock();
    if (wait > 0) await sleep(wait);
    const sending = send(nextOrder(), dueAt).catch(() => undefined); // not accepted: broken off by the hub, or here at the end
    underWay.add(sending);
    void sending.then(() => underWay.delete(sending));
  }
  await Promise.race([Promise.all(underWay), sleep(graceMilliseconds)]);
  const accepted = [...acknowledgements];
  await agent.destroy();
  return { offered, acknowledgements: accepted };
});
