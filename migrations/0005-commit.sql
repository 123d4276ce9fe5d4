-- The commit: one call makes a request durable. commit_units takes a list of units and gives a list of outcomes; each
-- command is a function. They run as the caller's role, so row-level security holds inside them too.

-- The client of an order or of a client command: by external id, then by e-mail, else a new one.
-- An order only fills in what is not known yet; it never overwrites.
create function resolve_client(org uuid, store uuid, client jsonb, candidate uuid, at timestamptz)
  returns table (client_id uuid, is_new boolean) language plpgsql as $$
declare
  ref text := client->>'externalId';
  found_id uuid;
  inserted boolean := false;
begin
  if ref is not null then
    select entity_id into found_id from external_refs
    where org_id = org and store_id = store and entity_type = 'client' and external_id = ref;
  end if;
  if found_id is null then
    insert into clients (org_id, id, store_id, email, name, phone, type, tags, address, created_at)
    values (org, candidate, store, client->>'email', client->>'name', client->>'phone', client->>'type',
      coalesce(array(select jsonb_array_elements_text(client->'tags')), '{}'), client->'address', at)
    on conflict (org_id, store_id, email_key) where email_key is not null do nothing
    returning id into found_id;
    inserted := found;
    if not inserted then
      select id into found_id from clients
      where org_id = org and store_id = store and email_key = lower(client->>'email');
    end if;
    if ref is not null then
      insert into external_refs (org_id, store_id, entity_type, external_id, entity_id)
      values (org, store, 'client', ref, found_id) on conflict do nothing;
      if not found then -- another request gave this external id to a client meanwhile: that one stands
        if inserted then delete from clients where org_id = org and id = found_id; end if;
        inserted := false;
        select entity_id into found_id from external_refs
        where org_id = org and store_id = store and entity_type = 'client' and external_id = ref;
      end if;
    end if;
  end if;
  return query select found_id, inserted;
end $$;

create function emit_client(org uuid, store uuid, client uuid, event_type text) returns void language plpgsql as $$
declare
  stored clients;
begin
  select * into stored from clients where org_id = org and id = client;
  perform emit_event(org, store, event_type, 'client', client, stored.sequence, client_document(stored));
end $$;

create function client_of_order(org uuid, store uuid, client jsonb, candidate uuid, at timestamptz) returns uuid
  language plpgsql as $$
declare
  resolved record;
begin
  if client is null then return null; end if;
  select * into resolved from resolve_client(org, store, client, candidate, at);
  if resolved.is_new then
    perform emit_client(org, store, resolved.client_id, 'client.created');
  else
    update clients set name = coalesce(name, client->>'name'), phone = coalesce(phone, client->>'phone'),
      sequence = sequence + 1, updated_at = now()
    where org_id = org and id = resolved.client_id
      and (name is null and client->>'name' is not null or phone is null and client->>'phone' is not null);
    if found then perform emit_client(org, store, resolved.client_id, 'client.updated'); end if;
  end if;
  return resolved.client_id;
end $$;

create function client_outcome(change text, client uuid, external_id text) returns jsonb language sql immutable
  return jsonb_build_object('kind', 'client', 'change', change, 'id', client, 'externalId', external_id);

create function client_upsert(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  incoming jsonb := unit->'command'->'client';
  at timestamptz := (unit->>'at')::timestamptz;
  resolved record;
  before clients;
  new_email text := incoming->>'email';
begin
  select * into resolved from resolve_client(org, store, incoming, (unit->>'clientId')::uuid, at);
  if resolved.is_new then
    perform emit_client(org, store, resolved.client_id, 'client.created');
    return client_outcome('created', resolved.client_id, incoming->>'externalId');
  end if;
  select * into before from clients where org_id = org and id = resolved.client_id for update;
  if new_email is not null and exists (select from clients other where other.org_id = org and other.store_id = store
      and other.email_key = lower(new_email) and other.id <> before.id) then
    if unit->'command'->>'onEmailConflict' = 'refuse' then
      return jsonb_build_object('kind', 'fault', 'code', 'email_conflict');
    end if;
    new_email := null;
  end if;
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

create function put_lines(org uuid, order_id uuid, lines jsonb) returns void language sql
begin atomic
  insert into order_lines (org_id, order_id, line_number, external_ref, sku, description, quantity, unit_price_cents,
    discount_cents, tax_cents, total_cents)
  select org, put_lines.order_id, position, line->>'externalRef', line->>'sku', line->>'description',
    (line->>'quantity')::numeric, (line->>'unitPriceCents')::bigint, (line->>'discountCents')::bigint,
    (line->>'taxCents')::bigint, (line->>'totalCents')::bigint
  from jsonb_array_elements(lines) with ordinality as input (line, position);
end;

-- A payment is recorded once per external id and store; `payment` may be null.
create function put_payment(org uuid, store uuid, order_id uuid, currency text, payment jsonb, candidate uuid,
  at timestamptz) returns uuid language plpgsql as $$
declare
  stored payments;
begin
  if payment is null then return null; end if;
  insert into external_refs (org_id, store_id, entity_type, external_id, entity_id)
  values (org, store, 'payment', payment->>'externalId', candidate) on conflict do nothing;
  if not found then return null; end if;
  insert into payments (org_id, id, store_id, order_id, external_id, amount_cents, currency, method, transaction_id, status,
    paid_at, created_at)
  values (org, candidate, store, order_id, payment->>'externalId', (payment->>'amountCents')::bigint, currency,
    payment->>'method', payment->>'transactionId', 'recorded', coalesce((payment->>'paidAt')::timestamptz, at), at)
  returning * into stored;
  perform emit_event(org, store, 'payment.recorded', 'payment', candidate, 1, payment_document(stored));
  return candidate;
end $$;

-- Payments follow an order that its storefront says was refunded in full, and come back when it takes that back.
create function settle_payments(org uuid, store uuid, order_id uuid, payment_status text) returns void
  language plpgsql as $$
declare
  stored payments;
begin
  if payment_status = 'refunded' then
    for stored in update payments p set status = 'refunded', refunded_at = now(), sequence = sequence + 1, updated_at = now()
      where p.org_id = org and p.order_id = settle_payments.order_id and p.status = 'recorded' returning p.* loop
      perform emit_event(org, store, 'payment.refunded', 'payment', stored.id, stored.sequence, payment_document(stored));
    end loop;
  elsif payment_status in ('paid', 'partially_refunded') then
    update payments p set status = 'recorded', refunded_at = null, sequence = sequence + 1, updated_at = now()
    where p.org_id = org and p.order_id = settle_payments.order_id and p.status = 'refunded';
  end if;
end $$;

create function order_outcome(o orders, change text) returns jsonb language sql stable return jsonb_build_object(
  'kind', 'order', 'change', change, 'id', o.id, 'externalId', o.external_id, 'status', o.status,
  'paymentStatus', o.payment_status, 'currency', o.currency, 'totalCents', o.total_cents, 'clientId', o.client_id,
  'payment', (select jsonb_build_object('id', p.id, 'externalId', p.external_id, 'amountCents', p.amount_cents,
      'status', p.status)
    from payments p where p.org_id = o.org_id and p.order_id = o.id order by p.created_at, p.id limit 1),
  'createdAt', rfc3339(o.created_at));

create function content_hash_of(incoming jsonb) returns bytea language sql immutable
  return sha256(convert_to(incoming::text, 'UTF8'));

-- Claims the external id; null when the order exists already. The loser of a race waits here for the winner's end.
create function insert_order(org uuid, store uuid, unit jsonb) returns orders language plpgsql as $$
declare
  incoming jsonb := unit->'command'->'order';
  revision jsonb := unit->'command'->'revision';
  at timestamptz := (unit->>'at')::timestamptz;
  new_id uuid := (unit->>'orderId')::uuid;
  client uuid;
  stored orders;
begin
  insert into external_refs (org_id, store_id, entity_type, external_id, entity_id)
  values (org, store, 'order', incoming->>'externalId', new_id) on conflict do nothing;
  if not found then return null; end if;
  client := client_of_order(org, store, incoming->'client', (unit->>'clientId')::uuid, at);
  insert into orders (org_id, id, store_id, connector_id, source, external_id, order_number, status, payment_status,
    fulfilment_status, source_status, currency, shipping_cents, fees_cents, tax_cents, discount_cents, total_cents,
    refunded_cents, totals_mismatch_cents, rounded, client_id, notes, session_id, shipping_address, billing_address,
    metadata, placed_at, cancelled_at, deleted_at, revision_at, revision_rank, content_hash, created_at)
  values (org, new_id, store, (unit->>'connectorId')::uuid, unit->>'source', incoming->>'externalId',
    incoming->>'orderNumber', incoming->>'status', incoming->>'paymentStatus', incoming->>'fulfilmentStatus',
    incoming->>'sourceStatus', incoming->>'currency', (incoming->>'shippingCents')::bigint,
    (incoming->>'feesCents')::bigint, (incoming->>'taxCents')::bigint, (incoming->>'discountCents')::bigint,
    (incoming->>'totalCents')::bigint, (incoming->>'refundedCents')::bigint,
    (incoming->>'totalsMismatchCents')::bigint, (incoming->>'rounded')::boolean, client, incoming->>'notes',
    incoming->>'sessionId', incoming->'shippingAddress', incoming->'billingAddress', incoming->'metadata',
    (incoming->>'placedAt')::timestamptz, case when incoming->>'status' = 'cancelled' then at end,
    case when incoming->>'status' = 'deleted' then at end, (revision->>'modifiedAt')::timestamptz,
    coalesce((revision->>'rank')::integer, 0), content_hash_of(incoming), at)
  returning * into stored;
  perform put_lines(org, new_id, incoming->'lines');
  if put_payment(org, store, new_id, stored.currency, incoming->'payment', (unit->>'paymentId')::uuid, at) is null
      and incoming->'payment' is not null then -- the payment is known: it paid for another order, and not for this one
    update orders set payment_status = 'unpaid' where org_id = org and id = new_id returning * into stored;
  end if;
  perform settle_payments(org, store, new_id, stored.payment_status);
  perform emit_event(org, store, 'order.created', 'order', new_id, stored.sequence, order_document(stored));
  return stored;
end $$;

create function known_order(org uuid, store uuid, external text) returns orders language sql stable
begin atomic
  select o from external_refs r join orders o on o.org_id = r.org_id and o.id = r.entity_id
  where r.org_id = org and r.store_id = store and r.entity_type = 'order' and r.external_id = external;
end;

create function order_create(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  stored orders := insert_order(org, store, unit);
begin
  if stored.id is not null then return order_outcome(stored, 'created'); end if;
  stored := known_order(org, store, unit->'command'->'order'->>'externalId');
  return order_outcome(stored, 'unchanged')
    || jsonb_build_object('differs', stored.content_hash <> content_hash_of(unit->'command'->'order'));
end $$;

-- True when the incoming revision supersedes the stored one. Within a second the state further along wins, and then the
-- one with more refunds; a deletion ends only by a later change or by the storefront's own word that it is restored.
create function supersedes(stored orders, incoming jsonb, revision jsonb) returns boolean language sql stable
  return case
    when (revision->>'restores')::boolean and stored.status = 'deleted' then true
    when (revision->>'modifiedAt')::timestamptz is distinct from stored.revision_at
      then coalesce((revision->>'modifiedAt')::timestamptz, '-infinity') > coalesce(stored.revision_at, '-infinity')
    when (revision->>'rank')::integer <> stored.revision_rank then (revision->>'rank')::integer > stored.revision_rank
    when (incoming->>'refundedCents')::bigint <> stored.refunded_cents
      then (incoming->>'refundedCents')::bigint > stored.refunded_cents
    else content_hash_of(incoming) <> stored.content_hash
  end;

create function order_upsert(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  incoming jsonb := unit->'command'->'order';
  revision jsonb := unit->'command'->'revision';
  at timestamptz := (unit->>'at')::timestamptz;
  before orders;
  stored orders := insert_order(org, store, unit);
begin
  if stored.id is not null then return order_outcome(stored, 'created'); end if;
  before := known_order(org, store, incoming->>'externalId');
  select * into before from orders where org_id = org and id = before.id for update;
  if not supersedes(before, incoming, revision) then return order_outcome(before, 'unchanged'); end if;
  if content_hash_of(incoming) = before.content_hash then -- a newer version that says the same
    update orders set revision_at = (revision->>'modifiedAt')::timestamptz, revision_rank = (revision->>'rank')::integer
    where org_id = org and id = before.id;
    return order_outcome(before, 'unchanged');
  end if;
  delete from order_lines where org_id = org and order_id = before.id;
  perform put_lines(org, before.id, incoming->'lines');
  update orders set
    order_number = incoming->>'orderNumber', status = incoming->>'status',
    payment_status = case -- a deletion says nothing about the money
      when incoming->>'status' = 'deleted' then before.payment_status else incoming->>'paymentStatus' end,
    fulfilment_status = case -- what was sent stays sent, whatever the storefront knows of it
      when before.fulfilment_status = 'delivered' or before.fulfilment_status = 'shipped'
        and incoming->>'fulfilmentStatus' = 'unfulfilled' then before.fulfilment_status
      else incoming->>'fulfilmentStatus' end,
    source_status = incoming->>'sourceStatus', currency = incoming->>'currency',
    shipping_cents = (incoming->>'shippingCents')::bigint, fees_cents = (incoming->>'feesCents')::bigint,
    tax_cents = (incoming->>'taxCents')::bigint, discount_cents = (incoming->>'discountCents')::bigint,
    total_cents = (incoming->>'totalCents')::bigint, refunded_cents = (incoming->>'refundedCents')::bigint,
    totals_mismatch_cents = (incoming->>'totalsMismatchCents')::bigint, rounded = (incoming->>'rounded')::boolean,
    client_id = coalesce(client_of_order(org, store, incoming->'client', (unit->>'clientId')::uuid, at), before.client_id),
    notes = incoming->>'notes', session_id = incoming->>'sessionId', shipping_address = incoming->'shippingAddress',
    billing_address = incoming->'billingAddress', metadata = incoming->'metadata',
    placed_at = (incoming->>'placedAt')::timestamptz,
    cancelled_at = case when incoming->>'status' = 'cancelled' then coalesce(before.cancelled_at, at) end,
    deleted_at = case when incoming->>'status' = 'deleted' then coalesce(before.deleted_at, at) end,
    revision_at = (revision->>'modifiedAt')::timestamptz, revision_rank = (revision->>'rank')::integer,
    content_hash = content_hash_of(incoming), sequence = before.sequence + 1, updated_at = now()
  where org_id = org and id = before.id;
  perform put_payment(org, store, before.id, incoming->>'currency', incoming->'payment', (unit->>'paymentId')::uuid, at);
  select * into stored from orders where org_id = org and id = before.id;
  perform settle_payments(org, store, before.id, stored.payment_status);
  perform emit_event(org, store,
    case when stored.status = 'cancelled' and before.status <> 'cancelled' then 'order.cancelled' else 'order.updated' end,
    'order', stored.id, stored.sequence, order_document(stored));
  return order_outcome(stored, 'updated');
end $$;

create function order_delete(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  stored orders := known_order(org, store, unit->'command'->>'externalId');
begin
  if stored.id is null then return jsonb_build_object('kind', 'ignored', 'reason', 'unknown order'); end if;
  update orders set status = 'deleted', deleted_at = (unit->>'at')::timestamptz, revision_rank = 70, content_hash = '',
    sequence = sequence + 1, updated_at = now()
  where org_id = org and id = stored.id and status <> 'deleted' returning * into stored;
  if not found then return order_outcome(known_order(org, store, unit->'command'->>'externalId'), 'unchanged'); end if;
  perform emit_event(org, store, 'order.updated', 'order', stored.id, stored.sequence, order_document(stored));
  return order_outcome(stored, 'updated');
end $$;

-- The Idempotency-Key: null when this transaction may go ahead. The advisory locks only make the answer to a second
-- request quick; that there is one answer is the primary key's doing, when the reply is stored.
create function claim_idempotency(org uuid, claim jsonb) returns jsonb language plpgsql as $$
declare
  earlier idempotency_keys;
  caller uuid := (claim->>'callerId')::uuid;
  name text := caller || ':' || (claim->>'key');
  this_name bigint := hashtextextended(name, 0);
  this_request bigint := hashtextextended(name || ':' || (claim->>'fingerprint'), 1);
  same_is_running boolean := not pg_try_advisory_lock(this_request);
  other_is_running boolean := not same_is_running and not pg_try_advisory_xact_lock(this_name);
begin
  if not same_is_running then -- kept until the end only by the one that goes ahead: a loser must not look like a runner
    if not other_is_running then perform pg_advisory_xact_lock(this_request); end if;
    perform pg_advisory_unlock(this_request);
  end if;
  select * into earlier from idempotency_keys
  where org_id = org and caller_id = caller and key = claim->>'key' and expires_at > clock_timestamp();
  if found and encode(earlier.fingerprint, 'hex') = claim->>'fingerprint' then
    return jsonb_build_object('kind', 'replayed', 'status', earlier.status_code, 'contentType', earlier.content_type,
      'body', earlier.body);
  elsif found or other_is_running then
    return jsonb_build_object('kind', 'fault', 'code', 'idempotency_conflict');
  elsif same_is_running then
    return jsonb_build_object('kind', 'fault', 'code', 'idempotency_in_progress');
  end if;
  return null;
end $$;

create function commit_unit(unit jsonb) returns jsonb language plpgsql as $$
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
    when 'order.upsert' then order_upsert(org, store, unit)
    when 'order.delete' then order_delete(org, store, unit)
    when 'order.cancel' then order_cancel(org, store, unit)
    when 'payment.record' then payment_record(org, store, unit)
    when 'payment.refund' then payment_refund(org, store, unit)
    when 'client.upsert' then client_upsert(org, store, unit)
  end;
end $$;

create function commit_units(units jsonb) returns jsonb language plpgsql as $$
declare
  unit jsonb;
  outcomes jsonb := '[]';
begin
  for unit in select value from jsonb_array_elements(units) loop
    outcomes := outcomes || jsonb_build_array(commit_unit(unit));
  end loop;
  return outcomes;
end $$;

-- Keeps the replies of this transaction under their Idempotency-Keys for 24 hours. Returns how many were kept: fewer than
-- were given means that another transaction answered first, and this one must be rolled back.
create function store_replies(replies jsonb) returns integer language plpgsql as $$
declare
  reply jsonb;
  kept integer := 0;
begin
  for reply in select value from jsonb_array_elements(replies) loop
    perform set_config('app.org_id', reply->>'organisationId', true);
    insert into idempotency_keys as stored (org_id, caller_id, key, fingerprint, status_code, content_type, body, expires_at)
    values ((reply->>'organisationId')::uuid, (reply->>'callerId')::uuid, reply->>'key', decode(reply->>'fingerprint', 'hex'),
      (reply->>'status')::integer, reply->>'contentType', reply->>'body', clock_timestamp() + interval '24 hours')
    on conflict (org_id, caller_id, key) do update set fingerprint = excluded.fingerprint,
      status_code = excluded.status_code, content_type = excluded.content_type, body = excluded.body,
      expires_at = excluded.expires_at
    where stored.expires_at <= clock_timestamp();
    if found then kept := kept + 1; end if;
  end loop;
  return kept;
end $$;

-- What was answered under an Idempotency-Key; no row once its 24 hours are over.
create function find_reply(org uuid, caller uuid, idempotency_key text) returns setof idempotency_keys
  language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return query select * from idempotency_keys k
    where k.org_id = org and k.caller_id = caller and k.key = idempotency_key and k.expires_at > clock_timestamp();
end $$;
