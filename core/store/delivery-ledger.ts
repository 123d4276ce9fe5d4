/**
 * Deliveries in PostgreSQL and their jobs in pg-boss. The delivery row is the truth: a job is deleted as it is taken, in
 * the transaction that leases the row, so a crash loses neither, and a lost or repeated job does no harm.
 */
import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import type { AttemptRecord, DeliveryLedger } from '../domain/delivery.ts';
import type { Clock, SecretBox } from '../domain/ports.ts';
import { recordAttempts, withoutWords } from './attempt-record.ts';
import { toClaimed } from './claimed-delivery.ts';
import { leaseDue, type QueuedRow } from './delivery-lease.ts';
import { classify, isAboutValues } from './failure.ts';
import { deliveryQueue } from './queue.ts';

interface DeliveryJob {
  readonly organisationId: string;
  readonly deliveryId: string;
}

/** Attempts that a dead process never recorded end here, visible to the operator as interrupted; and so does a pause. */
const takeBack = `
  with lapsed as (
    select org_id, id, endpoint_id, attempts, status from deliveries
    where status = 'sending' and lease_expires_at < now()
      or status in ('pending', 'failed') and next_attempt_at = '-infinity'
    order by status = 'sending' desc, id limit $1 for update skip locked
  ), interrupted as (
    insert into delivery_attempts (org_id, delivery_id, number, started_at, latency_milliseconds, error_code, error_detail)
    select org_id, id, attempts, now(), 0, 'interrupted', 'the hub stopped before this attempt was recorded'
    from lapsed where status = 'sending' on conflict do nothing
  )
  update deliveries d set
    status = case when d.status <> 'sending' then d.status when d.attempts >= e.max_attempts + $2 then 'dropped' else 'failed' end,
    next_attempt_at = case when d.status <> 'sending' or d.attempts < e.max_attempts + $2 then now() end,
    finished_at = case when d.status = 'sending' and d.attempts >= e.max_attempts + $2 then now() end,
    lease_expires_at = null, slot_at = null
  from lapsed join webhook_endpoints e on e.org_id = lapsed.org_id and e.id = lapsed.endpoint_id
  where d.org_id = lapsed.org_id and d.id = lapsed.id
  returning d.org_id, d.id, d.endpoint_id, d.status`;

/**
 * What is long due has waited for its turn, or its job is lost. Both get a job: of two with the same id one is kept. A page
 * at a time, so that a backlog costs no more than any other queue.
 */
const findOverdue = `
  select org_id, id, endpoint_id, next_attempt_at::text as "dueAt" from deliveries
  where status in ('pending', 'failed') and next_attempt_at > '-infinity' and next_attempt_at < now() - interval '60 seconds'
    and (next_attempt_at, id) > ($1::timestamptz, $2::uuid)
  order by next_attempt_at, id limit $3`;

/** Where the look at what is overdue begins. */
const firstOverdue = { dueAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** Somebody looks on: an endpoint that is spared is tried now and not only when its time has come. */
const tryNow = `
  update webhook_endpoints set spared_until = now(), probing = false where org_id = $1 and id = $2 and spared_until > now()`;

const recoveryBatch = 1_000;
/** Attempts that the hub's own end cut short are not the receiver's fault; but a delivery that ends the hub must end itself. */
const interruptionBudget = 20;

/** Works on the system pool: one claim holds deliveries of many tenants. */
export function createDeliveryLedger(
  pool: pg.Pool,
  boss: PgBoss,
  box: SecretBox,
  clock: Clock,
  spareMilliseconds: number,
): DeliveryLedger {
  let lastOverdue: { readonly dueAt: string; readonly id: string } = firstOverdue;

  const transaction = async <T>(work: (client: pg.PoolClient, db: BossDatabase) => Promise<T>): Promise<T> => {
    const client = await pool.connect().catch((error: unknown) => Promise.reject(classify(error)));
    try {
      await client.query('begin');
      const result = await work(client, { executeSql: (text, values) => client.query(text, values) });
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      const broken = await client.query('rollback').then(
        () => false,
        () => true,
      );
      client.release(broken);
      throw classify(error);
    }
  };

  const enqueue = async (db: BossDatabase, rows: readonly QueuedRow[]): Promise<void> => {
    if (rows.length === 0) return;
    const jobs = rows.map((row) => ({
      id: row.id, // one job a delivery: queueing it twice is queueing it once
      data: { organisationId: row.org_id, deliveryId: row.id },
      group: { id: row.endpoint_id },
      ...(row.next_at === undefined ? {} : { startAfter: new Date(row.next_at * 1000) }),
    }));
    await boss.insert(deliveryQueue, jobs, { db });
  };

  const record = (attempts: readonly AttemptRecord[]): Promise<void> =>
    transaction(async (client, db) => enqueue(db, await recordAttempts(client, attempts, spareMilliseconds)));

  /** An attempt whose words the database will never take is recorded without them, and does not keep the others from being recorded. */
  const settle = async (attempts: readonly AttemptRecord[]): Promise<void> => {
    try {
      await record(attempts);
    } catch (error) {
      if (!isAboutValues(error)) throw error;
      if (attempts.length === 1) await record(attempts.map(withoutWords));
      else for (const attempt of attempts) await settle([attempt]);
    }
  };

  return {
    claim: (limit, leaseMilliseconds, fairness) =>
      transaction(async (client, db) => {
        const jobs = await boss.fetch<DeliveryJob>(deliveryQueue, {
          batchSize: limit,
          // Counts only the jobs of this fetch: none stays active, since each is deleted as it is taken.
          ...(fairness && { groupConcurrency: fairness.limitPerEndpoint, ignoreGroups: [...fairness.busyEndpoints] }),
          db,
        });
        if (jobs.length === 0) return { deliveries: [], taken: 0, waits: [] };
        await boss.deleteJob(
          deliveryQueue,
          jobs.map(({ id }) => id),
          { db },
        );
        const names = jobs.map(({ data }) => ({ org_id: data.organisationId, id: data.deliveryId }));
        const { leased, waiting, waits } = await leaseDue(client, names, leaseMilliseconds);
        await enqueue(db, waiting);
        return { deliveries: leased.map((row) => toClaimed(row, box, clock.now())), taken: jobs.length, waits };
      }),
    async renew(deliveries, leaseMilliseconds) {
      await transaction(async (client) => {
        await client.query({
          name: 'renew-leases',
          // What is being settled right now needs no lease, and waiting for it could be waiting for each other.
          text: `with held as (
              select d.org_id, d.id from unnest($1::uuid[], $2::uuid[], $4::integer[]) as held (org_id, id, attempt)
              join deliveries d on d.org_id = held.org_id and d.id = held.id and d.attempts = held.attempt and d.status = 'sending'
              for update of d skip locked
            )
            update deliveries d set lease_expires_at = now() + $3 * interval '1 millisecond'
            from held where d.org_id = held.org_id and d.id = held.id`,
          values: [
            deliveries.map(({ organisationId }) => organisationId),
            deliveries.map(({ id }) => id),
            leaseMilliseconds,
            deliveries.map(({ attemptNumber }) => attemptNumber),
          ],
        });
      });
    },
    settle,
    async requeueOverdue() {
      lastOverdue = await transaction(async (client, db) => {
        const { rows } = await client.query<QueuedRow & { readonly dueAt: string }>({
          name: 'find-overdue',
          text: findOverdue,
          values: [lastOverdue.dueAt, lastOverdue.id, recoveryBatch],
        });
        await enqueue(db, rows);
        return (rows.length === recoveryBatch && rows.at(-1)) || firstOverdue;
      });
    },
    recover: () =>
      transaction(async (client, db) => {
        const { rows } = await client.query<QueuedRow & { readonly status: string }>({
          name: 'take-back',
          text: takeBack,
          values: [recoveryBatch, interruptionBudget],
        });
        const due = rows.filter(({ status }) => status !== 'dropped');
        await enqueue(db, due);
        return due.length;
      }),
    advanceRecovery: () =>
      transaction(async (client, db) => {
        const { rows } = await client.query<QueuedRow>('select * from advance_recovery($1)', [recoveryBatch]);
        if (rows.length === 0) return 0;
        await boss.deleteJob(
          deliveryQueue,
          rows.map(({ id }) => id),
          { db },
        ); // those that wait for a later attempt
        await enqueue(db, rows);
        return rows.length;
      }),
    sendTest: (organisationId, endpointId) =>
      transaction(async (client) => {
        const values = [organisationId, endpointId];
        const { rows } = await client.query<{ id: string | null }>('select test_endpoint($1, $2) as id', values);
        await client.query(tryNow, values);
        return rows[0]?.id ?? undefined;
      }),
    async requeue(organisationId, deliveryId) {
      return transaction(async (client, db) => {
        const { rows } = await client.query<QueuedRow>(
          `update deliveries set status = 'pending', next_attempt_at = now(), finished_at = null, last_chance = status <> 'failed'
           where org_id = $1 and id = $2 and status in ('succeeded', 'failed', 'dropped', 'cancelled')
           returning org_id, id, endpoint_id`,
          [organisationId, deliveryId],
        );
        if (rows.length === 0) return false;
        await client.query(tryNow, [organisationId, rows[0]?.endpoint_id]);
        await boss.deleteJob(deliveryQueue, [deliveryId], { db }); // the one that waits for a later attempt
        await enqueue(db, rows);
        return true;
      });
    },
  };
}

/** The shape in which pg-boss takes part in somebody else's transaction. */
interface BossDatabase {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}
