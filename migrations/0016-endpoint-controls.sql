-- What an endpoint may ask of its deliveries: its own schedule, a limit per second and at once, a pause; and how the hub
-- spares one that is down.

-- Newer releases of PostgreSQL write no table anew while a function over it has been parsed.
drop function subscription_outcome(webhook_endpoints, text);
drop function subscription_record(webhook_endpoints);

alter table webhook_endpoints
  add column retry_schedule text[], -- null: the hub's
  add column rate_per_second integer check (rate_per_second between 1 and 1000),
  add column concurrency integer check (concurrency between 1 and 1000),
  add column paused boolean not null default false,
  add column standard_webhooks boolean not null default false,
  add column failures integer not null default 0, -- since the last success
  add column failing_since timestamptz(3), -- the first of them
  add column spared_until timestamptz, -- the circuit is open: one attempt after this moment, and all again once it succeeds
  add column probing boolean not null default false, -- that one attempt is on its way
  add column next_slot_at timestamptz, -- when the limit per second lets the next attempt start
  add column rationed boolean generated always as
    (paused or rate_per_second is not null or concurrency is not null or spared_until is not null) stored;

create function subscription_record(endpoint webhook_endpoints) returns jsonb language sql stable
  return jsonb_build_object('number', endpoint.number::text, 'title', endpoint.description,
    'transport', endpoint.transport, 'eventTypes', endpoint.event_types, 'target', endpoint.url,
    'enabled', endpoint.enabled, 'createdAt', rfc3339(endpoint.created_at), 'updatedAt', rfc3339(endpoint.updated_at));

create function subscription_outcome(endpoint webhook_endpoints, change text) returns jsonb language sql stable
  return jsonb_build_object('kind', 'subscription', 'change', change, 'subscription', subscription_record(endpoint));

alter table deliveries add column slot_at timestamptz; -- its turn under the limit per second

create index deliveries_sending on deliveries (endpoint_id) where status = 'sending';

-- Decides which of these deliveries of rationed endpoints may go now. `lease`: now, or within a second, at `slot_at`.
-- `wait`, `queue`: look again at `look_at`, when its time has come or when one of the endpoint's own attempts may have
-- ended. `park`: nothing until the pause ends. The endpoint's row is held meanwhile, so that two
-- claimers together keep its limits; rows are taken in the order of their ids.
create function ration_deliveries(orgs uuid[], ids uuid[])
  returns table (org_id uuid, id uuid, endpoint_id uuid, verdict text, look_at timestamptz) language plpgsql as $$
declare
  endpoint webhook_endpoints;
  delivery record;
  moment timestamptz := clock_timestamp();
  sending integer;
  slot timestamptz;
begin
  for endpoint in
    select e.* from webhook_endpoints e where e.rationed and (e.org_id, e.id) in (
      select d.org_id, d.endpoint_id from unnest(orgs, ids) as job (org_id, id)
      join deliveries d on d.org_id = job.org_id and d.id = job.id and d.id = any (ids))
    order by e.id for no key update
  loop
    sending := (select count(*) from deliveries d where d.endpoint_id = endpoint.id and d.status = 'sending');
    for delivery in
      select d.org_id, d.id, d.slot_at from deliveries d
      where d.org_id = endpoint.org_id and d.id = any (ids) and d.endpoint_id = endpoint.id and d.status in ('pending', 'failed')
      order by d.slot_at nulls last, d.id for update skip locked
    loop
      org_id := delivery.org_id;
      id := delivery.id;
      endpoint_id := endpoint.id;
      slot := delivery.slot_at;
      look_at := null;
      if endpoint.paused then
        verdict := 'park';
      elsif endpoint.spared_until > moment then
        verdict := 'wait';
        look_at := case when endpoint.probing then moment + interval '500 milliseconds' else endpoint.spared_until end
          + random() * interval '500 milliseconds';
      elsif endpoint.concurrency <= sending then
        verdict := 'queue';
        look_at := moment + interval '50 milliseconds';
      else
        if endpoint.spared_until is not null then -- the one that finds out whether it is back
          endpoint.probing := true;
          endpoint.spared_until := moment + interval '20 seconds'; -- or sooner, when it has answered
        end if;
        if endpoint.rate_per_second is not null and slot is null then
          slot := greatest(moment, endpoint.next_slot_at);
          endpoint.next_slot_at := slot + interval '1 second' / endpoint.rate_per_second;
        end if;
        verdict := case when slot > moment + interval '1 second' then 'wait' else 'lease' end;
        look_at := slot - interval '500 milliseconds';
        if verdict = 'lease' then sending := sending + 1; end if;
      end if;
      update deliveries d set slot_at = slot,
        next_attempt_at = case when verdict in ('wait', 'queue') then ration_deliveries.look_at when verdict = 'lease' then d.next_attempt_at end
      where d.org_id = delivery.org_id and d.id = delivery.id;
      return next;
    end loop;
    update webhook_endpoints e set next_slot_at = endpoint.next_slot_at, spared_until = endpoint.spared_until,
      probing = endpoint.probing
    where e.org_id = endpoint.org_id and e.id = endpoint.id
      and (e.next_slot_at, e.spared_until) is distinct from (endpoint.next_slot_at, endpoint.spared_until);
  end loop;
end $$;

-- The end of a pause: what was parked is due, and the next look at lost jobs queues it.
create function unpark_deliveries(org uuid, endpoint uuid) returns void language sql
begin atomic
  update deliveries d set next_attempt_at = '-infinity'
  where d.org_id = org and d.endpoint_id = endpoint and d.status in ('pending', 'failed') and d.next_attempt_at is null;
end;

-- An operator enables an endpoint again: what it failed at before no longer counts.
create function forgive_endpoint(org uuid, endpoint uuid) returns void language sql
begin atomic
  update webhook_endpoints e set failures = 0, failing_since = null, spared_until = null, probing = false
  where e.org_id = org and e.id = endpoint;
end;

-- An endpoint that takes nothing any more: what was still to be sent to it is cancelled, and its jobs find nothing to do.
create function cancel_deliveries(org uuid, endpoint uuid) returns void language sql
begin atomic
  update deliveries d set status = 'cancelled', next_attempt_at = null, finished_at = now()
  where d.org_id = org and d.endpoint_id = endpoint and d.status in ('pending', 'failed');
end;
