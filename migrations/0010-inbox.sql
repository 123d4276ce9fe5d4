-- The inbox: what buyers write to a store, in conversations, and what the store's people answer.

alter table external_refs drop constraint external_refs_entity_type_check,
  add constraint external_refs_entity_type_check
    check (entity_type in ('order', 'client', 'payment', 'message', 'session'));

create table conversations (
  org_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  connector_id uuid not null, -- through which the buyer wrote last, and through which replies go
  channel_code text not null,
  message_type_code text not null,
  buyer_email text not null,
  email_key text generated always as (lower(buyer_email)) stored,
  buyer_name text not null,
  external_thread_id text not null, -- the storefront's id of the first message
  status text not null default 'open' check (status in ('open', 'closed')),
  last_message_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, store_id) references stores (org_id, id),
  foreign key (org_id, connector_id) references connectors (org_id, id)
);
-- One open conversation per buyer and channel: two messages at once come together in it.
create unique index conversations_open on conversations (org_id, store_id, channel_code, email_key) where status = 'open';
create index conversations_recent on conversations (org_id, last_message_at desc, id desc);
create index conversations_by_id on conversations (id);

create table messages (
  org_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  subject text,
  body text not null,
  details jsonb not null default '{}',
  external_id text,
  delivery_id uuid, -- of a reply
  reply_status text check (reply_status in ('sent', 'failed')), -- once it is final: deliveries are kept for 30 days only
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversations (org_id, id)
);
create index messages_conversation on messages (org_id, conversation_id, id);
create index messages_delivery on messages (org_id, delivery_id) where delivery_id is not null;
create index messages_by_id on messages (id);

call wall_off('conversations');
call wall_off('messages');

create function conversation_document(conversation conversations) returns json language sql stable return json_build_object(
  'id', conversation.id, 'store_id', conversation.store_id, 'connector_id', conversation.connector_id,
  'channel_code', conversation.channel_code, 'message_type_code', conversation.message_type_code,
  'buyer_email', conversation.buyer_email, 'buyer_name', conversation.buyer_name,
  'external_thread_id', conversation.external_thread_id, 'status', conversation.status,
  'last_message_at', rfc3339(conversation.last_message_at), 'created_at', rfc3339(conversation.created_at),
  'updated_at', rfc3339(conversation.updated_at));

create function message_outcome(change text, message messages) returns jsonb language sql immutable
  return jsonb_build_object('kind', 'message', 'change', change, 'id', message.id, 'externalId', message.external_id,
    'conversationId', message.conversation_id);

create function message_receive(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
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
    buyer_name, external_thread_id, last_message_at, created_at)
  values (org, uuid_v7(), store, (unit->>'connectorId')::uuid, incoming->>'channelCode', incoming->>'messageTypeCode',
    incoming->>'buyerEmail', incoming->>'buyerName', incoming->>'externalId', at, at)
  on conflict (org_id, store_id, channel_code, email_key) where status = 'open' do update set
    connector_id = excluded.connector_id, last_message_at = greatest(known.last_message_at, excluded.last_message_at),
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

-- Writes a reply and queues it for a connector's relay, all in one. The connector is the one whose settings gave the URL:
-- the buyer may write through another one meanwhile. Null when there is no such conversation.
create function create_reply(org uuid, conversation uuid, through uuid, reply_subject text, reply_body text, relay_url text)
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
  update conversations c set last_message_at = greatest(c.last_message_at, now()), updated_at = now()
  where c.org_id = org and c.id = thread.id;
  return new_id;
end $$;
