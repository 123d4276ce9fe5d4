-- Retention: what is older than the operator wants to keep goes, whole days at a time where there are partitions.

-- Events are only ever appended, so that this small index finds the oldest without slowing down a commit.
create index events_age on events using brin (created_at);

-- A delivery is written with its event, in one transaction, and goes before it; the foreign key would make every deleted
-- event look for itself in all deliveries of a month.
alter table deliveries drop constraint deliveries_org_id_event_id_fkey;

-- Deletes up to `batch` events whose deliveries have gone with their day. Returns how many.
create function purge_events(keep_days integer, batch integer) returns integer language plpgsql as $$
declare
  purged integer;
begin
  delete from events where ctid = any (array(
    select e.ctid from events e where e.created_at < now() - (keep_days + 2) * interval '1 day' limit batch));
  get diagnostics purged = row_count;
  return purged;
end $$;

-- Drops one day's partition, or leaves it for the next time when somebody reads the table just now: nobody should wait
-- behind a drop for longer than half a second.
create procedure drop_old_partition(part text) language plpgsql as $$
begin
  perform set_config('lock_timeout', '500ms', true);
  execute format('drop table %I', part);
exception when lock_not_available then
  raise warning 'partition % is in use and stays for now', part;
end $$;

-- As in 0004, but that a drop gives way.
create or replace function maintain_partitions(keep_days integer) returns void language plpgsql security definer
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
      call drop_old_partition(part);
    end loop;
  end loop;
end $$;
