-- Products: what an organisation's stores sell, by SKU, with stock.

create table products (
  org_id uuid not null references organisations (id),
  id uuid not null,
  store_id uuid, -- null: sold by every store of the organisation
  sku text not null,
  title text not null,
  price_cents bigint,
  currency text,
  stock_quantity bigint, -- null: not counted
  published boolean not null default true,
  sequence integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, store_id) references stores (org_id, id),
  constraint products_sku unique (org_id, sku)
);
create index products_updated on products (org_id, updated_at, id);
create index products_by_id on products (id);
call wall_off('products');

create function product_document(product products) returns json language sql stable return json_build_object(
  'id', product.id, 'store_id', product.store_id, 'sku', product.sku, 'title', product.title,
  'price_cents', product.price_cents, 'currency', product.currency, 'stock_quantity', product.stock_quantity,
  'published', product.published, 'created_at', rfc3339(product.created_at), 'updated_at', rfc3339(product.updated_at));

-- Stores products or brings them up to date, by SKU. What a row does not say stays as it is. Tells subscribers when a
-- stock becomes known or changes. In the order of the SKUs, so that two lists at once wait for each other and never both.
create function put_products(org uuid, incoming jsonb) returns table (created integer, updated integer) language plpgsql as $$
declare
  row_in jsonb;
  before products;
  stored products;
begin
  created := 0;
  updated := 0;
  for row_in in select value from jsonb_array_elements(incoming) order by value->>'sku' loop
    insert into products (org_id, id, store_id, sku, title, price_cents, currency, stock_quantity, published)
    values (org, uuid_v7(), (row_in->>'storeId')::uuid, row_in->>'sku', row_in->>'title', (row_in->>'priceCents')::bigint,
      row_in->>'currency', (row_in->>'stockQuantity')::bigint, coalesce((row_in->>'published')::boolean, true))
    on conflict (org_id, sku) do nothing
    returning * into stored;
    if found then
      created := created + 1;
      before := null;
    else
      updated := updated + 1;
      select * into before from products p where p.org_id = org and p.sku = row_in->>'sku' for update;
      update products p set
        title = row_in->>'title',
        store_id = case when row_in ? 'storeId' then (row_in->>'storeId')::uuid else p.store_id end,
        price_cents = case when row_in ? 'priceCents' then (row_in->>'priceCents')::bigint else p.price_cents end,
        currency = case when row_in ? 'currency' then row_in->>'currency' else p.currency end,
        stock_quantity = case when row_in ? 'stockQuantity' then (row_in->>'stockQuantity')::bigint else p.stock_quantity end,
        published = coalesce((row_in->>'published')::boolean, p.published)
      where p.org_id = org and p.id = before.id returning * into stored;
      if stored is distinct from before then
        update products p set sequence = p.sequence + 1, updated_at = now()
        where p.org_id = org and p.id = stored.id returning * into stored;
      end if;
    end if;
    if stored.stock_quantity is distinct from before.stock_quantity then
      perform emit_event(org, stored.store_id, 'inventory.updated', 'product', stored.id, stored.sequence,
        product_document(stored));
    end if;
  end loop;
  return next;
end $$;
