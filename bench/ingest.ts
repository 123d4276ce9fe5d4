/**
 * Part 1: how many orders a second the hub accepts, beside how many the database alone takes when it is given the same
 * rows. Slices of the two alternate, so that both meet the same machine.
 */
import type { BaselineLoad } from './baseline-load.ts';
import { startChildProgram } from './child-program.ts';
import type { LoopResult } from './closed-loop.ts';
import type { HttpLoad } from './http-load.ts';
import type { Plan } from './plan.ts';
import type { Stage } from './stage.ts';
import { median, percentile } from './statistics.ts';

/** One side of one row of the table. */
export interface IngestFigures {
  /** Median over the rounds. */
  readonly perSecond: number;
  /** Over all orders of all rounds. */
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Orders that were answered otherwise than with success. */
  readonly refused: number;
}

/** One row of the table. */
export interface IngestRow {
  readonly connections: number;
  readonly idempotencyKeys: boolean;
  readonly hub: IngestFigures;
  readonly baseline: IngestFigures;
  /** Median of the rounds' ratios of accepted orders a second, hub to baseline. */
  readonly ratio: number;
}

const rows = [
  { connections: 16, idempotencyKeys: false },
  { connections: 64, idempotencyKeys: false },
  { connections: 16, idempotencyKeys: true },
  { connections: 64, idempotencyKeys: true },
];

interface Round {
  readonly hub: LoopResult;
  readonly baseline: LoopResult;
}

/** Measures a hub that only takes orders; their deliveries are queued and stay so. */
export async function measureIngest(stage: Stage, plan: Plan, onStep: (step: string) => void): Promise<readonly IngestRow[]> {
  await using cleanUp = new AsyncDisposableStack();
  const databaseUrl = await stage.copyDatabase('ingest');
  const hub = await stage.startHub({ databaseUrl, role: 'web' });
  cleanUp.defer(() => hub.stop());
  const http = startChildProgram<HttpLoad, LoopResult>('http-load.ts');
  cleanUp.defer(() => http.stop());
  const sql = startChildProgram<BaselineLoad, LoopResult>('baseline-load.ts');
  cleanUp.defer(() => sql.stop());

  const playRound = async (row: Pick<IngestRow, 'connections' | 'idempotencyKeys'>, milliseconds: number): Promise<Round> => {
    const load = { ...row, milliseconds, connectors: stage.connectors };
    return { hub: await http.ask({ ...load, hubUrl: hub.url }), baseline: await sql.ask({ ...load, databaseUrl }) };
  };

  onStep('ingest: warming up');
  await playRound({ connections: 16, idempotencyKeys: true }, plan.warmUpMilliseconds / 2);
  await playRound({ connections: 16, idempotencyKeys: false }, plan.warmUpMilliseconds / 2);
  const rounds = rows.map((): Round[] => []);
  for (let round = 1; round <= plan.rounds; round += 1) {
    onStep(`ingest: round ${round} of ${plan.rounds}`);
    for (const [index, row] of rows.entries()) rounds[index]?.push(await playRound(row, plan.ingestSliceMilliseconds));
  }
  return rows.map((row, index) => {
    const played = rounds[index] ?? [];
    return {
      ...row,
      hub: figuresOf(played.map((round) => round.hub)),
      baseline: figuresOf(played.map((round) => round.baseline)),
      ratio: median(played.map((round) => rateOf(round.hub) / rateOf(round.baseline))),
    };
  });
}

function figuresOf(results: readonly LoopResult[]): IngestFigures {
  const latencies = results.flatMap(({ latenciesMilliseconds }) => latenciesMilliseconds);
  return {
    perSecond: median(results.map(rateOf)),
    p50Milliseconds: percentile(latencies, 0.5),
    p99Milliseconds: percentile(latencies, 0.99),
    refused: results.reduce((total, { refused }) => total + refused, 0),
  };
}

function rateOf({ accepted, seconds }: LoopResult): number {
  return accepted / seconds;
}
