/**
 * Part 4: what it costs the others when half of the traffic goes to an endpoint that hangs until the deadline. Two hubs on
 * two databases take the same orders in turns; in one of them the first organisation's endpoint never answers.
 */
import { untilArrived } from './arrivals.ts';
import { startChildProgram } from './child-program.ts';
import type { PacedLoad, PacedResult } from './paced-load.ts';
import type { Plan } from './plan.ts';
import { runStatement, type Stage } from './stage.ts';
import { median, percentile } from './statistics.ts';

/** From acknowledgement to arrival, of the orders whose endpoints answer. */
export interface NeighbourFigures {
  readonly ordersPerSecond: number;
  /** Medians over the rounds. */
  readonly calmP95Milliseconds: number;
  readonly troubledP95Milliseconds: number;
  /** Median of the rounds' ratios. */
  readonly ratio: number;
  /** Of the troubled slices: the others' orders that were accepted, and those that arrived. */
  readonly accepted: number;
  readonly arrived: number;
}

interface Slice {
  readonly p95Milliseconds: number;
  readonly accepted: number;
  readonly arrived: number;
}

/** Measures the two in turns, the calm one first. */
export async function measureNeighbour(stage: Stage, plan: Plan, onStep: (step: string) => void): Promise<NeighbourFigures> {
  const { ordersPerSecond, seconds } = plan.neighbourPace;
  await using cleanUp = new AsyncDisposableStack();
  const driver = startChildProgram<PacedLoad, PacedResult>('paced-load.ts');
  cleanUp.defer(() => driver.stop());
  const hanging = stage.connectors[0]?.organisationId;
  const half = stage.connectors.filter(({ organisationId }) => organisationId === hanging);
  const others = stage.connectors.filter(({ organisationId }) => organisationId !== hanging);
  const connectors = others.flatMap((other, index) => [other, ...half.slice(index % half.length, (index % half.length) + 1)]);

  const startHub = async (databaseUrl: string): Promise<string> => {
    const hub = await stage.startHub({ databaseUrl, role: 'all' });
    cleanUp.defer(() => hub.stop());
    return hub.url;
  };
  const play = async (hubUrl: string, length: number): Promise<Slice> => {
    await stage.receiver.ask('remember');
    const { acknowledgements } = await driver.ask({ hubUrl, connectors, ordersPerSecond, seconds: length });
    const theirs = acknowledgements.filter(({ organisationId }) => organisationId !== hanging);
    const { delaysMilliseconds } = await untilArrived(stage, theirs);
    return { p95Milliseconds: percentile(delaysMilliseconds, 0.95), accepted: theirs.length, arrived: delaysMilliseconds.length };
  };

  const troubledDatabase = await stage.copyDatabase('neighbour_troubled');
  const calmHub = await startHub(await stage.copyDatabase('neighbour_calm'));
  const troubledHub = await startHub(troubledDatabase);
  onStep('neighbour: warming up');
  for (const hub of [calmHub, troubledHub]) await play(hub, plan.warmUpMilliseconds / 2_000);
  await runStatement(
    troubledDatabase,
    `update webhook_endpoints set url = replace(url, '/orders', '/hanging') where org_id = $1`,
    [hanging],
  );
  const calm: Slice[] = [];
  const troubled: Slice[] = [];
  for (let round = 1; round <= plan.rounds; round += 1) {
    onStep(`neighbour: round ${round} of ${plan.rounds}`);
    calm.push(await play(calmHub, seconds));
    // Each time it is as if the endpoint had only begun to hang: one that is known to be down is spared, and costs less.
    await runStatement(troubledDatabase, 'select forgive_endpoint(org_id, id) from webhook_endpoints where org_id = $1', [
      hanging,
    ]);
    troubled.push(await play(troubledHub, seconds));
  }
  return {
    ordersPerSecond,
    calmP95Milliseconds: median(calm.map(({ p95Milliseconds }) => p95Milliseconds)),
    troubledP95Milliseconds: median(troubled.map(({ p95Milliseconds }) => p95Milliseconds)),
    ratio: median(troubled.map((slice, round) => slice.p95Milliseconds / (calm[round]?.p95Milliseconds ?? Number.NaN))),
    accepted: troubled.reduce((total, { accepted }) => total + accepted, 0),
    arrived: troubled.reduce((total, { arrived }) => total + arrived, 0),
  };
}
