-- Orders of storefronts that send what they know and leave out what they do not, in any sequence.

-- True for an order that was cancelled before it came: its row holds the place until the data arrive.
alter table orders add column awaits_data boolean;
alter table orders alter column awaits_data set default false;

-- What was rounded, so that an order stops saying so once it is told exactly: its own amounts, by name, and its lines.
alter table orders add column rounded_amounts text[];
alter table orders alter column rounded_amounts set default '{}';

-- In three steps: newer releases of PostgreSQL add no column with a default where a function over the table has been parsed.
set local role crossdock_system; -- the owner of a walled table sees nothing of it, unless a superuser
update orders set awaits_data = false, rounded_amounts = '{}';
reset role;
alter table orders alter column awaits_data set not null, alter column rounded_amounts set not null;
alter table order_lines add column rounded boolean not null default false;

create function round_half_even(amount numeric) returns numeric language sql immutable parallel safe
  return case when abs(amount - trunc(amount)) = 0.5 then 2 * round(amount * 0.5) else round(amount) end;

-- Puts the lines of a delivery beside those that are stored, as `OrderMerge` says: by reference; then those without one, by
-- position where no reference was found, and else in order; then what has a new reference, by position, where the stored
-- line has none. What matches nothing is added at the end, and lines that are not sent again stay.
create function merge_lines(org uuid, order_id uuid, lines jsonb, statements jsonb, line_status text) returns void language sql
begin atomic
  with incoming as (
    select position::integer, line, line->>'externalRef' as ref, (line->>'quantity')::numeric as quantity,
      statements->(position::integer - 1) as says
    from jsonb_array_elements(lines) with ordinality as input (line, position)
  ), known as (
    select l.* from order_lines l where l.org_id = org and l.order_id = merge_lines.order_id
  ), by_reference as (
    select position, line_number
    from (select position, ref, row_number() over (partition by ref order by position) as nth from incoming) as input
    join (select line_number, external_ref, row_number() over (partition by external_ref order by line_number) as nth
          from known) as output on output.external_ref = input.ref and output.nth = input.nth
  ), unnamed as (
    select position, case when exists (select from by_reference) then row_number() over (order by position)
      else position end as place
    from incoming where ref is null
  ), free as ( -- where some lines have names, those without one are found among their like first
    select line_number, case when exists (select from by_reference)
      then row_number() over (order by external_ref is not null, line_number) else line_number end as place
    from known where line_number not in (select line_number from by_reference)
  ), in_order as (
    select position, line_number from unnamed join free using (place)
  ), named_now as (
    select position, line_number from incoming join known on known.line_number = incoming.position
    where ref is not null and external_ref is null and position not in (select position from by_reference)
      and line_number not in (select line_number from by_reference union all select line_number from in_order)
  ), matched as (
    select * from by_reference union all select * from in_order union all select * from named_now
  ), placed as (
    select * from matched union all
    select position, (row_number() over (order by position) + coalesce((select max(line_number) from known), 0))::integer
    from incoming where position not in (select position from matched)
  ), told as (
    select incoming.*, line_number, known.line_number is not null and not (says->>'amounts')::boolean as keeps_amounts,
      -- a description that is only the SKU was never said
      known.description is distinct from known.sku and not (says->>'description')::boolean as keeps_description,
      known.quantity = incoming.quantity as keeps_quantity, incoming.quantity * known.unit_price_cents as product,
      known.external_ref, known.description, known.unit_price_cents, known.discount_cents, known.tax_cents,
      known.total_cents, known.rounded
    from incoming join placed using (position) left join known using (line_number)
  )
  insert into order_lines as stored (org_id, order_id, line_number, external_ref, sku, description, quantity,
    unit_price_cents, discount_cents, tax_cents, total_cents, rounded, status)
  select org, merge_lines.order_id, line_number, coalesce(ref, external_ref), line->>'sku',
    case when keeps_description then description else line->>'description' end, quantity,
    case when keeps_amounts then unit_price_cents else (line->>'unitPriceCents')::bigint end,
    case when keeps_amounts then discount_cents else (line->>'discountCents')::bigint end,
    case when keeps_amounts then tax_cents else (line->>'taxCents')::bigint end,
    case when not keeps_amounts then (line->>'totalCents')::bigint when keeps_quantity then total_cents
      else (round_half_even(product) - discount_cents + tax_cents)::bigint end,
    case when not keeps_amounts then (says->>'rounded')::boolean else rounded or not keeps_quantity and product <> trunc(product) end,
    line_status
  from told
  on conflict (org_id, order_id, line_number) do update set external_ref = excluded.external_ref, sku = excluded.sku,
    description = excluded.description, quantity = excluded.quantity, unit_price_cents = excluded.unit_price_cents,
    discount_cents = excluded.discount_cents, tax_cents = excluded.tax_cents, total_cents = excluded.total_cents,
    rounded = excluded.rounded, status = excluded.status;
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
  statements jsonb := command->'lineStatements';
  rounded_now text[] := array(select jsonb_array_elements_text(command->'roundedAmounts'));
  content bytea := content_hash_of(jsonb_build_array(incoming, said, statements));
  unknown_line bigint;
  before orders;
  stored orders;
  shown jsonb;
begin
  if (command->>'knownSkusOnly')::boolean then
    select min(position) into unknown_line from jsonb_array_elements(incoming->'lines') with ordinality as input (line, position)
    where not exists (select from products p where p.org_id = org and p.sku = line->>'sku');
    if unknown_line is not null then
      return jsonb_build_object('kind', 'fault', 'code', 'unknown_sku', 'detail',
        format('line %s names a SKU that is not among the organisation''s products', unknown_line));
    end if;
  end if;
  if (incoming->>'totalCents')::bigint < 0 and (known_order(org, store, incoming->>'externalId')).id is null then
    return jsonb_build_object('kind', 'fault', 'code', 'amount_out_of_range');
  end if;
  stored := insert_order(org, store, jsonb_set(unit, '{command,revision}', jsonb_build_object('modifiedAt', changed_at)));
  if stored.id is not null then
    update orders o set content_hash = content, rounded_amounts = rounded_now where o.org_id = org and o.id = stored.id;
    update order_lines l set rounded = true where l.org_id = org and l.order_id = stored.id
      and (statements->(l.line_number - 1)->>'rounded')::boolean;
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
  elsif said ? 'currency' and incoming->>'currency' <> before.currency then -- nothing of it can be added to what is stored
    return jsonb_build_object('kind', 'fault', 'code', 'currency_mismatch', 'detail',
      'the order is stored in another currency');
  elsif not said ? 'currency' and currency_decimals(incoming->>'currency') <> currency_decimals(before.currency)
      and (said ?| '{shippingCents,taxCents,discountCents}' or statements @> '[{"amounts": true}]') then
    return jsonb_build_object('kind', 'fault', 'code', 'currency_mismatch', 'detail',
      'the order is in a currency with other decimals than the one that is assumed where none is named');
  end if;

  stored := before;
  shown := order_document(before)::jsonb - 'updated_at';
  if said ? 'orderNumber' then stored.order_number := incoming->>'orderNumber'; end if;
  if before.awaits_data then stored.currency := incoming->>'currency'; end if;
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
  stored.rounded_amounts := rounded_now || array(select amount from unnest(before.rounded_amounts) as amount where not said ? amount);
  stored.awaits_data := false;
  stored.revision_at := coalesce(changed_at, before.revision_at);
  begin
    stored.client_id := coalesce(
      client_of_order(org, store, incoming->'client', (unit->>'clientId')::uuid, (unit->>'at')::timestamptz), before.client_id);
    perform merge_lines(org, before.id, incoming->'lines', statements,
      case when before.status = 'cancelled' then 'cancelled' else 'active' end);
    select coalesce(sum(l.total_cents), 0) + stored.shipping_cents + before.fees_cents + stored.tax_cents - stored.discount_cents,
      stored.rounded_amounts <> '{}' or coalesce(bool_or(l.rounded), false)
    into stored.total_cents, stored.rounded from order_lines l where l.org_id = org and l.order_id = before.id;
    stored.totals_mismatch_cents := 0;
    if stored.total_cents not between 0 and 9007199254740991 or exists (select from order_lines l
        where l.org_id = org and l.order_id = before.id and l.total_cents not between 0 and 9007199254740991) then
      raise numeric_value_out_of_range;
    end if;
  exception when numeric_value_out_of_range then -- what this block wrote is undone
    return jsonb_build_object('kind', 'fault', 'code', 'amount_out_of_range');
  end;
  if order_document(stored)::jsonb - 'updated_at' is distinct from shown then
    stored.sequence := before.sequence + 1;
    stored.updated_at := now();
  end if;
  update orders o set order_number = stored.order_number, currency = stored.currency, payment_status = stored.payment_status,
    source_status = stored.source_status, shipping_cents = stored.shipping_cents, tax_cents = stored.tax_cents,
    discount_cents = stored.discount_cents, notes = stored.notes, session_id = stored.session_id,
    shipping_address = stored.shipping_address, billing_address = stored.billing_address, metadata = stored.metadata,
    placed_at = stored.placed_at, client_id = stored.client_id, total_cents = stored.total_cents,
    totals_mismatch_cents = stored.totals_mismatch_cents, rounded = stored.rounded, rounded_amounts = stored.rounded_amounts,
    awaits_data = stored.awaits_data, revision_at = stored.revision_at, content_hash = content, sequence = stored.sequence,
    updated_at = stored.updated_at
  where o.org_id = org and o.id = before.id returning * into stored;
  if stored.sequence = before.sequence then return order_outcome(stored, 'unchanged'); end if;
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
