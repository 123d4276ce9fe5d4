-- What operators do with orders: ship, deliver, add tracking, cancel. Each changes a state once; repeating it changes
-- nothing and tells nobody.
--
-- Every action gives {"document": "<text>"} or {"fault": "<code>", "detail": "<sentence>"}; null when there is no such order.
-- Documents are text, so that no digit is lost on the way.

create function done(document json, changed boolean) returns jsonb language sql immutable
  return jsonb_build_object('document', document::text, 'changed', changed);

create function order_for_action(org uuid, wanted uuid) returns orders language plpgsql as $$
declare
  stored orders;
begin
  perform set_config('app.org_id', org::text, true);
  select * into stored from orders o where o.org_id = org and o.id = wanted for update;
  return stored;
end $$;

create function cannot_be_sent(stored orders) returns jsonb language sql immutable return case
  when stored.status in ('cancelled', 'deleted') then
    jsonb_build_object('fault', 'conflict', 'detail', 'the order was ' || stored.status || ' and cannot be sent') end;

create function ship_order(org uuid, wanted uuid) returns jsonb language plpgsql as $$
declare
  stored orders := order_for_action(org, wanted);
begin
  if stored.id is null or cannot_be_sent(stored) is not null then return cannot_be_sent(stored); end if;
  if stored.fulfilment_status <> 'unfulfilled' then return done(order_document(stored), false); end if;
  update orders o set fulfilment_status = 'shipped', status = case o.status when 'open' then 'fulfilled' else o.status end,
    sequence = o.sequence + 1, updated_at = now()
  where o.org_id = org and o.id = wanted returning * into stored;
  perform emit_event(org, stored.store_id, 'order.shipped', 'order', wanted, stored.sequence, order_document(stored));
  return done(order_document(stored), true);
end $$;

create function deliver_order(org uuid, wanted uuid) returns jsonb language plpgsql as $$
declare
  stored orders := order_for_action(org, wanted);
begin
  if stored.id is null or cannot_be_sent(stored) is not null then return cannot_be_sent(stored); end if;
  if stored.fulfilment_status = 'delivered' then return done(order_document(stored), false); end if;
  update orders o set fulfilment_status = 'delivered', status = case o.status when 'open' then 'fulfilled' else o.status end,
    sequence = o.sequence + 1, updated_at = now()
  where o.org_id = org and o.id = wanted returning * into stored;
  perform emit_event(org, stored.store_id, 'order.delivered', 'order', wanted, stored.sequence, order_document(stored));
  return done(order_document(stored), true);
end $$;

-- One parcel is one carrier and tracking number.
create unique index shipments_tracking on shipments (org_id, order_id, carrier, tracking_number);

create function add_tracking(org uuid, wanted uuid, shipment jsonb) returns jsonb language plpgsql as $$
declare
  stored orders := order_for_action(org, wanted);
  added shipments;
begin
  if stored.id is null or cannot_be_sent(stored) is not null then return cannot_be_sent(stored); end if;
  insert into shipments (org_id, id, order_id, carrier, tracking_number, tracking_url, created_at)
  values (org, uuid_v7(), wanted, shipment->>'carrier', shipment->>'trackingNumber', shipment->>'trackingUrl', now())
  on conflict (org_id, order_id, carrier, tracking_number) do nothing returning * into added;
  if not found then return done(order_document(stored), false); end if;
  update orders o set sequence = o.sequence + 1, updated_at = now()
  where o.org_id = org and o.id = wanted returning * into stored;
  perform emit_event(org, stored.store_id, 'shipment.tracking_added', 'shipment', added.id, 1, json_build_object(
    'id', added.id, 'order_id', added.order_id, 'external_id', stored.external_id, 'carrier', added.carrier,
    'tracking_number', added.tracking_number, 'tracking_url', added.tracking_url, 'created_at', rfc3339(added.created_at)));
  return done(order_document(stored), true);
end $$;

create function cancel_order(org uuid, wanted uuid, reason text) returns jsonb language plpgsql as $$
declare
  stored orders := order_for_action(org, wanted);
  outcome jsonb;
begin
  if stored.id is null then return null; end if;
  outcome := order_cancel(org, stored.store_id, jsonb_build_object('at', clock_timestamp(),
    'command', jsonb_build_object('orderId', wanted, 'reason', reason)));
  if outcome->>'kind' = 'fault' then return jsonb_build_object('fault', outcome->>'code'); end if;
  select * into stored from orders o where o.org_id = org and o.id = wanted;
  return done(order_document(stored), outcome->>'change' = 'updated');
end $$;

-- What an operator sees beside the order itself: under which id its storefront knows it, and its events, oldest first.
create function order_trail(org uuid, wanted uuid) returns text language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return (select json_build_object(
    'external_references', json_build_array(json_build_object('store_id', o.store_id, 'source', o.source,
      'external_id', o.external_id)),
    'history', coalesce((select json_agg(json_build_object('event_id', e.id, 'type', e.type, 'sequence', e.sequence,
      'at', rfc3339(e.created_at)) order by e.sequence, e.id)
      from events e where e.org_id = org and e.object_id = wanted), '[]'))::text
  from orders o where o.org_id = org and o.id = wanted);
end $$;
