-- What operators look for in long lists, what they watch as it happens, and how much of it there was in each hour.

-- Indexes for lists, newest first. A filter that leaves few rows has an index of its own; the others are looked for in a
-- narrow one, without touching the rows. Ids ascend in all of them: a new row then goes to the end of its organisation's
-- stretch, which leaves pages full, and an index is read as well backwards.
--
-- An index takes no text of any length, so texts that others choose are cut where they could be too long for one.

create function shorten_path() returns trigger language plpgsql as $$
begin
  new.path := left(new.path, 500);
  return new;
end $$;
create trigger request_log_path before insert on request_log for each row when (octet_length(new.path) > 1000)
  execute function shorten_path();
set local role crossdock_system; -- the owner of a walled table sees nothing of it, unless a superuser
update request_log set path = left(path, 500) where octet_length(path) > 1000;
reset role;

drop index request_log_org;
drop index request_log_connector;
create index request_log_newest on request_log (org_id, id) include (connector_id, store_id, status_code, method, client_ip, path);
create index request_log_of_connector on request_log (connector_id, id) include (org_id, status_code, method, client_ip, path);
create index request_log_external_id on request_log (org_id, external_id, id) where external_id is not null;
create index request_log_error_code on request_log (org_id, error_code, id)
  include (connector_id, store_id, status_code, method, client_ip, path) where error_code is not null;
create index request_log_refusals on request_log (org_id, status_code, id)
  include (connector_id, store_id, method, client_ip, path) where status_code >= 400;

create function shorten_order_number() returns trigger language plpgsql as $$
begin
  new.order_number := left(new.order_number, 255);
  return new;
end $$;
create trigger orders_number_length before insert or update of order_number on orders for each row
  when (octet_length(new.order_number) > 1020) execute function shorten_order_number();
set local role crossdock_system;
update orders set order_number = left(order_number, 255) where octet_length(order_number) > 1020;
reset role;

create index orders_newest on orders (org_id, id) 
  include (store_id, connector_id, status, payment_status, fulfilment_status, source);
create index orders_external_id on orders (org_id, external_id text_pattern_ops, id);
create index orders_number on orders (org_id, order_number text_pattern_ops, id) where order_number is not null;
create index orders_of_client on orders (org_id, client_id, id) where client_id is not null;
create index clients_email_prefix on clients (org_id, email_key text_pattern_ops) where email_key is not null;

-- Feeds: rows in the order in which they became visible to everybody, which is not the order of their ids.
--
-- Each row names the transaction that wrote it. A reader goes from one transaction to the next, and no further than the
-- oldest that is still open: below that nothing can come any more, whichever process writes. Rows from before have no
-- transaction and are in no feed.

alter table request_log add column logged_in xid8;
alter table request_log alter column logged_in set default pg_current_xact_id();
create index request_log_feed on request_log (org_id, logged_in) where logged_in is not null;

alter table deliveries add column changed_in xid8;
alter table deliveries alter column changed_in set default pg_current_xact_id();
create index deliveries_feed on deliveries (org_id, changed_in) where changed_in is not null;

create function note_delivery_change() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end $$;
create trigger deliveries_change before update of status, attempts on deliveries for each row
  when ((old.status, old.attempts) is distinct from (new.status, new.attempts)) execute function note_delivery_change();

-- The transaction below which everything that the hub's sessions wrote can be seen by whoever looks next. Must be called in
-- a statement of its own, before the rows are read. Other programs on the database server hold up nobody: only sessions of
-- the hub count, which write all rows of a feed. Runs as the schema's owner, because sessions in a runtime role may not
-- see the transactions of others.
create function feed_horizon() returns xid8 language plpgsql volatile security definer set search_path = crossdock, pg_catalog as $$
declare
  ceiling bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
  oldest bigint;
begin
  perform pg_stat_clear_snapshot(); -- what was seen of other sessions earlier in this transaction
  -- Sessions show the lower 32 bits only. What is ahead of the ceiling began after it was read.
  select max(age) into oldest from (
    select (ceiling - backend_xid::text::bigint) & 4294967295 as age from pg_stat_activity
    where datname = current_database() and backend_xid is not null and application_name in ('crossdock-tenant', 'crossdock-system')
  ) as open where age between 1 and 2147483647;
  return (ceiling - coalesce(oldest, 0))::text::xid8;
end $$;


-- One look at a feed: which rows come after a place, named by their transactions and ids, and how far the feed can be told.
-- Without a place, only the latter. Names its tenant itself, so that one statement is a whole transaction.
create function requests_after(org uuid, after_transaction xid8, after_id uuid, most integer)
  returns table (horizon text, transactions text[], ids uuid[]) language plpgsql as $$
declare
  bound xid8 := feed_horizon();
begin
  perform set_config('app.org_id', org::text, true);
  return query select bound::text, coalesce(array_agg(found.logged_in::text order by found.logged_in, found.id), '{}'),
      coalesce(array_agg(found.id order by found.logged_in, found.id), '{}')
    from (
      select l.logged_in, l.id from request_log l
      where l.org_id = org and l.logged_in >= after_transaction and (l.logged_in, l.id) > (after_transaction, after_id)
        and l.logged_in < bound
      order by l.logged_in, l.id limit most
    ) as found;
end $$;

create function deliveries_after(org uuid, after_transaction xid8, after_id uuid, most integer)
  returns table (horizon text, transactions text[], ids uuid[]) language plpgsql as $$
declare
  bound xid8 := feed_horizon();
begin
  perform set_config('app.org_id', org::text, true);
  return query select bound::text, coalesce(array_agg(found.changed_in::text order by found.changed_in, found.id), '{}'),
      coalesce(array_agg(found.id order by found.changed_in, found.id), '{}')
    from (
      select d.changed_in, d.id from deliveries d
      where d.org_id = org and d.changed_in >= after_transaction and (d.changed_in, d.id) > (after_transaction, after_id)
        and d.changed_in < bound
      order by d.changed_in, d.id limit most
    ) as found;
end $$;

-- Counts by the hour, in which each batch adds what it writes down. They are kept for a little more than a week.

create table request_hours (
  org_id uuid not null,
  hour timestamptz(0) not null,
  connector_id uuid not null, -- all zeros: keys of the read API
  requests integer not null,
  client_errors integer not null, -- 400 to 499
  server_errors integer not null, -- 500 and above
  primary key (org_id, hour, connector_id)
);
call wall_off('request_hours');

create table attempt_hours (
  org_id uuid not null,
  hour timestamptz(0) not null,
  endpoint_id uuid not null,
  store_id uuid not null, -- all zeros: about no store
  succeeded integer not null,
  failed integer not null,
  primary key (org_id, hour, endpoint_id, store_id)
);
call wall_off('attempt_hours');

-- The last day, so that nobody's counts begin at nothing.
set local role crossdock_system;
insert into request_hours (org_id, hour, connector_id, requests, client_errors, server_errors)
select o.id, hour, coalesce(l.connector_id, '00000000-0000-0000-0000-000000000000'), count(*),
  count(*) filter (where l.status_code between 400 and 499), count(*) filter (where l.status_code >= 500)
from organisations o
cross join generate_series(date_trunc('hour', now(), 'UTC') - interval '24 hours', date_trunc('hour', now(), 'UTC'), interval '1 hour') as hour
cross join lateral (
  select connector_id, status_code from request_log
  where org_id = o.id and id >= uuid_v7_floor(hour) and id < uuid_v7_floor(hour + interval '1 hour')
) as l group by o.id, hour, coalesce(l.connector_id, '00000000-0000-0000-0000-000000000000');
reset role;
