/**
 * Keeps the database tidy: partitions ahead of time, old ones dropped; old events and expired Idempotency-Keys removed in
 * small batches, alerts that are long over, and counts that nobody can ask for any more.
 */
import type pg from 'pg';
import type { Log } from '../domain/ports.ts';

const partitionIntervalMilliseconds = 60 * 60 * 1_000;
const expiryIntervalMilliseconds = 60 * 1_000;
const expiryBatch = 1_000;
const eventBatch = 5_000;
/** Counts by the hour can be asked for over a week. */
const countDays = 8;

/** Starts the upkeep on the system pool; the function it gives stops it. `keepDays` is how long deliveries and logs stay. */
export function startUpkeep(pool: pg.Pool, log: Log, keepDays: number): () => void {
  const run = (what: string, sql: string) => (): void => {
    pool
      .query(sql)
      .catch((error: unknown) =>
        log.warn(`upkeep failed: ${what}`, { reason: error instanceof Error ? error.message : 'unknown' }),
      );
  };
  const partitions = run('partitions', `select maintain_partitions(${keepDays})`);
  const expiry = run(
    'expired idempotency keys',
    `delete from idempotency_keys where ctid = any (array(select ctid from idempotency_keys where expires_at < now() limit ${expiryBatch}))`,
  );
  const strangers = run(
    'requests of strangers',
    `delete from request_log where org_id is null and received_at < now() - interval '24 hours'`,
  );
  const alerts = run('alerts that are over', `delete from alerts where ended_at < now() - ${keepDays} * interval '1 day'`);
  const requestHours = run(
    'old counts of requests',
    `delete from request_hours where hour < now() - interval '${countDays} days'`,
  );
  const attemptHours = run(
    'old counts of attempts',
    `delete from attempt_hours where hour < now() - interval '${countDays} days'`,
  );
  const events = run('old events', `select purge_events(${keepDays}, ${eventBatch})`);
  partitions(); // a hub that was down over midnight needs today's partition now
  const timers = [
    setInterval(partitions, partitionIntervalMilliseconds),
    setInterval(expiry, expiryIntervalMilliseconds),
    setInterval(events, expiryIntervalMilliseconds),
    setInterval(strangers, partitionIntervalMilliseconds),
    setInterval(alerts, partitionIntervalMilliseconds),
    setInterval(requestHours, partitionIntervalMilliseconds),
    setInterval(attemptHours, partitionIntervalMilliseconds),
  ];
  return () => timers.forEach((timer) => clearInterval(timer));
}
