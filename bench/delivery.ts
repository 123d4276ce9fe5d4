/**
 * Part 2: how many queued deliveries a second the hub brings to a receiver on this machine, beside the same dispatcher
 * with an attempt that succeeds at once. Each slice drains a queue of the same length in a fresh process.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChildProgram } from './child-program.ts';
import type { DispatchQuestion } from './instant-dispatch.ts';
import type { Plan } from './plan.ts';
import { runStatement, type Stage } from './stage.ts';
import { median } from './statistics.ts';

/** What came of it. */
export interface DeliveryFigures {
  /** Medians over the rounds. */
  readonly hubPerSecond: number;
  readonly withoutHttpPerSecond: number;
  readonly ratio: number;
  /** Deliveries of the hub's slices, and requests that the receiver got: more means repeated ones. */
  readonly queued: number;
  readonly received: number;
}

const queueDeliveries = readFileSync(new URL('queue-deliveries.sql', import.meta.url), 'utf8');
const pollMilliseconds = 100;

/** Measures drains: the time runs from the first attempt's start to the last one's record, by the hub's own rows. */
export async function measureDelivery(stage: Stage, plan: Plan, onStep: (step: string) => void): Promise<DeliveryFigures> {
  const databaseUrl = await stage.copyDatabase('delivery');
  const drain = async (start: () => Promise<() => Promise<void>>): Promise<number> => {
    const since = await fillQueue(databaseUrl, plan.deliveriesPerSlice);
    const stop = await start();
    try {
      await untilDrained(databaseUrl);
    } finally {
      await stop();
    }
    return deliveredPerSecond(databaseUrl, since);
  };
  const startHub = async (): Promise<() => Promise<void>> => {
    const hub = await stage.startHub({ databaseUrl, role: 'worker' });
    return () => hub.stop();
  };
  const startInstant = async (): Promise<() => Promise<void>> => {
    const program = startChildProgram<DispatchQuestion, void>('instant-dispatch.ts');
    await program.ask({ databaseUrl, masterKey: stage.masterKey });
    return async () => {
      await program.ask('stop');
      await program.stop();
    };
  };

  await stage.receiver.ask('count');
  const hub: number[] = [];
  const withoutHttp: number[] = [];
  for (let round = 1; round <= plan.rounds; round += 1) {
    onStep(`deliveries: round ${round} of ${plan.rounds}`);
    hub.push(await drain(startHub));
    withoutHttp.push(await drain(startInstant));
  }
  const { requests } = await stage.receiver.ask('report');
  return {
    hubPerSecond: median(hub),
    withoutHttpPerSecond: median(withoutHttp),
    ratio: median(hub.map((rate, round) => rate / (withoutHttp[round] ?? Number.NaN))),
    queued: plan.deliveriesPerSlice * plan.rounds,
    received: requests,
  };
}

/** Gives the moment before the first of them, by the database's clock. */
async function fillQueue(databaseUrl: string, count: number): Promise<Date> {
  const [row] = await runStatement<{ since: Date; endpoints: number }>(
    databaseUrl,
    'select now() as since, (select count(*)::integer from webhook_endpoints) as endpoints',
  );
  if (row === undefined) throw new Error('the database gave no time');
  await runStatement(databaseUrl, queueDeliveries, [count / row.endpoints, sampleData()]);
  return row.since;
}

async function untilDrained(databaseUrl: string): Promise<void> {
  const open = `select from deliveries where status in ('pending', 'sending', 'failed') limit 1`;
  while ((await runStatement(databaseUrl, open)).length > 0) await sleep(pollMilliseconds);
}

async function deliveredPerSecond(databaseUrl: string, since: Date): Promise<number> {
  const [row] = await runStatement<{ rate: number }>(
    databaseUrl,
    `select (count(*) / extract(epoch from max(d.finished_at) - min(a.started_at)))::float8 as rate
     from deliveries d join delivery_attempts a on a.org_id = d.org_id and a.delivery_id = d.id
     where d.created_at >= $1 and d.status = 'succeeded'`,
    [since],
  );
  return row?.rate ?? Number.NaN;
}

/** As long as the data of an ordinary order's event. */
function sampleData(): string {
  return JSON.stringify({ order: { external_id: 'sample', notes: 'x'.repeat(1_200) } });
}
