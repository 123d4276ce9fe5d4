-- What people want to see of one thing: whether anybody has read what a buyer wrote, all that happened to an order, and why a
-- signature was refused. And what they do: refund a payment.

-- Which conversations wait for somebody. The moments are those of messages, so that no clock is compared with another.
alter table conversations add column last_inbound_at timestamptz(3),
  add column read_until timestamptz(3); -- up to here somebody has read, answered or closed it
set local role crossdock_system; -- the owner of a walled table sees nothing of it, unless a superuser
update conversations c set last_inbound_at = coalesce(
    (select max(m.created_at) from messages m where m.org_id = c.org_id and m.conversation_id = c.id and m.direction = 'inbound'),
    c.created_at),
  read_until = case c.status when 'closed' then c.last_message_at else
    (select max(m.created_at) from messages m where m.org_id = c.org_id and m.conversation_id = c.id and m.direction = 'outbound') end;
reset role;
-- Newer releases of PostgreSQL write no table anew while a function over it has been parsed.
drop function conversation_document(conversations);
alter table conversations alter column last_inbound_at set not null,
  add column unread boolean not null generated always as (read_until is null or last_inbound_at > read_until) stored;
create function conversation_document(conversation conversations) returns json language sql stable return json_build_object(
  'id', conversation.id, 'store_id', conversation.store_id, 'connector_id', conversation.connector_id,
  'channel_code', conversation.channel_code, 'message_type_code', conversation.message_type_code,
  'buyer_email', conversation.buyer_email, 'buyer_name', conversation.buyer_name,
  'external_thread_id', conversation.external_thread_id, 'status', conversation.status,
  'last_message_at', rfc3339(conversation.last_message_at), 'created_at', rfc3339(conversation.created_at),
  'updated_at', rfc3339(conversation.updated_at));

create index conversations_unread on conversations (org_id, unread, last_message_at, id);

-- As in 0010, and the conversation is unread from then on.
create or replace function message_receive(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  incoming jsonb := unit->'command'->'message';
  at timestamptz := (unit->>'at')::timestamptz;
  new_id uuid := uuid_v7();
  thread conversations;
  stored messages;
begin
  insert into external_refs (org_id, store_id, entity_type, external_id, entity_id)
  values (org, store, 'message', incoming->>'externalId', new_id) on conflict do nothing;
  if not found then
    select m.* into stored from external_refs r join messages m on m.org_id = r.org_id and m.id = r.entity_id
    where r.org_id = org and r.store_id = store and r.entity_type = 'message' and r.external_id = incoming->>'externalId';
    return message_outcome('unchanged', stored);
  end if;
  insert into conversations as known (org_id, id, store_id, connector_id, channel_code, message_type_code, buyer_email,
    buyer_name, external_thread_id, last_message_at, last_inbound_at, created_at)
  values (org, uuid_v7(), store, (unit->>'connectorId')::uuid, incoming->>'channelCode', incoming->>'messageTypeCode',
    incoming->>'buyerEmail', incoming->>'buyerName', incoming->>'externalId', at, at, at)
  on conflict (org_id, store_id, channel_code, email_key) where status = 'open' do update set
    connector_id = excluded.connector_id, last_message_at = greatest(known.last_message_at, excluded.last_message_at),
    -- Later than what was read, even where this hub's clock is behind the one that took the message before.
    last_inbound_at = greatest(known.last_inbound_at, excluded.last_inbound_at, known.read_until + interval '1 millisecond'),
    updated_at = now()
  returning * into thread;
  insert into messages (org_id, id, conversation_id, direction, body, details, external_id, created_at)
  values (org, new_id, thread.id, 'inbound', incoming->>'body', incoming->'details', incoming->>'externalId', at)
  returning * into stored;
  perform emit_event(org, store, 'message.received', 'message', new_id, 1, json_build_object(
    'id', new_id, 'conversation_id', thread.id, 'store_id', store, 'direction', 'inbound',
    'channel_code', thread.channel_code, 'message_type_code', thread.message_type_code, 'buyer_email', thread.buyer_email,
    'buyer_name', incoming->>'buyerName', 'external_id', incoming->>'externalId', 'body', incoming->>'body',
    'details', incoming->'details', 'created_at', rfc3339(at)));
  return message_outcome('created', stored);
end $$;

-- As in 0010, and whoever answers has read.
create or replace function create_reply(org uuid, conversation uuid, through uuid, reply_subject text, reply_body text, relay_url text)
  returns uuid language plpgsql as $$
declare
  thread conversations;
  relay webhook_endpoints;
  new_id uuid := uuid_v7();
  delivery uuid;
begin
  perform set_config('app.org_id', org::text, true);
  select * into thread from conversations c where c.org_id = org and c.id = conversation for update;
  if not found then return null; end if;
  insert into webhook_endpoints as known (org_id, id, store_id, connector_id, format, url, description, event_types, headers,
    max_attempts, enabled)
  select org, uuid_v7(), c.store_id, c.id, c.payload_format, relay_url, 'Reply relay', '{}', '{}', 5, true
  from connectors c where c.org_id = org and c.id = through
  on conflict (org_id, connector_id) where connector_id is not null and number is null do update set
    url = excluded.url, enabled = true, disabled_reason = null, deleted_at = null, updated_at = now()
  returning * into relay;
  delivery := emit_directed(org, thread.store_id, 'reply.queued', 'reply', new_id, json_build_object(
    'reply_id', new_id, 'thread_id', thread.id, 'buyer_email', thread.buyer_email, 'subject', reply_subject,
    'reply_body', reply_body, 'buyer_name', thread.buyer_name, 'external_thread_id', thread.external_thread_id,
    'sent_at', rfc3339(clock_timestamp())), relay.id);
  insert into messages (org_id, id, conversation_id, direction, subject, body, delivery_id)
  values (org, new_id, thread.id, 'outbound', reply_subject, reply_body, delivery);
  update conversations c set last_message_at = greatest(c.last_message_at, now()), read_until = c.last_inbound_at, updated_at = now()
  where c.org_id = org and c.id = thread.id;
  return new_id;
end $$;

-- The order that a logged request was about, so that an order can be followed back to its requests; and of a refused signature
-- what cannot be found out later, since what strangers send is not kept.
alter table request_log add column order_id uuid, add column signature jsonb;
create index request_log_of_order on request_log (org_id, order_id, id) where order_id is not null;

-- As in 0007, and the outcome names the order.
create or replace function payment_refund(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
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
    'id', payment.id, 'orderId', payment.order_id, 'externalId', payment.external_id, 'refundedAt', rfc3339(payment.refunded_at));
end $$;

create index payments_by_id on payments (id);

-- An operator's refund, answered as the actions of 0014 are.
create function refund_payment(org uuid, wanted uuid) returns jsonb language plpgsql as $$
declare
  payment payments;
  outcome jsonb;
begin
  perform set_config('app.org_id', org::text, true);
  select * into payment from payments p where p.org_id = org and p.id = wanted;
  if not found then return null; end if;
  outcome := payment_refund(org, payment.store_id, jsonb_build_object('at', clock_timestamp(),
    'command', jsonb_build_object('paymentId', wanted)));
  select * into payment from payments p where p.org_id = org and p.id = wanted;
  return done(payment_document(payment), outcome->>'change' = 'updated');
end $$;

-- The scalars among the fields of a document that differ from another one's.
create function differing_scalars(document jsonb, other jsonb) returns jsonb language sql immutable parallel safe
  return coalesce((select jsonb_object_agg(key, value) from jsonb_each(document)
    where value is distinct from other->key and jsonb_typeof(value) not in ('object', 'array') and key <> 'updated_at'), '{}');

-- The names of all that differ.
create function differing_fields(document jsonb, other jsonb) returns jsonb language sql immutable parallel safe
  return coalesce((select jsonb_agg(key order by key) from (select jsonb_object_keys(document || other) as key) as keys
    where document->key is distinct from other->key and key <> 'updated_at'), '[]');

-- When an id was made, as the smallest id of that millisecond. A delivery is made right after its event, in one statement,
-- and no statement of a hub takes longer than 20 seconds.
create function id_at(id uuid, later interval) returns uuid language sql immutable parallel safe
  return rpad(lpad(to_hex(('x' || replace(left(id::text, 13), '-', ''))::bit(48)::bigint
    + (extract(epoch from later) * 1000)::bigint), 12, '0'), 32, '0')::uuid;

-- Everything that is known to have happened to an order and to what belongs to it, oldest first: requests, changes, and the
-- deliveries of these; at most the latest `most` of each. Null when there is no such order.
create function order_timeline(org uuid, wanted uuid, most integer) returns text language plpgsql as $$
declare
  subject orders;
begin
  perform set_config('app.org_id', org::text, true);
  select * into subject from orders o where o.org_id = org and o.id = wanted;
  if not found then return null; end if;
  return (
    with parts as (
      select 'order' as type, subject.id, subject.created_at, null::jsonb as document
      union all select 'payment', p.id, p.created_at, payment_document(p)::jsonb from payments p where p.org_id = org and p.order_id = wanted
      union all select 'shipment', s.id, s.created_at, jsonb_build_object('carrier', s.carrier, 'tracking_number', s.tracking_number,
        'tracking_url', s.tracking_url) from shipments s where s.org_id = org and s.order_id = wanted
    ), facts as (
      -- One more, which the oldest that is shown is compared with.
      select e.id, e.created_at, e.type, e.sequence, e.object_type, e.object_id, e.request_id, (e.data->e.object_type)::jsonb as document
      from parts join events e on e.org_id = org and e.object_id = parts.id
      order by e.created_at desc, e.sequence desc, e.id limit most + 1
    ), compared as (
      select facts.*, lag(document) over (partition by object_id order by sequence) as before_it,
        row_number() over (order by created_at desc, sequence desc, id) as place
      from facts
    ), changes as (
      select created_at as at, json_build_object('kind', 'change', 'at', rfc3339(created_at), 'id', id, 'type', type,
        'sequence', sequence, 'object_type', object_type, 'object_id', object_id, 'request_id', request_id,
        'changed', case when before_it is not null then differing_fields(document, before_it)
          when sequence = 1 then '[]'::jsonb end,
        'before', case when before_it is not null then differing_scalars(before_it, document) end,
        'after', case when before_it is not null then differing_scalars(document, before_it)
          when sequence = 1 then differing_scalars(document, '{}') end) as entry
      from compared where place <= most
      -- Events are kept for a while only; that something was made is known from what is there.
      union all
      select parts.created_at, json_build_object('kind', 'change', 'at', rfc3339(parts.created_at), 'id', null,
        'type', case parts.type when 'order' then 'order.created' when 'payment' then 'payment.recorded' else 'shipment.tracking_added' end,
        'sequence', 1, 'object_type', parts.type, 'object_id', parts.id, 'request_id', null, 'changed', '[]'::jsonb, 'before', null,
        'after', case when parts.document is not null then differing_scalars(parts.document, '{}') end)
      from parts where not exists (select from events e where e.org_id = org and e.object_id = parts.id and e.sequence = 1)
        and (select count(*) from facts) <= most
    ), requests as (
      select l.id, l.received_at as at, json_build_object('kind', 'request', 'at', rfc3339(l.received_at), 'id', l.id,
        'method', l.method, 'path', l.path, 'status_code', l.status_code, 'error_code', l.error_code, 'adapter', l.adapter,
        'connector_id', l.connector_id, 'external_id', l.external_id, 'duplicate', l.duplicate, 'replayed', l.replayed,
        'quarantined', l.quarantined, 'reason', l.reason) as entry
      from request_log l where l.org_id = org and l.id in (
        (select t.id from request_log t where t.org_id = org and t.order_id = wanted order by t.id desc limit most + 1)
        union
        -- What was refused or not understood touched nothing, and yet names the order; so do rows from before they had it.
        (select t.id from request_log t where t.org_id = org and t.external_id = subject.external_id and t.store_id = subject.store_id
          and (t.entities @> jsonb_build_array(jsonb_build_object('type', 'order', 'id', wanted))
            or t.entities = '[]' and coalesce(t.translation->>'name', 'order.') ~ '^(order|refund)\.')
          order by t.id desc limit most + 1))
      order by l.id desc limit most + 1
    ), sent as (
      select d.id, d.created_at as at, json_build_object('kind', 'delivery', 'at', rfc3339(d.created_at), 'id', d.id, 'event_id', d.event_id,
        'event_type', d.event_type, 'endpoint_id', d.endpoint_id, 'endpoint_url', w.url, 'transport', w.transport,
        'status', case d.status when 'sending' then 'pending' else d.status end, 'attempts_made', d.attempts,
        'next_attempt_at', rfc3339(d.next_attempt_at), 'finished_at', rfc3339(d.finished_at)) as entry
      from compared
      cross join lateral (
        select near.* from (
          select n.* from deliveries n where n.org_id = org and n.id >= id_at(compared.id, '0') and n.id < id_at(compared.id, '21 s')
          order by n.id limit 5000
        ) as near where near.event_id = compared.id
      ) as d
      join webhook_endpoints w on w.org_id = org and w.id = d.endpoint_id
      where compared.place <= most
      order by d.id desc limit most + 1
    ), entries as (
      (select 0 as kind, at, entry from requests order by id desc limit most)
      union all select 1, at, entry from changes
      union all (select 2, at, entry from sent order by id desc limit most)
    )
    select json_build_object('rows', coalesce(json_agg(entry order by at, kind, entry->>'object_type' desc, entry->>'id'), '[]'),
      'truncated', (select count(*) from facts) > most or (select count(*) from requests) > most or (select count(*) from sent) > most)::text
    from entries);
end $$;
