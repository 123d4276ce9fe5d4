-- Reading orders as documents. Each function names its tenant itself, so that one statement is a whole transaction.

create function read_order_by_external_id(org uuid, store uuid, external text) returns setof text language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return query select order_document(o)::text from external_refs r
    join orders o on o.org_id = r.org_id and o.id = r.entity_id
    where r.org_id = org and r.store_id = store and r.entity_type = 'order' and r.external_id = external;
end $$;

create function read_order(org uuid, order_id uuid) returns setof text language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return query select order_document(o)::text from orders o where o.org_id = org and o.id = order_id;
end $$;

-- Rows at or after the horizon may still get company from transactions that are open now; a page ends before it. Only
-- sessions in the tenant role write what is listed, so only theirs count.
-- Rounded to the millisecond, as the listed times are. Must be called in a statement of its own, before the page is read. Runs as the schema's owner, because sessions in a
-- runtime role may not see when others began.
create function list_horizon() returns timestamptz language sql stable security definer set search_path = crossdock, pg_catalog
  return coalesce((select min(xact_start) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name = 'crossdock-tenant'), clock_timestamp())::timestamptz(3);

create function list_orders(org uuid, horizon timestamptz, after_at timestamptz, after_id uuid, page_size integer)
  returns table (id uuid, at text, document text) language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return query select o.id, rfc3339(o.updated_at), order_document(o)::text from orders o
    where o.org_id = org and o.updated_at < horizon
      and (after_at is null or (o.updated_at, o.id) > (after_at, after_id))
    order by o.updated_at, o.id limit page_size;
end $$;
