/**
 * Writes down what became of attempts, with all that follows from it: when a delivery is tried again, how its endpoint fares,
 * whether a reply was sent. Works inside somebody's transaction.
 */
import type pg from 'pg';
import type { AttemptRecord } from '../domain/delivery.ts';
import type { QueuedRow } from './delivery-lease.ts';

/** The fence: an attempt that is not the row's latest, or whose lease another process took over, is not counted. */
const record = `
  with attempt as (
    select * from jsonb_to_recordset($1) as a ("organisationId" uuid, "deliveryId" uuid, "attemptNumber" integer,
      "startedAt" float8, "latencyMilliseconds" float8, "statusCode" integer, "responseExcerpt" text, "errorCode" text,
      "errorDetail" text, status text, "nextAttemptAt" float8, "disableEndpoint" boolean)
  ), settled as (
    update deliveries d set status = a.status, lease_expires_at = null, slot_at = null,
      next_attempt_at = to_timestamp(a."nextAttemptAt" / 1000.0),
      finished_at = case when a.status <> 'failed' then now() end
    from attempt a
    where d.org_id = a."organisationId" and d.id = a."deliveryId" and d.attempts = a."attemptNumber" and d.status = 'sending'
    returning d.org_id, d.id, d.event_id, d.endpoint_id, d.event_type, a.status, a."errorCode", a."startedAt",
      coalesce(a."disableEndpoint", false) as "disableEndpoint", a."nextAttemptAt" / 1000.0 as next_at
  ), recorded as (
    insert into delivery_attempts (org_id, delivery_id, number, started_at, latency_milliseconds, status_code,
      response_excerpt, error_code, error_detail)
    select a."organisationId", a."deliveryId", a."attemptNumber", to_timestamp(a."startedAt" / 1000.0),
      a."latencyMilliseconds", a."statusCode", a."responseExcerpt", a."errorCode", a."errorDetail"
    from attempt a join settled s on s.org_id = a."organisationId" and s.id = a."deliveryId"
    on conflict do nothing
  ), counted as ( -- in the order of the key, as below
    insert into attempt_hours as known (org_id, hour, endpoint_id, store_id, succeeded, failed)
    select s.org_id, date_trunc('hour', to_timestamp(s."startedAt" / 1000.0), 'UTC') as hour, s.endpoint_id,
      coalesce(v.store_id, '00000000-0000-0000-0000-000000000000') as store,
      count(*) filter (where s.status = 'succeeded'), count(*) filter (where s.status <> 'succeeded')
    from settled s join events v on v.org_id = s.org_id and v.id = s.event_id
    group by s.org_id, hour, s.endpoint_id, store order by s.org_id, hour, s.endpoint_id, store
    on conflict (org_id, hour, endpoint_id, store_id) do update
      set succeeded = known.succeeded + excluded.succeeded, failed = known.failed + excluded.failed
  ), answered as (
    update messages m set reply_status = case s.status when 'succeeded' then 'sent' else 'failed' end
    from settled s where s.event_type = 'reply.queued' and s.status <> 'failed' and m.org_id = s.org_id and m.delivery_id = s.id
  ), tally as ( -- a relay is neither spared nor disabled: replies are few, and nobody but the next reply could enable it again
    select s.org_id, s.endpoint_id, bool_or(s.status = 'succeeded') as succeeded, bool_or(s."disableEndpoint") as gone,
      count(*) filter (where s.status <> 'succeeded' and s."errorCode" <> all ($3)) as failures
    from settled s where s.event_type <> 'reply.queued' group by s.org_id, s.endpoint_id
  ), judged as ( -- in the order of the ids: two batches at once wait for each other and never both
    select e.id, tally.* from tally join webhook_endpoints e on e.org_id = tally.org_id and e.id = tally.endpoint_id
    where tally.gone or tally.failures > 0 or tally.succeeded and e.failing_since is not null
    order by e.id for no key update of e
  ), noted as (
    update webhook_endpoints e set
      failures = case when judged.succeeded then 0 else e.failures + judged.failures end,
      failing_since = case when not judged.succeeded then coalesce(e.failing_since, now()) end,
      spared_until = case when not judged.succeeded and e.failures + judged.failures >= $4
        then now() + $2 * interval '1 millisecond' end,
      probing = false,
      enabled = e.enabled and not judged.gone and (judged.succeeded or e.failing_since is null
        or e.failing_since > now() - interval '5 days'),
      disabled_reason = case when judged.gone then 'the receiver answered 410 Gone'
        when not judged.succeeded and e.failing_since <= now() - interval '5 days' then 'nothing but failures for five days'
        else e.disabled_reason end,
      updated_at = case when judged.gone or e.failing_since <= now() - interval '5 days' then now() else e.updated_at end
    from judged where e.org_id = judged.org_id and e.id = judged.endpoint_id
  )
  select org_id, id, endpoint_id, next_at from settled where status = 'failed'`;

/** So many failures in a row, and an endpoint is spared for a while: its deliveries wait, and use up no attempt. */
const failuresBeforeSparing = 32;
/** What an attempt fails with for reasons on our side: they say nothing of the receiver. */
const ownFaults = [
  'adapter_missing',
  'adapter_failed',
  'attempt_failed',
  'secret_unreadable',
  'unsendable',
  'recipient_not_confirmed',
  'smtp_not_configured',
  'smtp_login_failed',
  'smtp_unreachable',
];

/** Writes them, and gives the deliveries that go on. An endpoint that fails too often is spared for so long. */
export async function recordAttempts(
  client: pg.PoolClient,
  attempts: readonly AttemptRecord[],
  spareMilliseconds: number,
): Promise<readonly QueuedRow[]> {
  const values = [JSON.stringify(attempts), spareMilliseconds, ownFaults, failuresBeforeSparing];
  return (await client.query<QueuedRow>({ name: 'record-attempts', text: record, values })).rows;
}

/** The attempt without the texts that came from elsewhere, which the database may never take. */
export function withoutWords({ responseExcerpt, ...attempt }: AttemptRecord): AttemptRecord {
  return { ...attempt, errorDetail: 'what there was to say of this attempt cannot be stored' };
}
