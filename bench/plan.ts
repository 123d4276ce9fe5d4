/**
 * How much to measure: the command line of the benchmark.
 */
import { parseArgs } from 'node:util';

/** What one run does. */
export interface Plan {
  /** How often each pair of slices is repeated; the figures are medians over the rounds. */
  readonly rounds: number;
  readonly ingestSliceMilliseconds: number;
  /** Discarded: compilation, connections, plans and the first sight of every client. */
  readonly warmUpMilliseconds: number;
  /** Queued before each slice of the delivery part. */
  readonly deliveriesPerSlice: number;
  /** Of the latency part, one after the other. */
  readonly paces: readonly Pace[];
  /** Of the neighbour part, for each slice. */
  readonly neighbourPace: Pace;
  /** Print JSON instead of the table. */
  readonly json: boolean;
  /** Folder for V8 CPU profiles of every hub process; absent: no profiling. */
  readonly profileDirectory?: string;
}

/** Orders come at this rate for so long. */
export interface Pace {
  readonly ordersPerSecond: number;
  readonly seconds: number;
}

const full = {
  rounds: 3,
  ingestSliceMilliseconds: 2_000,
  warmUpMilliseconds: 4_000,
  deliveriesPerSlice: 6_000,
  paces: [
    { ordersPerSecond: 50, seconds: 8 },
    { ordersPerSecond: 200, seconds: 6 },
    { ordersPerSecond: 1_000, seconds: 5 },
  ],
  neighbourPace: { ordersPerSecond: 100, seconds: 5 },
};

const quick = {
  rounds: 1,
  ingestSliceMilliseconds: 700,
  warmUpMilliseconds: 1_000,
  deliveriesPerSlice: 2_000,
  paces: [
    { ordersPerSecond: 50, seconds: 2 },
    { ordersPerSecond: 200, seconds: 2 },
    { ordersPerSecond: 1_000, seconds: 1 },
  ],
  neighbourPace: { ordersPerSecond: 100, seconds: 2 },
};

/** Reads the arguments: `--quick` for about a minute at most, `--json`, `--profile <folder>`. Throws for any other. */
export function readPlan(commandLine: readonly string[]): Plan {
  const { values } = parseArgs({
    args: [...commandLine],
    options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, profile: { type: 'string' } },
  });
  return {
    ...(values.quick ? quick : full),
    json: values.json ?? false,
    ...(values.profile === undefined ? {} : { profileDirectory: values.profile }),
  };
}
