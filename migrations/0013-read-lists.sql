-- Reading more than orders as documents: two functions for each kind, with the parameters and columns of those in 0006.

create function read_product(org uuid, product_id uuid) returns setof text language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return query select product_document(p)::text from products p where p.org_id = org and p.id = product_id and p.published;
end $$;

create function list_products(org uuid, horizon timestamptz, after_at timestamptz, after_id uuid, page_size integer)
  returns table (id uuid, at text, document text) language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return query select p.id, rfc3339(p.updated_at), product_document(p)::text from products p
    where p.org_id = org and p.published and p.updated_at < horizon
      and (after_at is null or (p.updated_at, p.id) > (after_at, after_id))
    order by p.updated_at, p.id limit page_size;
end $$;

-- A payment changes when it is refunded, so its document says when, as those of other objects do.
create or replace function payment_document(payment payments) returns json language sql stable return json_build_object(
  'id', payment.id, 'order_id', payment.order_id, 'external_id', payment.external_id,
  'amount_cents', payment.amount_cents, 'currency', payment.currency, 'method', payment.method,
  'transaction_id', payment.transaction_id, 'status', payment.status,
  'paid_at', rfc3339(payment.paid_at), 'refunded_at', rfc3339(payment.refunded_at),
  'created_at', rfc3339(payment.created_at), 'updated_at', rfc3339(payment.updated_at));
