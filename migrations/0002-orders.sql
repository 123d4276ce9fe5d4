-- Canonical orders, clients and payments, and the two tables that make each of them happen once.

-- The storefront's ids, unique for ever in a store. Unpartitioned: a unique index must hold over all time.
create table external_refs (
  org_id uuid not null,
  store_id uuid not null,
  entity_type text not null check (entity_type in ('order', 'client', 'payment')),
  external_id text not null,
  entity_id uuid not null,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, store_id, entity_type, external_id),
  foreign key (org_id, store_id) references stores (org_id, id)
);

-- Answers kept for 24 hours under the caller's Idempotency-Key, committed with the work that they report.
create table idempotency_keys (
  org_id uuid not null,
  caller_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  status_code integer not null,
  content_type text,
  body text not null,
  expires_at timestamptz(3) not null,
  primary key (org_id, caller_id, key)
);
create index idempotency_keys_expiry on idempotency_keys (expires_at);

create table clients (
  org_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  email text,
  email_key text generated always as (lower(email)) stored,
  name text,
  phone text,
  type text,
  tags text[] not null default '{}',
  address jsonb,
  sequence integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, store_id) references stores (org_id, id)
);
create unique index clients_email on clients (org_id, store_id, email_key) where email_key is not null;
create index clients_updated on clients (org_id, updated_at, id);

create table orders (
  org_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  connector_id uuid,
  source text not null,
  external_id text not null,
  order_number text,
  status text not null,
  payment_status text not null,
  fulfilment_status text not null,
  source_status text,
  currency text not null,
  shipping_cents bigint not null,
  fees_cents bigint not null,
  tax_cents bigint not null,
  discount_cents bigint not null,
  total_cents bigint not null,
  refunded_cents bigint not null,
  totals_mismatch_cents bigint not null,
  rounded boolean not null,
  client_id uuid,
  notes text,
  session_id text,
  shipping_address jsonb,
  billing_address jsonb,
  metadata jsonb,
  placed_at timestamptz(3),
  cancelled_at timestamptz(3),
  cancel_reason text,
  deleted_at timestamptz(3),
  revision_at timestamptz, -- when the storefront last changed it, as the storefront says
  revision_rank integer not null default 0,
  content_hash bytea not null,
  sequence integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, store_id) references stores (org_id, id),
  foreign key (org_id, client_id) references clients (org_id, id)
);
create index orders_updated on orders (org_id, updated_at, id);
create index orders_by_id on orders (id);

create table order_lines (
  org_id uuid not null,
  order_id uuid not null,
  line_number integer not null,
  external_ref text,
  sku text,
  description text not null,
  quantity numeric not null,
  unit_price_cents bigint not null,
  discount_cents bigint not null,
  tax_cents bigint not null,
  total_cents bigint not null,
  status text not null default 'active',
  primary key (org_id, order_id, line_number),
  foreign key (org_id, order_id) references orders (org_id, id)
);

create table payments (
  org_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  order_id uuid not null,
  external_id text not null,
  amount_cents bigint not null,
  currency text not null,
  method text,
  transaction_id text,
  status text not null check (status in ('recorded', 'refunded')),
  paid_at timestamptz(3),
  refunded_at timestamptz(3),
  sequence integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id)
);
create index payments_order on payments (org_id, order_id);

create table shipments (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  carrier text not null,
  tracking_number text not null,
  tracking_url text,
  created_at timestamptz(3) not null,
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id)
);
create index shipments_order on shipments (org_id, order_id);

call wall_off('external_refs');
call wall_off('idempotency_keys');
call wall_off('clients');
call wall_off('orders');
call wall_off('order_lines');
call wall_off('payments');
call wall_off('shipments');

-- The documents that the read API lists and that events carry: one definition for both.

create function address_document(address jsonb) returns json language sql immutable return case when address is not null then
  json_build_object(
    'name', address->>'name', 'company', address->>'company', 'line1', address->>'line1', 'line2', address->>'line2',
    'city', address->>'city', 'region', address->>'region', 'postal_code', address->>'postalCode',
    'country', address->>'country', 'phone', address->>'phone') end;

create function client_document(client clients) returns json language sql stable return json_build_object(
  'id', client.id, 'store_id', client.store_id, 'email', client.email, 'name', client.name, 'phone', client.phone,
  'type', client.type, 'tags', client.tags, 'address', address_document(client.address),
  'created_at', rfc3339(client.created_at), 'updated_at', rfc3339(client.updated_at));

create function payment_document(payment payments) returns json language sql stable return json_build_object(
  'id', payment.id, 'order_id', payment.order_id, 'external_id', payment.external_id,
  'amount_cents', payment.amount_cents, 'currency', payment.currency, 'method', payment.method,
  'transaction_id', payment.transaction_id, 'status', payment.status,
  'paid_at', rfc3339(payment.paid_at), 'refunded_at', rfc3339(payment.refunded_at),
  'created_at', rfc3339(payment.created_at));

create function order_document(o orders) returns json language sql stable return json_build_object(
  'id', o.id, 'store_id', o.store_id, 'external_id', o.external_id, 'source', o.source, 'order_number', o.order_number,
  'status', o.status, 'payment_status', o.payment_status, 'fulfilment_status', o.fulfilment_status,
  'source_status', o.source_status, 'currency', o.currency,
  'shipping_cents', o.shipping_cents, 'fees_cents', o.fees_cents, 'tax_cents', o.tax_cents,
  'discount_cents', o.discount_cents, 'total_cents', o.total_cents, 'refunded_cents', o.refunded_cents,
  'totals_mismatch_cents', o.totals_mismatch_cents, 'rounded', o.rounded,
  'client_id', o.client_id,
  'client', (select json_build_object('id', c.id, 'email', c.email, 'name', c.name, 'phone', c.phone)
             from clients c where c.org_id = o.org_id and c.id = o.client_id),
  'notes', o.notes, 'session_id', o.session_id, 'shipping_address', address_document(o.shipping_address),
  'billing_address', address_document(o.billing_address), 'metadata', o.metadata,
  'lines', coalesce((select json_agg(json_build_object(
      'line_number', l.line_number, 'external_ref', l.external_ref, 'sku', l.sku, 'description', l.description,
      'quantity', trim_scale(l.quantity), 'unit_price_cents', l.unit_price_cents, 'discount_cents', l.discount_cents,
      'tax_cents', l.tax_cents, 'total_cents', l.total_cents, 'status', l.status) order by l.line_number)
    from order_lines l where l.org_id = o.org_id and l.order_id = o.id), '[]'),
  'payments', coalesce((select json_agg(payment_document(p) order by p.created_at, p.id)
    from payments p where p.org_id = o.org_id and p.order_id = o.id), '[]'),
  'shipments', coalesce((select json_agg(json_build_object(
      'id', s.id, 'carrier', s.carrier, 'tracking_number', s.tracking_number, 'tracking_url', s.tracking_url,
      'created_at', rfc3339(s.created_at)) order by s.created_at, s.id)
    from shipments s where s.org_id = o.org_id and s.order_id = o.id), '[]'),
  'placed_at', rfc3339(o.placed_at), 'cancelled_at', rfc3339(o.cancelled_at), 'cancel_reason', o.cancel_reason,
  'created_at', rfc3339(o.created_at), 'updated_at', rfc3339(o.updated_at));
