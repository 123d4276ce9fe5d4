-- Orders of storefronts that send what they know and leave out what they do not, in any sequence.

-- True for an order that was cancelled before it came: its row holds the place until the data arrive.
alter table orders add column awaits_data boolean not null default false;

-- Puts the lines of a delivery beside those that are stored: first by the storefront's reference, then by position; what
-- matches nothing is added at the end. Lines that are not sent again stay.
create function merge_lines(org uuid, order_id uuid, lines jsonb, line_status text) returns void language sql
begin atomic
  with incoming as (
    select position::integer, line, line->>'externalRef' as ref
    from jsonb_array_elements(lines) with ordinality as input (line, position)
  ), known as (
    select l.line_number, l.external_ref from order_lines l where l.org_id = org and l.order_id = merge_lines.order_id
  ), by_reference as (
    select distinct on (known.line_number) incoming.position, known.line_number
    from incoming join known on known.external_ref = incoming.ref order by known.line_number, incoming.position
  ), by_position as (
    select incoming.position, known.line_number from incoming join known on known.line_number = incoming.position
    where (incoming.ref is null or known.external_ref is null)
      and not exists (select from by_reference r where r.position = incoming.position or r.line_number = known.line_number)
  ), matched as (
    select * from by_reference union all select * from by_position
  ), added as (
    select incoming.position, (row_number() over (order by incoming.position)
      + coalesce((select max(known.line_number) from known), 0))::integer as line_number
    from incoming where not exists (select from matched where matched.position = incoming.position)
  )
  insert into order_lines as stored (org_id, order_id, line_number, external_ref, sku, description, quantity,
    unit_price_cents, discount_cents, tax_cents, total_cents, status)
  select org, merge_lines.order_id, place.line_number, ref, line->>'sku', line->>'description', (line->>'quantity')::numeric,
    (line->>'unitPriceCents')::bigint, (line->>'discountCents')::bigint, (line->>'taxCents')::bigint,
    (line->>'totalCents')::bigint, line_status
  from incoming join (select * from matched union all select * from added) as place using (position)
  on conflict (org_id, order_id, line_number) do update set external_ref = coalesce(excluded.external_ref, stored.external_ref),
    sku = excluded.sku, description = excluded.description, quantity = excluded.quantity,
    unit_price_cents = excluded.unit_price_cents, discount_cents = excluded.discount_cents, tax_cents = excluded.tax_cents,
    total_cents = excluded.total_cents, status = excluded.status;
end;

-- The decimals of a currency, as the domain has them. Amounts that were read in one currency are the same integers in every
-- other of as many decimals.
create function currency_decimals(currency text) returns integer language sql immutable parallel safe return case
  when currency = any ('{BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,UYI,VND,VUV,XAF,XOF,XPF}') then 0
  when currency = any ('{BHD,IQD,JOD,KWD,LYD,OMR,TND}') then 3
  when currency = any ('{CLF,UYW}') then 4
  else 2 end;

create function order_merge(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  command jsonb := unit->'command';
  incoming jsonb := command->'order';
  changed_at timestamptz := (command->>'modifiedAt')::timestamptz;
  said jsonb := command->'stated';
  content bytea := content_hash_of(jsonb_build_array(incoming, said));
  before orders;
  stored orders;
  client uuid;
begin
  if (command->>'knownSkusOnly')::boolean and exists (select from jsonb_array_elements(incoming->'lines') as line
      where not exists (select from products p where p.org_id = org and p.sku = line->>'sku')) then
    return jsonb_build_object('kind', 'fault', 'code', 'unknown_sku');
  end if;
  if (incoming->>'totalCents')::bigint < 0 and (known_order(org, store, incoming->>'externalId')).id is null then
    return jsonb_build_object('kind', 'fault', 'code', 'amount_out_of_range');
  end if;
  stored := insert_order(org, store, jsonb_set(unit, '{command,revision}', jsonb_build_object('modifiedAt', changed_at)));
  if stored.id is not null then
    update orders o set content_hash = content where o.org_id = org and o.id = stored.id;
    return order_outcome(stored, 'created');
  end if;

  before := known_order(org, store, incoming->>'externalId');
  select * into before from orders o where o.org_id = org and o.id = before.id for update;
  if changed_at < before.revision_at then return order_outcome(before, 'unchanged'); end if;
  if content = before.content_hash then -- a newer version that says the same: what is older than it still comes too late
    update orders o set revision_at = changed_at where o.org_id = org and o.id = before.id and changed_at is not null;
    return order_outcome(before, 'unchanged');
  end if;
  if before.awaits_data then -- nothing is stored yet that could be kept
    said := (select jsonb_agg(key) from jsonb_object_keys(incoming) as key);
  elsif not said ? 'currency' and currency_decimals(incoming->>'currency') <> currency_decimals(before.currency) then
    return jsonb_build_object('kind', 'fault', 'code', 'currency_mismatch'); -- its amounts were read with other decimals
  end if;

  stored := before;
  if said ? 'orderNumber' then stored.order_number := incoming->>'orderNumber'; end if;
  if said ? 'currency' then stored.currency := incoming->>'currency'; end if;
  if said ? 'paymentStatus' then stored.payment_status := incoming->>'paymentStatus'; end if;
  if said ? 'sourceStatus' then stored.source_status := incoming->>'sourceStatus'; end if;
  if said ? 'shippingCents' then stored.shipping_cents := (incoming->>'shippingCents')::bigint; end if;
  if said ? 'taxCents' then stored.tax_cents := (incoming->>'taxCents')::bigint; end if;
  if said ? 'discountCents' then stored.discount_cents := (incoming->>'discountCents')::bigint; end if;
  if said ? 'notes' then stored.notes := incoming->>'notes'; end if;
  if said ? 'sessionId' then stored.session_id := incoming->>'sessionId'; end if;
  if said ? 'shippingAddress' then stored.shipping_address := incoming->'shippingAddress'; end if;
  if said ? 'billingAddress' then stored.billing_address := incoming->'billingAddress'; end if;
  if said ? 'metadata' then stored.metadata := coalesce(before.metadata, '{}') || (incoming->'metadata'); end if;
  if said ? 'placedAt' then stored.placed_at := (incoming->>'placedAt')::timestamptz; end if;
  begin
    client := client_of_order(org, store, incoming->'client', (unit->>'clientId')::uuid, (unit->>'at')::timestamptz);
    perform merge_lines(org, before.id, incoming->'lines', case when before.status = 'cancelled' then 'cancelled' else 'active' end);
    update orders o set order_number = stored.order_number, currency = stored.currency, payment_status = stored.payment_status,
      source_status = stored.source_status, shipping_cents = stored.shipping_cents, tax_cents = stored.tax_cents,
      discount_cents = stored.discount_cents, notes = stored.notes, session_id = stored.session_id,
      shipping_address = stored.shipping_address, billing_address = stored.billing_address, metadata = stored.metadata,
      placed_at = stored.placed_at, client_id = coalesce(client, before.client_id),
      total_cents = (select coalesce(sum(l.total_cents), 0) from order_lines l where l.org_id = org and l.order_id = before.id)
        + stored.shipping_cents + before.fees_cents + stored.tax_cents - stored.discount_cents,
      totals_mismatch_cents = 0, rounded = before.rounded or (incoming->>'rounded')::boolean, awaits_data = false,
      revision_at = coalesce(changed_at, before.revision_at), content_hash = content, sequence = before.sequence + 1,
      updated_at = now()
    where o.org_id = org and o.id = before.id returning * into stored;
    if stored.total_cents not between 0 and 9007199254740991 then raise numeric_value_out_of_range; end if;
  exception when numeric_value_out_of_range then -- what this block wrote is undone
    return jsonb_build_object('kind', 'fault', 'code', 'amount_out_of_range');
  end;
  perform emit_event(org, store, case when before.awaits_data then 'order.created' else 'order.updated' end, 'order',
    stored.id, stored.sequence, order_document(stored));
  return order_outcome(stored, 'updated');
end $$;

-- A storefront cancels an order that may not have come yet, or that was sent already.
create function order_cancel_by_external_id(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  external text := unit->'command'->>'externalId';
  at timestamptz := (unit->>'at')::timestamptz;
  stored orders;
  change text := 'updated';
begin
  insert into external_refs (org_id, store_id, entity_type, external_id, entity_id)
  values (org, store, 'order', external, (unit->>'orderId')::uuid) on conflict do nothing;
  if found then
    change := 'created';
    insert into orders (org_id, id, store_id, connector_id, source, external_id, status, payment_status, fulfilment_status,
      currency, shipping_cents, fees_cents, tax_cents, discount_cents, total_cents, refunded_cents, totals_mismatch_cents,
      rounded, cancelled_at, awaits_data, content_hash, created_at)
    values (org, (unit->>'orderId')::uuid, store, (unit->>'connectorId')::uuid, unit->>'source', external, 'cancelled',
      'unpaid', 'cancelled', unit->'command'->>'currency', 0, 0, 0, 0, 0, 0, 0, false, at, true, '', at)
    returning * into stored;
  else
    stored := known_order(org, store, external);
    select * into stored from orders o where o.org_id = org and o.id = stored.id for update;
    if stored.status in ('cancelled', 'deleted') then
      change := 'unchanged';
    else
      update order_lines l set status = 'cancelled' where l.org_id = org and l.order_id = stored.id;
      update orders o set status = 'cancelled', fulfilment_status = 'cancelled', cancelled_at = at,
        sequence = o.sequence + 1, updated_at = now()
      where o.org_id = org and o.id = stored.id returning * into stored;
    end if;
  end if;
  if change <> 'unchanged' then
    perform emit_event(org, store, 'order.cancelled', 'order', stored.id, stored.sequence, order_document(stored));
  end if;
  return jsonb_build_object('kind', 'cancellation', 'change', change, 'id', stored.id, 'externalId', stored.external_id,
    'cancelledAt', rfc3339(coalesce(stored.cancelled_at, stored.deleted_at)));
end $$;

create or replace function commit_unit(unit jsonb) returns jsonb language plpgsql as $$
declare
  org uuid := (unit->>'organisationId')::uuid;
  store uuid := (unit->>'storeId')::uuid;
  settled jsonb;
begin
  perform set_config('app.org_id', org::text, true);
  perform set_config('app.request_id', coalesce(unit->>'requestId', ''), true); -- kept on its events
  if unit->'idempotency' is not null then
    settled := claim_idempotency(org, unit->'idempotency');
    if settled is not null then return settled; end if;
  end if;
  return case unit->'command'->>'name'
    when 'order.create' then order_create(org, store, unit)
    when 'order.upsert' then order_upsert(org, store, unit)
    when 'order.merge' then order_merge(org, store, unit)
    when 'order.delete' then order_delete(org, store, unit)
    when 'order.cancel' then order_cancel(org, store, unit)
    when 'order.cancel-by-external-id' then order_cancel_by_external_id(org, store, unit)
    when 'payment.record' then payment_record(org, store, unit)
    when 'payment.refund' then payment_refund(org, store, unit)
    when 'client.upsert' then client_upsert(org, store, unit)
    when 'message.receive' then message_receive(org, store, unit)
    when 'session.record' then session_record(org, store, unit)
    when 'subscription.create' then subscription_create(org, store, unit)
    when 'subscription.change' then subscription_change(org, store, unit)
    when 'subscription.delete' then subscription_delete(org, store, unit)
  end;
end $$;
