/**
 * Part 3: how long an order takes at a light, steady load: from the moment it was due to be sent to its acknowledgement,
 * and from there to its arrival at the subscriber.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startChildProgram } from './child-program.ts';
import type { Acknowledgement, PacedLoad } from './paced-load.ts';
import type { Plan } from './plan.ts';
import type { Stage } from './stage.ts';
import { percentile } from './statistics.ts';

/** Milliseconds. */
export interface LatencyFigures {
  readonly ordersPerSecond: number;
  readonly acknowledgement: Spread;
  readonly arrival: Spread;
  readonly acknowledged: number;
  /** Of those that were acknowledged. */
  readonly arrived: number;
}

/** How values are spread. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly maximum: number;
}

const arrivalLimitMilliseconds = 10_000;
const pollMilliseconds = 100;

/** Measures a hub that does both, with nothing else to do. */
export async function measureLatency(stage: Stage, plan: Plan, onStep: (step: string) => void): Promise<LatencyFigures> {
  const { ordersPerSecond, latencySeconds } = plan;
  await using cleanUp = new AsyncDisposableStack();
  const hub = await stage.startHub({ databaseUrl: await stage.copyDatabase('latency'), role: 'all' });
  cleanUp.defer(() => hub.stop());
  const driver = startChildProgram<PacedLoad, readonly Acknowledgement[]>('paced-load.ts');
  cleanUp.defer(() => driver.stop());

  onStep(`latency: ${ordersPerSecond} orders a second`);
  const load = { hubUrl: hub.url, connectors: stage.connectors, ordersPerSecond };
  await driver.ask({ ...load, seconds: plan.warmUpMilliseconds / 1_000 });
  await stage.receiver.ask('remember');
  const acknowledgements = await driver.ask({ ...load, seconds: latencySeconds });
  const arrivals = await untilArrived(stage, acknowledgements);

  const delays = acknowledgements.flatMap(({ externalId, acknowledgedAt }) => {
    const arrivedAt = arrivals.get(externalId);
    return arrivedAt === undefined ? [] : [arrivedAt - acknowledgedAt];
  });
  return {
    ordersPerSecond,
    acknowledgement: spreadOf(acknowledgements.map(({ dueAt, acknowledgedAt }) => acknowledgedAt - dueAt)),
    arrival: spreadOf(delays),
    acknowledged: acknowledgements.length,
    arrived: delays.length,
  };
}

/** What arrived once everything has, or when waiting longer makes no sense. */
async function untilArrived(stage: Stage, acknowledgements: readonly Acknowledgement[]): Promise<ReadonlyMap<string, number>> {
  const deadline = performance.now() + arrivalLimitMilliseconds;
  for (;;) {
    const { arrivals } = await stage.receiver.ask('report');
    if (acknowledgements.every(({ externalId }) => arrivals.has(externalId)) || performance.now() > deadline) return arrivals;
    await sleep(pollMilliseconds);
  }
}

function spreadOf(values: readonly number[]): Spread {
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99), maximum: percentile(values, 1) };
}
