-- Sessions: visits and where they came from. An order that names one shows what is known of it.

create table sessions (
  org_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  external_id text not null,
  attributes jsonb not null,
  created_at timestamptz(3) not null,
  primary key (org_id, id),
  foreign key (org_id, store_id) references stores (org_id, id),
  constraint sessions_external unique (org_id, store_id, external_id)
);
call wall_off('sessions');

create function session_record(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  incoming jsonb := unit->'command'->'session';
  stored sessions;
  is_new boolean;
begin
  insert into sessions (org_id, id, store_id, external_id, attributes, created_at)
  values (org, uuid_v7(), store, incoming->>'externalId', incoming->'attributes', (unit->>'at')::timestamptz)
  on conflict (org_id, store_id, external_id) do nothing returning * into stored;
  is_new := found;
  if is_new then
    perform emit_event(org, store, 'session.created', 'session', stored.id, 1, json_build_object(
      'id', stored.id, 'store_id', store, 'external_id', stored.external_id, 'attributes', stored.attributes,
      'created_at', rfc3339(stored.created_at)));
  else
    select * into stored from sessions s
    where s.org_id = org and s.store_id = store and s.external_id = incoming->>'externalId';
  end if;
  return jsonb_build_object('kind', 'session', 'change', case when is_new then 'created' else 'unchanged' end,
    'id', stored.id, 'externalId', stored.external_id);
end $$;

create or replace function order_document(o orders) returns json language sql stable return json_build_object(
  'id', o.id, 'store_id', o.store_id, 'external_id', o.external_id, 'source', o.source, 'order_number', o.order_number,
  'status', o.status, 'payment_status', o.payment_status, 'fulfilment_status', o.fulfilment_status,
  'source_status', o.source_status, 'currency', o.currency,
  'shipping_cents', o.shipping_cents, 'fees_cents', o.fees_cents, 'tax_cents', o.tax_cents,
  'discount_cents', o.discount_cents, 'total_cents', o.total_cents, 'refunded_cents', o.refunded_cents,
  'totals_mismatch_cents', o.totals_mismatch_cents, 'rounded', o.rounded,
  'client_id', o.client_id,
  'client', (select json_build_object('id', c.id, 'email', c.email, 'name', c.name, 'phone', c.phone)
             from clients c where c.org_id = o.org_id and c.id = o.client_id),
  'notes', o.notes, 'session_id', o.session_id,
  'session', case when o.session_id is not null then (select s.attributes from sessions s
    where s.org_id = o.org_id and s.store_id = o.store_id and s.external_id = o.session_id) end,
  'shipping_address', address_document(o.shipping_address),
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
