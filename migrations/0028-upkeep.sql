-- Upkeep that keeps up: old events are found through the primary key, and no partition is made or dropped while another
-- table's is locked.

-- Once the space of deleted events is used again, each stretch of the table has old and new ones, and a summary of stretches
-- leads nowhere: every look for old events reads them all. Their ids begin with the time and are in an index already.
drop index events_age;

-- As in 0019, by the ids.
create or replace function purge_events(keep_days integer, batch integer) returns integer language plpgsql as $$
declare
  purged integer;
begin
  delete from events where ctid = any (array(
    select old.place from organisations o cross join lateral (
      select e.ctid as place from events e
      where e.org_id = o.id and e.id < uuid_v7_floor(now() - (keep_days + 2) * interval '1 day')
      order by e.id limit batch
    ) as old limit batch));
  get diagnostics purged = row_count;
  return purged;
end $$;

-- The index entries of deleted rows lie at the very place where the next old rows are looked for, until a vacuum.
alter table events set (autovacuum_vacuum_scale_factor = 0.02);
alter table idempotency_keys set (autovacuum_vacuum_scale_factor = 0.02);

-- Keeps a week of one table's partitions ahead, moving in what a wrong clock put into the default one. Runs as the schema's
-- owner. Call it in a statement of its own: it keeps the default partition locked until the end of the transaction.
create function make_partitions(parent text) returns void language plpgsql security definer
  set search_path = crossdock set lock_timeout = '500ms' as $$
declare
  id_column text := case parent when 'deliveries' then 'id' when 'request_log' then 'id' when 'delivery_attempts' then 'delivery_id' end;
  part text;
  first_moment timestamptz;
begin
  if id_column is null then raise exception '% is not partitioned by day', parent; end if;
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
end $$;

-- The partitions of days that are not kept any more, oldest first.
create function old_partitions(keep_days integer) returns setof text language sql stable as $$
  select child.relname from pg_inherits join pg_class child on child.oid = inhrelid
  where inhparent in ('deliveries'::regclass, 'delivery_attempts'::regclass, 'request_log'::regclass)
    and child.relname ~ '_[0-9]{8}$'
    and to_date(right(child.relname, 8), 'YYYYMMDD') < (now() at time zone 'UTC')::date - keep_days
  order by right(child.relname, 8), child.relname
$$;

-- Drops one of them, or leaves it for the next time when somebody reads the table just now: nobody should wait behind a drop
-- for longer than half a second. Runs as the schema's owner. Call it in a statement of its own: it keeps the whole table
-- locked until the end of the transaction.
drop procedure drop_old_partition(text);
create function drop_old_partition(part text, keep_days integer) returns void language plpgsql security definer
  set search_path = crossdock set lock_timeout = '500ms' as $$
begin
  if part in (select old_partitions(keep_days)) then execute format('drop table if exists %I', part); end if;
exception when lock_not_available then
  raise warning 'partition % is in use and stays for now', part;
end $$;

-- As in 0019, for processes of the version before.
create or replace function maintain_partitions(keep_days integer) returns void language plpgsql security definer
  set search_path = crossdock as $$
begin
  perform make_partitions(parent) from unnest(array['deliveries', 'delivery_attempts', 'request_log']) as parent;
  perform drop_old_partition(part, keep_days) from old_partitions(keep_days) as part;
end $$;

revoke all on function make_partitions(text), drop_old_partition(text, integer) from public;
grant execute on function make_partitions(text), drop_old_partition(text, integer) to crossdock_system;

-- What nothing calls any more.
drop function count_request(uuid, uuid, integer);
drop function find_reply(uuid, uuid, text);
drop function conversation_document(conversations);
