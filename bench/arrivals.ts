/**
 * When acknowledged orders arrived at the receiver, which was told to remember them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Acknowledgement } from './paced-load.ts';
import type { Stage } from './stage.ts';

/** What came of a list of acknowledged orders. */
export interface Arrivals {
  /** From acknowledgement to arrival, one for each order that arrived. */
  readonly delaysMilliseconds: readonly number[];
}

const limitMilliseconds = 10_000;
const pollMilliseconds = 100;

/** Waits until all have arrived, or until waiting longer makes no sense. */
export async function untilArrived(stage: Stage, acknowledgements: readonly Acknowledgement[]): Promise<Arrivals> {
  const deadline = performance.now() + limitMilliseconds;
  for (;;) {
    const { arrivals } = await stage.receiver.ask('report');
    const delaysMilliseconds = acknowledgements.flatMap(({ externalId, acknowledgedAt }) => {
      const arrivedAt = arrivals.get(externalId);
      return arrivedAt === undefined ? [] : [arrivedAt - acknowledgedAt];
    });
    if (delaysMilliseconds.length === acknowledgements.length || performance.now() > deadline) return { delaysMilliseconds };
    await sleep(pollMilliseconds);
  }
}
