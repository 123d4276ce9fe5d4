-- Sending again: a test of one endpoint, and what did not arrive in a stretch of time.

-- Null when there is no such endpoint, or it takes nothing.
create function test_endpoint(org uuid, wanted uuid) returns uuid language plpgsql as $$
declare
  endpoint webhook_endpoints;
begin
  perform set_config('app.org_id', org::text, true);
  select * into endpoint from webhook_endpoints e where e.org_id = org and e.id = wanted and e.enabled and e.deleted_at is null;
  if not found then return null; end if;
  return emit_directed(org, endpoint.store_id, 'webhook.test', 'webhook', endpoint.id,
    json_build_object('id', endpoint.id, 'message', 'This is a test: nothing has happened.'), endpoint.id);
end $$;

-- One request to send again what an endpoint did not get. A worker goes through it in the order of the ids, batch by batch.
create table recoveries (
  org_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  since timestamptz(3) not null,
  until timestamptz(3) not null,
  statuses text[] not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled')),
  expected integer not null, -- how many there were when it was asked for
  queued integer not null default 0,
  reached uuid not null, -- every delivery up to this id has been looked at
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, endpoint_id) references webhook_endpoints (org_id, id)
);
create index recoveries_running on recoveries (created_at) where state = 'running';
create index recoveries_by_id on recoveries (id);
call wall_off('recoveries');

create function count_recoverable(org uuid, endpoint uuid, since timestamptz, until timestamptz, statuses text[])
  returns integer language sql stable
  return (select count(*)::integer from deliveries d where d.org_id = org and d.endpoint_id = endpoint
    and d.id >= uuid_v7_floor(since) and d.id < uuid_v7_floor(until) and d.status = any (statuses));

create function start_recovery(org uuid, endpoint uuid, since timestamptz, until timestamptz, statuses text[])
  returns recoveries language plpgsql as $$
declare
  started recoveries;
begin
  perform set_config('app.org_id', org::text, true);
  insert into recoveries (org_id, id, endpoint_id, since, until, statuses, expected, reached)
  values (org, uuid_v7(), endpoint, since, until, statuses, count_recoverable(org, endpoint, since, until, statuses),
    uuid_v7_floor(since))
  returning * into started;
  return started;
end $$;

-- The next batch of the oldest running recovery, made pending again; its caller queues the jobs. None when nothing runs.
create function advance_recovery(batch integer) returns table (org_id uuid, id uuid, endpoint_id uuid) language plpgsql as $$
declare
  running recoveries;
  last_seen uuid;
  taken integer := 0;
  row_out record;
begin
  select * into running from recoveries r where r.state = 'running' order by r.created_at limit 1 for update skip locked;
  if not found then return; end if;
  last_seen := running.reached;
  for row_out in
    select d.org_id, d.id, d.endpoint_id, d.status from deliveries d
    where d.org_id = running.org_id and d.endpoint_id = running.endpoint_id and d.id > running.reached
      and d.id < uuid_v7_floor(running.until) and d.status = any (running.statuses)
    order by d.id limit batch for update
  loop
    taken := taken + 1;
    last_seen := row_out.id;
    update deliveries d set status = 'pending', next_attempt_at = now(), finished_at = null, slot_at = null,
      last_chance = row_out.status <> 'failed'
    where d.org_id = row_out.org_id and d.id = row_out.id;
    org_id := row_out.org_id;
    id := row_out.id;
    endpoint_id := row_out.endpoint_id;
    return next;
  end loop;
  update recoveries r set queued = r.queued + taken, reached = last_seen,
    state = case when taken < batch then 'done' else 'running' end,
    finished_at = case when taken < batch then now() end
  where r.org_id = running.org_id and r.id = running.id;
end $$;
