-- The request log, the rate limit's counters, and the upkeep of everything that is partitioned by day.

create table request_log (
  id uuid primary key, -- UUIDv7: the request's own id, and the partition key
  org_id uuid,         -- null: the sender could not be identified; only the platform's operators see it
  store_id uuid,
  connector_id uuid,
  api_key_id uuid,
  received_at timestamptz(3) not null,
  method text not null,
  path text not null,
  client_ip text not null,
  headers jsonb not null,
  body bytea,
  status_code integer not null,
  error_code text,
  error_detail text,
  response_body text,
  duration_milliseconds integer not null,
  adapter text,
  external_id text,
  replayed boolean not null,
  duplicate boolean not null,
  quarantined boolean not null,
  reason text,
  translation jsonb,
  entities jsonb not null
) partition by range (id);
create index request_log_connector on request_log (connector_id, id desc);
create index request_log_org on request_log (org_id, id desc);
create index request_log_quarantine on request_log (org_id, id desc) where quarantined;
call wall_off('request_log');

-- Hits of the last 61 seconds, one slot a second. Unlogged: after a crash the limit forgets, and never blocks.
create unlogged table rate_windows (
  org_id uuid not null,
  caller_id uuid not null, -- a connector or a read key
  seconds bigint[] not null default array_fill(0::bigint, array[61]),
  hits integer[] not null default array_fill(0, array[61]),
  primary key (org_id, caller_id)
);
call wall_off('rate_windows');

-- Judges one request of a second against what was counted before, and counts it when it may pass. 61 one-second slots never
-- let more than the cap through in any 60 seconds, at worst a second late. A refused request is not counted.
create function judge_request(this_second bigint, cap integer, inout seconds bigint[], inout hits integer[],
  out allowed boolean, out remaining integer, out retry_after_seconds integer) language plpgsql immutable as $$
declare
  slot integer := this_second % 61 + 1;
  total integer;
  oldest bigint;
begin
  select coalesce(sum(h), 0), min(s) into total, oldest
  from unnest(seconds, hits) as counted (s, h) where s > this_second - 61 and h > 0;
  allowed := total < cap;
  remaining := greatest(cap - total - 1, 0);
  retry_after_seconds := case when allowed then 0 else oldest + 61 - this_second end;
  if allowed then
    hits[slot] := case when seconds[slot] = this_second then hits[slot] + 1 else 1 end;
    seconds[slot] := this_second;
  end if;
end $$;

-- Counts one request of a caller. The row lock makes it exact under concurrency.
create function count_request(org uuid, caller uuid, cap integer)
  returns table (allowed boolean, remaining integer, retry_after_seconds integer) language plpgsql as $$
declare
  counted rate_windows;
  verdict record;
begin
  perform set_config('app.org_id', org::text, true);
  loop
    select * into counted from rate_windows w where w.org_id = org and w.caller_id = caller for update;
    exit when found;
    insert into rate_windows (org_id, caller_id) values (org, caller) on conflict do nothing;
  end loop;
  -- The second is read after the lock, so that waiting cannot age it.
  verdict := judge_request(floor(extract(epoch from clock_timestamp()))::bigint, cap, counted.seconds, counted.hits);
  if verdict.allowed then
    update rate_windows w set seconds = verdict.seconds, hits = verdict.hits where w.org_id = org and w.caller_id = caller;
  end if;
  return query select verdict.allowed, verdict.remaining, verdict.retry_after_seconds;
end $$;

-- The smallest UUIDv7 of a moment: where one day's partition ends and the next begins.
create function uuid_v7_floor(at timestamptz) returns uuid language sql stable
  return rpad(lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0'), 32, '0')::uuid;

create table deliveries_default partition of deliveries default;
create table delivery_attempts_default partition of delivery_attempts default;
create table request_log_default partition of request_log default;

-- Keeps a week of partitions ahead, moving in what a wrong clock put into the default one, and drops those that are older
-- than keep_days. Runs as the schema's owner.
create function maintain_partitions(keep_days integer) returns void language plpgsql security definer
  set search_path = crossdock as $$
declare
  parent text;
  part text;
  id_column text;
  first_moment timestamptz;
begin
  foreach parent in array array['deliveries', 'delivery_attempts', 'request_log'] loop
    id_column := case parent when 'delivery_attempts' then 'delivery_id' else 'id' end;
    for day in 0..7 loop
      first_moment := date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' + day * interval '1 day';
      part := parent || to_char(first_moment at time zone 'UTC', '_YYYYMMDD');
      if to_regclass(part) is null then
        begin -- apart from the others: one that cannot be made must not keep them from being made
          execute format('create table %I (like %I including all)', part, parent);
          execute format('with moved as (delete from %I where %I >= %L and %I < %L returning *) insert into %I select * from moved',
            parent || '_default', id_column, uuid_v7_floor(first_moment), id_column,
            uuid_v7_floor(first_moment + interval '1 day'), part);
          execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part,
            uuid_v7_floor(first_moment), uuid_v7_floor(first_moment + interval '1 day'));
        exception when others then raise warning 'partition % could not be made: %', part, sqlerrm;
        end;
      end if;
    end loop;
    for part in
      select child.relname from pg_inherits join pg_class child on child.oid = inhrelid
      where inhparent = parent::regclass and child.relname ~ '_[0-9]{8}$'
        and to_date(right(child.relname, 8), 'YYYYMMDD') < (now() at time zone 'UTC')::date - keep_days
    loop
      execute format('drop table %I', part);
    end loop;
  end loop;
end $$;
revoke all on function maintain_partitions(integer) from public;
grant execute on function maintain_partitions(integer) to crossdock_system;
select maintain_partitions(30);
