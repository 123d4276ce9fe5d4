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
