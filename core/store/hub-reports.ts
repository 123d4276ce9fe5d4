/**
 * Keeps what the processes of the hub say of themselves. A process that is gone says nothing more, and its row is forgotten
 * within a day.
 */
import type pg from 'pg';
import { clockToleranceSeconds, type HubReports } from '../domain/hub-report.ts';
import type { Clock } from '../domain/ports.ts';
import { classify } from './failure.ts';

const report = `
  insert into hub_reports as known (process_id, machine, delivers, clock_ahead_milliseconds, clock_wrong_since, next_report_by)
  values ($1, $2, $3, $4::bigint, case when abs($4::bigint) > $6 then now() end, now() + $5 * interval '1 millisecond')
  on conflict (process_id) do update set clock_ahead_milliseconds = excluded.clock_ahead_milliseconds, reported_at = now(),
    clock_wrong_since = case when excluded.clock_wrong_since is not null then coalesce(known.clock_wrong_since, now()) end,
    next_report_by = excluded.next_report_by`;

const forget = `delete from hub_reports where next_report_by < now() - interval '1 day'`;

/** Works on the system pool, and compares `clock` with the database's. */
export function createHubReports(pool: pg.Pool, clock: Clock): HubReports {
  return {
    async report({ id, machine, delivers }, milliseconds) {
      try {
        const ahead = await measure(pool, clock);
        const values = [id, machine, delivers, ahead, milliseconds, clockToleranceSeconds * 1_000];
        await pool.query({ name: 'report', text: report, values });
        await pool.query(forget);
      } catch (error) {
        throw classify(error);
      }
    },
  };
}

/** How many milliseconds `clock` is ahead: its time in the middle of the question, less the answer. */
async function measure(pool: pg.Pool, clock: Clock): Promise<number> {
  const client = await pool.connect(); // before the clock is read: a connection may have to be waited for
  try {
    const asked = clock.now();
    const { rows } = await client.query<{ at: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as at');
    return Math.round((asked + clock.now()) / 2 - (rows[0]?.at ?? Number.NaN));
  } finally {
    client.release();
  }
}
