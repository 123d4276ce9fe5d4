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
  readonly ordersPerSecond: number;
  readonly latencySeconds: number;
  /** Print JSON instead of the table. */
  readonly json: boolean;
  /** Folder for V8 CPU profiles of every hub process; absent: no profiling. */
  readonly profileDirectory?: string;
}

const full = {
  rounds: 3,
  ingestSliceMilliseconds: 2_500,
  warmUpMilliseconds: 4_000,
  deliveriesPerSlice: 10_000,
  ordersPerSecond: 50,
  latencySeconds: 12,
};

const quick = {
  rounds: 1,
  ingestSliceMilliseconds: 700,
  warmUpMilliseconds: 1_000,
  deliveriesPerSlice: 2_000,
  ordersPerSecond: 50,
  latencySeconds: 2,
};

/** Reads the arguments: `--quick` for about 20 seconds, `--json`, `--profile <folder>`. Throws for any other. */
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
