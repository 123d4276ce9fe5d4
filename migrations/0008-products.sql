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

-- Stores products or brings them up to date, by SKU. What an item does not say stays as it is, save that a price brings its
-- currency along; a currency alone never gives another meaning to a price that is stored. Tells subscribers when a stock
-- becomes known or changes. In the order of the SKUs, so that two lists at once wait for each other and never both. Names
-- its tenant itself, so that one statement is a whole transaction.
create function put_products(org uuid, incoming jsonb) returns table (created integer, updated integer) language plpgsql as $$
declare
  item jsonb;
  before products;
  stored products;
begin
  perform set_config('app.org_id', org::text, true);
  created := 0;
  updated := 0;
  for item in select value from jsonb_array_elements(incoming) order by value->>'sku' loop
    insert into products (org_id, id, store_id, sku, title, price_cents, currency, stock_quantity, published)
    values (org, uuid_v7(), (item->>'storeId')::uuid, item->>'sku', item->>'title', (item->>'priceCents')::bigint,
      item->>'currency', (item->>'stockQuantity')::bigint, coalesce((item->>'published')::boolean, true))
    on conflict (org_id, sku) do nothing
    returning * into stored;
    if found then
      created := created + 1;
      before := null;
    else
      updated := updated + 1;
      select * into before from products p where p.org_id = org and p.sku = item->>'sku' for update;
      stored := before;
      stored.title := item->>'title';
      stored.published := coalesce((item->>'published')::boolean, before.published);
      if item ? 'storeId' then stored.store_id := item->>'storeId'; end if;
      if item ? 'stockQuantity' then stored.stock_quantity := item->>'stockQuantity'; end if;
      if item ? 'priceCents' then
        stored.price_cents := item->>'priceCents';
        stored.currency := item->>'currency';
      elsif item ? 'currency' and before.price_cents is null then
        stored.currency := item->>'currency';
      end if;
      if stored is distinct from before then
        update products p set title = stored.title, published = stored.published, store_id = stored.store_id,
          stock_quantity = stored.stock_quantity, price_cents = stored.price_cents, currency = stored.currency,
          sequence = before.sequence + 1, updated_at = now()
        where p.org_id = org and p.id = before.id returning * into stored;
      end if;
    end if;
    if stored.stock_quantity is distinct from before.stock_quantity then
      perform emit_event(org, stored.store_id, 'inventory.updated', 'product', stored.id, stored.sequence,
        product_document(stored));
    end if;
  end loop;
  return next;
end $$;
