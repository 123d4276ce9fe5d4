/**
 * Keeps the database tidy, one process at a time: partitions ahead of time, days and rows that are not kept any more gone.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Log } from '../domain/ports.ts';
import type { Stopwatch } from '../domain/telemetry.ts';
import { maintainPartitions } from './partitions.ts';
import { deleteOldRows, otherRows, risingRows } from './retention.ts';

const pauseMilliseconds = 60 * 1_000;
const partitionIntervalMilliseconds = 60 * 60 * 1_000;
/** How long one turn deletes at most: others have the database for themselves in between. */
const turnMilliseconds = 60 * 1_000;
const lockKey = 4_021_965; // any number that nothing else in the database uses

/**
 * Starts the upkeep on the system pool, with a turn at once: a hub that was down over midnight needs today's partition now. The
 * function it gives stops it after the statement that is on its way. `keepDays` is how long deliveries and logs stay.
 */
export function startUpkeep(pool: pg.Pool, log: Log, stopwatch: Stopwatch, keepDays: number): () => Promise<void> {
  const stopping = new AbortController();
  let partitionsDueAt = -Infinity;

  const complain = (what: string, error: unknown): void =>
    log.warn(`upkeep failed: ${what}`, { reason: error instanceof Error ? error.message : 'unknown' });

  const takeTurn = async (client: pg.ClientBase): Promise<void> => {
    const startedAt = stopwatch();
    const isHourly = startedAt >= partitionsDueAt;
    if (isHourly) {
      partitionsDueAt = startedAt + partitionIntervalMilliseconds;
      await maintainPartitions(client, keepDays).catch((error: unknown) => complain('partitions', error));
    }
    const kinds = [...risingRows(keepDays), ...(isHourly ? otherRows(keepDays) : [])];
    const goesOn = (): boolean => !stopping.signal.aborted && stopwatch() < startedAt + turnMilliseconds;
    const unfinished = await deleteOldRows(client, kinds, goesOn, complain);
    if (unfinished.length > 0 && !stopping.signal.aborted) log.warn('upkeep is behind, will go on', { unfinished });
  };

  const takeTurns = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await withLock(pool, takeTurn).catch((error: unknown) => complain('connection', error));
      await sleep(pauseMilliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined); // only an abort rejects
    }
  };
  const running = takeTurns();
  return async () => {
    stopping.abort();
    await running;
  };
}

/** Does nothing while another process is at it. */
async function withLock(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ isOurs: boolean }>('select pg_try_advisory_lock($1) as "isOurs"', [lockKey]);
    if (rows[0]?.isOurs) await work(client);
  } finally {
    client.release(true); // the lock goes with the connection, however this ended
  }
}
