/**
 * Part 3: how long an order takes at a steady pace: from the moment it was due to be sent to its acknowledgement, and from
 * there to its arrival at the subscriber.
 */
import { type Arrivals, untilArrived } from './arrivals.ts';
import { startChildProgram } from './child-program.ts';
import type { Acknowledgement, PacedLoad, PacedResult } from './paced-load.ts';
import type { Plan } from './plan.ts';
import type { Stage } from './stage.ts';
import { percentile } from './statistics.ts';

/** One pace. */
export interface LatencyRow {
  readonly ordersPerSecond: number;
  readonly offered: number;
  readonly accepted: number;
  /** Absent when the pace was not kept: what waits in a queue that only grows has no latency to speak of. */
  readonly kept?: LatencyFigures;
}

/** Milliseconds. */
export interface LatencyFigures {
  readonly acknowledgement: Spread;
  readonly arrival: Spread;
  /** Of the accepted orders. */
  readonly arrived: number;
}

/** How values are spread. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly maximum: number;
}

/** The pace is kept when this part of the orders is accepted. */
const keptShare = 0.99;

/** Measures a hub that both takes and delivers, with nothing else to do; the slowest pace first. */
export async function measureLatency(stage: Stage, plan: Plan, onStep: (step: string) => void): Promise<readonly LatencyRow[]> {
  await using cleanUp = new AsyncDisposableStack();
  const hub = await stage.startHub({ databaseUrl: await stage.copyDatabase('latency'), role: 'all' });
  cleanUp.defer(() => hub.stop());
  const driver = startChildProgram<PacedLoad, PacedResult>('paced-load.ts');
  cleanUp.defer(() => driver.stop());
  const load = { hubUrl: hub.url, connectors: stage.connectors };

  onStep('latency: warming up');
  await driver.ask({ ...load, ordersPerSecond: 100, seconds: plan.warmUpMilliseconds / 1_000 });
  const rows: LatencyRow[] = [];
  for (const { ordersPerSecond, seconds } of plan.paces) {
    onStep(`latency: ${ordersPerSecond} orders a second`);
    await stage.receiver.ask('remember');
    const { offered, acknowledgements } = await driver.ask({ ...load, ordersPerSecond, seconds });
    const row = { ordersPerSecond, offered, accepted: acknowledgements.length };
    const isKept = acknowledgements.length >= offered * keptShare;
    rows.push(isKept ? { ...row, kept: figuresOf(acknowledgements, await untilArrived(stage, acknowledgements)) } : row);
  }
  return rows;
}

function figuresOf(acknowledgements: readonly Acknowledgement[], arrivals: Arrivals): LatencyFigures {
  return {
    acknowledgement: spreadOf(acknowledgements.map(({ dueAt, acknowledgedAt }) => acknowledgedAt - dueAt)),
    arrival: spreadOf(arrivals.delaysMilliseconds),
    arrived: arrivals.delaysMilliseconds.length,
  };
}

function spreadOf(values: readonly number[]): Spread {
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99), maximum: percentile(values, 1) };
}
