-- Refunds that a storefront reports apart from its orders, and customers whose versions arrive out of order.

-- What a storefront gave back, by its own ids, so that an amount that is reported on its own and again inside the order
-- counts once, whichever comes first.
create table storefront_refunds (
  org_id uuid not null,
  order_id uuid not null,
  external_id text not null,
  amount_cents bigint not null,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, order_id, external_id),
  foreign key (org_id, order_id) references orders (org_id, id)
);
call wall_off('storefront_refunds');

create function payment_status_after_refunds(stated text, total_cents bigint, refunded_cents bigint) returns text
  language sql immutable return case
    when total_cents > 0 and refunded_cents >= total_cents then 'refunded'
    when refunded_cents > 0 then 'partially_refunded'
    else stated end;

-- A refund's amount only ever grows, when the bank confirms what was pending.
create function refund_record(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  command jsonb := unit->'command';
  refund text := command->'refund'->>'externalId';
  amount bigint := (command->'refund'->>'amountCents')::bigint;
  stored orders := known_order(org, store, command->>'orderExternalId');
  counted bigint;
begin
  select * into stored from orders o where o.org_id = org and o.id = stored.id for update;
  if stored.id is null then
    return jsonb_build_object('kind', 'fault', 'code', 'not_found', 'detail', 'the refund is for an order that is not known here');
  elsif amount > 0 and command->>'currency' <> stored.currency then
    return jsonb_build_object('kind', 'fault', 'code', 'currency_mismatch', 'detail', 'the refund''s currency is not the order''s');
  elsif amount > 0 and command->'presentment'->'amountCents' = stored.metadata->'presentment_total_cents'
      and command->'presentment'->'currency' = stored.metadata->'presentment_currency' then
    amount := stored.total_cents; -- a rate would end a cent beside it
  end if;
  select amount_cents into counted from storefront_refunds r
  where r.org_id = org and r.order_id = stored.id and r.external_id = refund;
  if counted >= amount then return order_outcome(stored, 'unchanged'); end if;
  insert into storefront_refunds (org_id, order_id, external_id, amount_cents) values (org, stored.id, refund, amount)
  on conflict (org_id, order_id, external_id) do update set amount_cents = excluded.amount_cents;
  if amount = 0 then return order_outcome(stored, 'unchanged'); end if;
  update orders o set refunded_cents = o.refunded_cents + amount - coalesce(counted, 0),
    payment_status = payment_status_after_refunds(o.payment_status, o.total_cents, o.refunded_cents + amount - coalesce(counted, 0)),
    sequence = o.sequence + 1, updated_at = now()
  where o.org_id = org and o.id = stored.id returning * into stored;
  perform settle_payments(org, store, stored.id, stored.payment_status);
  perform emit_event(org, store, 'order.updated', 'order', stored.id, stored.sequence, order_document(stored));
  return order_outcome(stored, 'updated');
end $$;

-- An order that lists its refunds, together with those that were reported apart and that this version does not list yet.
create function order_upsert_with_refunds(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  incoming jsonb := unit->'command'->'order';
  listed jsonb := incoming->'refunds';
  known orders;
  unlisted_cents bigint;
  refunded_cents bigint;
  outcome jsonb;
begin
  if listed is null then return order_upsert(org, store, unit); end if;
  known := known_order(org, store, incoming->>'externalId');
  perform from orders o where o.org_id = org and o.id = known.id for update;
  unlisted_cents := (select coalesce(sum(r.amount_cents), 0) from storefront_refunds r
    where r.org_id = org and r.order_id = known.id
      and not exists (select from jsonb_array_elements(listed) as refund where refund->>'externalId' = r.external_id));
  if unlisted_cents > 0 then
    refunded_cents := (incoming->>'refundedCents')::bigint + unlisted_cents;
    unit := jsonb_set(unit, '{command,order}', incoming || jsonb_build_object('refundedCents', refunded_cents, 'paymentStatus',
      payment_status_after_refunds(incoming->>'paymentStatus', (incoming->>'totalCents')::bigint, refunded_cents)));
  end if;
  outcome := order_upsert(org, store, unit);
  if outcome->>'change' <> 'unchanged' then
    insert into storefront_refunds (org_id, order_id, external_id, amount_cents)
    select org, (outcome->>'id')::uuid, refund->>'externalId', (refund->>'amountCents')::bigint
    from jsonb_array_elements(listed) as refund
    on conflict (org_id, order_id, external_id) do update set amount_cents = excluded.amount_cents;
  end if;
  return outcome;
end $$;

alter table clients add column revision_at timestamptz; -- when the storefront last changed it, as the storefront says

-- As in 0005, but that a version older than the stored one changes nothing.
create or replace function client_upsert(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  incoming jsonb := unit->'command'->'client';
  changed_at timestamptz := (unit->'command'->>'modifiedAt')::timestamptz;
  at timestamptz := (unit->>'at')::timestamptz;
  resolved record;
  before clients;
  new_email text := incoming->>'email';
begin
  select * into resolved from resolve_client(org, store, incoming, (unit->>'clientId')::uuid, at);
  if resolved.is_new then
    update clients set revision_at = changed_at where org_id = org and id = resolved.client_id and changed_at is not null;
    perform emit_client(org, store, resolved.client_id, 'client.created');
    return client_outcome('created', resolved.client_id, incoming->>'externalId');
  end if;
  select * into before from clients where org_id = org and id = resolved.client_id for update;
  if changed_at < before.revision_at then return client_outcome('unchanged', before.id, incoming->>'externalId'); end if;
  if new_email is not null and exists (select from clients other where other.org_id = org and other.store_id = store
      and other.email_key = lower(new_email) and other.id <> before.id) then
    if unit->'command'->>'onEmailConflict' = 'refuse' then
      return jsonb_build_object('kind', 'fault', 'code', 'email_conflict');
    end if;
    new_email := null;
  end if;
  update clients set revision_at = changed_at where org_id = org and id = before.id and changed_at is not null;
  update clients set email = coalesce(new_email, email), name = coalesce(incoming->>'name', name),
    phone = coalesce(incoming->>'phone', phone), type = coalesce(incoming->>'type', type),
    tags = case when incoming->'tags' is null then tags else array(select jsonb_array_elements_text(incoming->'tags')) end,
    address = coalesce(incoming->'address', address), sequence = sequence + 1, updated_at = now()
  where org_id = org and id = before.id
    and (coalesce(new_email, email), coalesce(incoming->>'name', name), coalesce(incoming->>'phone', phone),
         coalesce(incoming->>'type', type), coalesce(incoming->'address', address),
         case when incoming->'tags' is null then tags else array(select jsonb_array_elements_text(incoming->'tags')) end)
      is distinct from (email, name, phone, type, address, tags);
  if not found then return client_outcome('unchanged', before.id, incoming->>'externalId'); end if;
  perform emit_client(org, store, before.id, 'client.updated');
  return client_outcome('updated', before.id, incoming->>'externalId');
end $$;

create or replace function commit_unit(unit jsonb) returns jsonb language plpgsql as $$
declare
  org uuid := (unit->>'organisationId')::uuid;
  store uuid := (unit->>'storeId')::uuid;
  settled jsonb;
begin
  perform set_config('app.org_id', org::text, true);
  if unit->'idempotency' is not null then
    settled := claim_idempotency(org, unit->'idempotency');
    if settled is not null then return settled; end if;
  end if;
  return case unit->'command'->>'name'
    when 'order.create' then order_create(org, store, unit)
    when 'order.upsert' then order_upsert_with_refunds(org, store, unit)
    when 'order.merge' then order_merge(org, store, unit)
    when 'order.delete' then order_delete(org, store, unit)
    when 'order.cancel' then order_cancel(org, store, unit)
    when 'order.cancel-by-external-id' then order_cancel_by_external_id(org, store, unit)
    when 'payment.record' then payment_record(org, store, unit)
    when 'payment.refund' then payment_refund(org, store, unit)
    when 'refund.record' then refund_record(org, store, unit)
    when 'client.upsert' then client_upsert(org, store, unit)
    when 'message.receive' then message_receive(org, store, unit)
    when 'session.record' then session_record(org, store, unit)
    when 'subscription.create' then subscription_create(org, store, unit)
    when 'subscription.change' then subscription_change(org, store, unit)
    when 'subscription.delete' then subscription_delete(org, store, unit)
  end;
end $$;
