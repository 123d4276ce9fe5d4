-- Payments, cancellations and refunds of orders that are known already. Each locks the order's row first, so that two at
-- once are one after the other: one effect, one event.

create function locked_order(org uuid, store uuid, order_id uuid) returns orders language sql volatile
begin atomic
  select o from orders o where o.org_id = org and o.store_id = store and o.id = order_id for update;
end;

-- What the recorded and refunded payments of an order come to.
create function payment_status_of(stored orders) returns text language sql stable return (
  select case
    when refunded > 0 and recorded = 0 then 'refunded'
    when refunded > 0 then 'partially_refunded'
    when payments = 0 then stored.payment_status
    when recorded >= stored.total_cents then 'paid'
    when recorded > 0 then 'partially_paid'
    else 'unpaid' end
  from (
    select coalesce(sum(amount_cents) filter (where status = 'recorded'), 0) as recorded,
      coalesce(sum(amount_cents) filter (where status = 'refunded'), 0) as refunded, count(*) as payments
    from payments p where p.org_id = stored.org_id and p.order_id = stored.id
  ) as moved);

-- Brings an order's payment status up to date with its payments, and says so when it changed.
create function follow_payments(stored orders) returns void language plpgsql as $$
declare
  after orders;
begin
  update orders o set payment_status = payment_status_of(stored), sequence = o.sequence + 1, updated_at = now(),
    refunded_cents = coalesce((select sum(p.amount_cents) from payments p
      where p.org_id = o.org_id and p.order_id = o.id and p.status = 'refunded'), 0)
  where o.org_id = stored.org_id and o.id = stored.id returning * into after;
  perform emit_event(after.org_id, after.store_id, 'order.updated', 'order', after.id, after.sequence, order_document(after));
end $$;

create function payment_outcome(payment payments, change text, late boolean, differs boolean) returns jsonb language sql immutable
  return jsonb_build_object('kind', 'payment', 'change', change, 'id', payment.id, 'orderId', payment.order_id,
    'externalId', payment.external_id, 'amountCents', payment.amount_cents, 'currency', payment.currency,
    'status', payment.status, 'orderCancelled', late, 'differs', differs);

create function payment_record(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  incoming jsonb := unit->'command'->'payment';
  stored orders := locked_order(org, store, (unit->'command'->>'orderId')::uuid);
  recorded payments;
  new_id uuid;
begin
  if stored.id is null then return jsonb_build_object('kind', 'fault', 'code', 'not_found'); end if;
  if unit->'command'->>'currency' <> stored.currency then
    return jsonb_build_object('kind', 'fault', 'code', 'currency_mismatch');
  end if;
  new_id := put_payment(org, store, stored.id, stored.currency, incoming, (unit->>'paymentId')::uuid,
    (unit->>'at')::timestamptz);
  select p.* into recorded from external_refs r join payments p on p.org_id = r.org_id and p.id = r.entity_id
  where r.org_id = org and r.store_id = store and r.entity_type = 'payment' and r.external_id = incoming->>'externalId';
  if new_id is null then
    return payment_outcome(recorded, 'unchanged', false,
      recorded.order_id <> stored.id or recorded.amount_cents <> (incoming->>'amountCents')::bigint);
  end if;
  perform follow_payments(stored);
  return payment_outcome(recorded, 'created', stored.status = 'cancelled', false);
end $$;

create function order_cancel(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  stored orders := locked_order(org, store, (unit->'command'->>'orderId')::uuid);
  already boolean := stored.status = 'cancelled';
begin
  if stored.id is null then return jsonb_build_object('kind', 'fault', 'code', 'not_found'); end if;
  if not already then
    if stored.fulfilment_status in ('shipped', 'delivered') then
      return jsonb_build_object('kind', 'fault', 'code', 'order_not_cancellable');
    end if;
    update order_lines l set status = 'cancelled' where l.org_id = org and l.order_id = stored.id;
    update orders o set status = 'cancelled', fulfilment_status = 'cancelled', cancelled_at = (unit->>'at')::timestamptz,
      cancel_reason = unit->'command'->>'reason', sequence = o.sequence + 1, updated_at = now()
    where o.org_id = org and o.id = stored.id returning * into stored;
    perform emit_event(org, store, 'order.cancelled', 'order', stored.id, stored.sequence, order_document(stored));
  end if;
  return jsonb_build_object('kind', 'cancellation', 'change', case when already then 'unchanged' else 'updated' end,
    'id', stored.id, 'externalId', stored.external_id, 'cancelledAt', rfc3339(stored.cancelled_at));
end $$;

create function payment_refund(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  wanted uuid := (unit->'command'->>'paymentId')::uuid;
  stored orders;
  payment payments;
  already boolean;
begin
  stored := locked_order(org, store, (select p.order_id from payments p where p.org_id = org and p.store_id = store and p.id = wanted));
  if stored.id is null then return jsonb_build_object('kind', 'fault', 'code', 'not_found'); end if;
  select * into payment from payments p where p.org_id = org and p.id = wanted;
  if (unit->'command'->>'amountCents')::bigint <> payment.amount_cents then
    return jsonb_build_object('kind', 'fault', 'code', 'partial_refund_not_supported');
  end if;
  already := payment.status = 'refunded';
  if not already then
    update payments p set status = 'refunded', refunded_at = (unit->>'at')::timestamptz, sequence = p.sequence + 1, updated_at = now()
    where p.org_id = org and p.id = wanted returning * into payment;
    perform emit_event(org, store, 'payment.refunded', 'payment', payment.id, payment.sequence, payment_document(payment));
    perform follow_payments(stored);
  end if;
  return jsonb_build_object('kind', 'refund', 'change', case when already then 'unchanged' else 'updated' end,
    'id', payment.id, 'externalId', payment.external_id, 'refundedAt', rfc3339(payment.refunded_at));
end $$;
