/**
 * Leases due deliveries to this process, as far as their endpoints let them go now. Works inside somebody's transaction,
 * which has just taken their jobs.
 */
import type pg from 'pg';
import type { Claim } from '../domain/delivery.ts';
import type { ClaimRow } from './claimed-delivery.ts';

/** Names a delivery. */
interface DeliveryName {
  readonly org_id: string;
  readonly id: string;
}

/** A delivery that needs a job. */
export interface QueuedRow extends DeliveryName {
  readonly endpoint_id: string;
  /** Seconds since 1970; absent means now. */
  readonly next_at?: number;
}

interface Ration extends DeliveryName {
  readonly endpoint_id: string;
  /** `queue` waits for one of the endpoint's own attempts to end, `wait` for a moment. */
  readonly verdict: 'lease' | 'queue' | 'wait' | 'park';
  /** Seconds since 1970; null unless it waits. */
  readonly look_at: number | null;
}

/**
 * Deliveries whose endpoint was disabled or deleted are cancelled; the others are leased and read whole. A row that
 * somebody has locked is left out: `recover` and `requeue` lock rows, wait for our jobs, and queue them anew.
 *
 * The ids are named twice so that the planner looks rows up by key and leaves out the partitions of other days: with
 * 40,000 open deliveries, 42 microseconds a delivery in place of 715.
 */
const lease = `
  with due as (
    select d.org_id, d.id, d.next_attempt_at as due_at, e.enabled and e.deleted_at is null as wanted
    from unnest($1::uuid[], $2::uuid[]) as job (org_id, id)
    join deliveries d on d.org_id = job.org_id and d.id = job.id and d.id = any ($2) and d.status in ('pending', 'failed')
    join webhook_endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id and ($4 or not e.rationed or not e.enabled)
    for update of d skip locked
  ), leased as (
    update deliveries d set
      status = case when due.wanted then 'sending' else 'cancelled' end,
      attempts = d.attempts + due.wanted::integer,
      next_attempt_at = null,
      lease_expires_at = case when due.wanted then now() + $3 * interval '1 millisecond' end,
      finished_at = case when not due.wanted then now() end
    from due where d.org_id = due.org_id and d.id = due.id and d.id = any ($2)
    returning d.*, due.due_at
  )
  select d.org_id, d.id, d.attempts, extract(epoch from d.slot_at)::float8 * 1000 as not_before,
    extract(epoch from d.due_at)::float8 * 1000 as due_at, v.request_id, v.id as event_id, v.type, rfc3339(v.created_at) as event_at, v.store_id, v.sequence,
    v.data::text as data, e.id as endpoint_id, e.format, e.transport, e.url, e.headers,
    e.retry_schedule, e.rate_per_second, e.concurrency, e.standard_webhooks,
    case when d.last_chance then d.attempts else e.max_attempts end as max_attempts, e.sealed_secret,
    e.sealed_previous_secret, rfc3339(e.previous_secret_expires_at) as previous_secret_expires_at,
    case when e.connector_id is not null then sealed_connector(e.org_id, e.connector_id) end as connector,
    e.transport <> 'email' or exists (select from mail_recipients r
      where r.org_id = e.org_id and r.address_key = lower(e.url) and r.confirmed_at is not null) as confirmed
  from leased d
  join events v on v.org_id = d.org_id and v.id = d.event_id
  join webhook_endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
  where d.status = 'sending'`;

const ration = `
  select org_id, id, endpoint_id, verdict, extract(epoch from look_at)::float8 as look_at
  from ration_deliveries($1::uuid[], $2::uuid[])`;

/** Leases what may go; `waiting` needs new jobs. What is paused has neither, until its pause ends. */
export async function leaseDue(
  client: pg.PoolClient,
  names: readonly DeliveryName[],
  leaseMilliseconds: number,
): Promise<{ readonly leased: readonly ClaimRow[]; readonly waiting: readonly QueuedRow[]; readonly waits: Claim['waits'] }> {
  const leased = await leaseNow(client, names, leaseMilliseconds, false);
  const taken = new Set(leased.map(({ id }) => id));
  const left = names.filter(({ id }) => !taken.has(id));
  if (left.length === 0) return { leased, waiting: [], waits: [] };

  const { rows } = await client.query<Ration>({ name: 'ration', text: ration, values: columns(left) });
  const admitted = rows.filter(({ verdict }) => verdict === 'lease');
  const waiting = rows.flatMap(({ verdict, look_at, ...row }) =>
    verdict === 'wait' || verdict === 'queue' ? [{ ...row, ...(look_at !== null && { next_at: look_at }) }] : [],
  );
  return {
    leased: [...leased, ...(await leaseNow(client, admitted, leaseMilliseconds, true))],
    waiting,
    waits: earliest(rows.filter(({ verdict }) => verdict === 'wait')),
  };
}

/** When the first of each endpoint's waiting deliveries has to be looked at again. */
function earliest(rows: readonly Ration[]): Claim['waits'] {
  const moments = new Map<string, number>();
  for (const { endpoint_id: endpointId, look_at: lookAt } of rows) {
    moments.set(endpointId, Math.min(moments.get(endpointId) ?? Infinity, (lookAt ?? 0) * 1_000));
  }
  return [...moments].map(([endpointId, until]) => ({ endpointId, until }));
}

async function leaseNow(
  client: pg.PoolClient,
  names: readonly DeliveryName[],
  leaseMilliseconds: number,
  admitted: boolean,
): Promise<readonly ClaimRow[]> {
  if (names.length === 0) return [];
  const values = [...columns(names), leaseMilliseconds, admitted];
  return (await client.query<ClaimRow>({ name: 'lease', text: lease, values })).rows;
}

function columns(names: readonly DeliveryName[]): [string[], string[]] {
  return [names.map(({ org_id: organisationId }) => organisationId), names.map(({ id }) => id)];
}
