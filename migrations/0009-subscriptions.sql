-- Subscriptions that storefronts make themselves, e-mail as a way to deliver, and events for one receiver.

alter table webhook_endpoints
  add column connector_id uuid, -- whose settings and secrets count; null: an operator made it
  add column number bigint, -- the id that a storefront's API shows; null: not a subscription
  add column transport text not null default 'http' check (transport in ('http', 'email')),
  alter column sealed_secret drop not null, -- null: the connector's, where there is one
  add foreign key (org_id, connector_id) references connectors (org_id, id);
create unique index webhook_endpoints_number on webhook_endpoints (org_id, number) where number is not null;
create unique index webhook_endpoints_relay on webhook_endpoints (org_id, connector_id)
  where connector_id is not null and number is null;
create index webhook_endpoints_subscriptions on webhook_endpoints (org_id, store_id, format) where number is not null;

-- E-mail addresses of an organisation's subscriptions: nothing but one link is sent to an address until it was followed.
create table mail_recipients (
  org_id uuid not null references organisations (id),
  address_key text not null, -- in lower case
  token_hash bytea not null,
  delivery_id uuid, -- which carries the link; may be gone, as deliveries are kept for a while only
  confirmed_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (org_id, address_key)
);
create index mail_recipients_token on mail_recipients (token_hash);
call wall_off('mail_recipients');

-- One event for one endpoint, whatever that is subscribed to. Returns the delivery's id.
create function emit_directed(org uuid, store uuid, event_type text, object_type text, object uuid, document json,
  endpoint uuid) returns uuid language plpgsql as $$
declare
  event uuid := uuid_v7();
  delivery uuid := uuid_v7();
begin
  insert into events (org_id, id, store_id, type, object_type, object_id, sequence, data)
  values (org, event, store, event_type, object_type, object, 1, json_build_object(object_type, document));
  insert into deliveries (org_id, id, event_id, endpoint_id, event_type)
  values (org, delivery, event, endpoint, emit_directed.event_type);
  insert into pgboss.job (id, name, data, group_id, policy, retry_limit, expire_seconds, deletion_seconds)
  select delivery, 'delivery', jsonb_build_object('organisationId', org, 'deliveryId', delivery), endpoint, 'standard',
    queue.retry_limit, queue.expire_seconds, queue.deletion_seconds
  from pgboss.queue queue where queue.name = 'delivery';
  return delivery;
end $$;

-- Asks the owner of an endpoint's e-mail address whether mail is welcome. Once per organisation and address: again only
-- when the link never left, because its endpoint was gone or the attempts were used up, or when that is long forgotten. The
-- event names the address: by the time that the link is sent, its endpoint may have another one, whose owner must not get it.
create function ask_recipient(endpoint webhook_endpoints, token text) returns void language plpgsql as $$
declare
  known mail_recipients;
  asked uuid;
begin
  if endpoint.transport <> 'email' then return; end if;
  insert into mail_recipients (org_id, address_key, token_hash)
  values (endpoint.org_id, lower(endpoint.url), sha256(convert_to(token, 'UTF8'))) on conflict do nothing;
  select * into known from mail_recipients r
  where r.org_id = endpoint.org_id and r.address_key = lower(endpoint.url) for update;
  if known.confirmed_at is not null or exists (select from deliveries d
      join webhook_endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
      where d.org_id = known.org_id and d.id = known.delivery_id and d.status not in ('cancelled', 'dropped')
        -- Whoever deletes a subscription and makes it anew may be asked again, though not so often that it is a nuisance.
        and (e.deleted_at is null or d.created_at > now() - interval '1 hour')) then
    return;
  end if;
  asked := emit_directed(endpoint.org_id, endpoint.store_id, 'recipient.added', 'recipient', endpoint.id,
    json_build_object('address', endpoint.url, 'token', token), endpoint.id);
  update mail_recipients r set token_hash = sha256(convert_to(token, 'UTF8')), delivery_id = asked
  where r.org_id = known.org_id and r.address_key = known.address_key;
end $$;

-- Follows a link. Runs in the system role: the link is all that its owner has. False for a token that nobody was sent. What
-- failed while it was not followed is due now, and so is its job.
create function confirm_recipient(token text) returns boolean language plpgsql as $$
declare
  known boolean;
begin
  with confirmed as (
    update mail_recipients r set confirmed_at = coalesce(r.confirmed_at, now())
    where r.token_hash = sha256(convert_to(token, 'UTF8')) returning r.org_id, r.address_key
  ), hurried as (
    update deliveries d set next_attempt_at = now() from webhook_endpoints e join confirmed on confirmed.org_id = e.org_id
    where e.transport = 'email' and lower(e.url) = confirmed.address_key
      and d.org_id = e.org_id and d.endpoint_id = e.id and d.status = 'failed'
    returning d.id
  ), queued as (
    update pgboss.job set start_after = now() from hurried where job.name = 'delivery' and job.id = hurried.id and job.state = 'created'
  )
  select exists (select from confirmed) into known;
  return known;
end $$;

-- 63 bits, beyond 2^53: milliseconds since 2020 in front of 22 random bits.
create function subscription_number() returns bigint language sql volatile
  return ((extract(epoch from clock_timestamp()) * 1000)::bigint - 1577836800000) << 22 | (random() * 4194303)::bigint;

create function subscription_record(endpoint webhook_endpoints) returns jsonb language sql stable
  return jsonb_build_object('number', endpoint.number::text, 'title', endpoint.description,
    'transport', endpoint.transport, 'eventTypes', endpoint.event_types, 'target', endpoint.url,
    'enabled', endpoint.enabled, 'createdAt', rfc3339(endpoint.created_at), 'updatedAt', rfc3339(endpoint.updated_at));

create function subscription_outcome(endpoint webhook_endpoints, change text) returns jsonb language sql stable
  return jsonb_build_object('kind', 'subscription', 'change', change, 'subscription', subscription_record(endpoint));

-- The store's row is held while the subscriptions are counted: without it two creators see the same last place.
create function subscription_create(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  incoming jsonb := unit->'command'->'subscription';
  stored webhook_endpoints;
begin
  perform from stores s where s.org_id = org and s.id = store for no key update;
  if (select count(*) from webhook_endpoints e where e.org_id = org and e.store_id = store and e.format = unit->>'source'
      and e.number is not null and e.deleted_at is null) >= (unit->'command'->>'limit')::integer then
    return jsonb_build_object('kind', 'fault', 'code', 'endpoint_limit_reached');
  end if;
  insert into webhook_endpoints (org_id, id, store_id, connector_id, number, format, transport, url, description, event_types,
    headers, max_attempts, enabled)
  values (org, uuid_v7(), store, (unit->>'connectorId')::uuid, subscription_number(), unit->>'source',
    incoming->>'transport', incoming->>'target', incoming->>'title',
    array(select jsonb_array_elements_text(incoming->'eventTypes')), '{}', 5, (incoming->>'enabled')::boolean)
  returning * into stored;
  perform ask_recipient(stored, unit->>'token');
  return subscription_outcome(stored, 'created');
end $$;

create function locked_subscription(org uuid, store uuid, unit jsonb) returns webhook_endpoints language sql volatile
begin atomic
  select e from webhook_endpoints e where e.org_id = org and e.store_id = store and e.format = unit->>'source'
    and e.number = (unit->'command'->>'number')::bigint and e.deleted_at is null for no key update;
end;

create function subscription_change(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  changes jsonb := unit->'command'->'changes';
  before webhook_endpoints := locked_subscription(org, store, unit);
  stored webhook_endpoints;
begin
  if before.id is null then return jsonb_build_object('kind', 'fault', 'code', 'not_found'); end if;
  if changes->'target'->>'transport' <> before.transport then
    return jsonb_build_object('kind', 'fault', 'code', 'immutable');
  end if;
  stored := before;
  stored.description := coalesce(changes->>'title', before.description);
  stored.url := coalesce(changes->'target'->>'value', before.url);
  stored.enabled := coalesce((changes->>'enabled')::boolean, before.enabled);
  if changes->'eventTypes' is not null then
    stored.event_types := array(select jsonb_array_elements_text(changes->'eventTypes'));
  end if;
  if stored is not distinct from before then return subscription_outcome(before, 'unchanged'); end if;
  update webhook_endpoints e set description = stored.description, url = stored.url, enabled = stored.enabled,
    disabled_reason = case when not stored.enabled then before.disabled_reason end, event_types = stored.event_types,
    updated_at = now()
  where e.org_id = org and e.id = before.id returning * into stored;
  if stored.enabled and not before.enabled then perform forgive_endpoint(org, before.id); end if;
  if before.enabled and not stored.enabled then perform cancel_deliveries(org, before.id); end if;
  perform ask_recipient(stored, unit->>'token');
  return subscription_outcome(stored, 'updated');
end $$;

create function subscription_delete(org uuid, store uuid, unit jsonb) returns jsonb language plpgsql as $$
declare
  stored webhook_endpoints := locked_subscription(org, store, unit);
begin
  if stored.id is null then return jsonb_build_object('kind', 'fault', 'code', 'not_found'); end if;
  update webhook_endpoints e set enabled = false, deleted_at = now(), updated_at = now()
  where e.org_id = org and e.id = stored.id;
  perform cancel_deliveries(org, stored.id);
  return subscription_outcome(stored, 'deleted');
end $$;

-- One page, and how many there are in all.
create function list_subscriptions(org uuid, store uuid, wanted_format text, list jsonb) returns jsonb language plpgsql as $$
declare
  result jsonb;
begin
  perform set_config('app.org_id', org::text, true);
  with every as (
    select e as endpoint, date_trunc('second', case list->>'sortBy' when 'updatedAt' then e.updated_at else e.created_at end) as sorted_at
    from webhook_endpoints e
    where e.org_id = org and e.store_id = store and e.format = wanted_format and e.number is not null and e.deleted_at is null
  ), page as (
    select endpoint, row_number() over (order by
      case when list->>'direction' = 'ascending' then sorted_at end, case when list->>'direction' = 'ascending' then (endpoint).number end,
      sorted_at desc, (endpoint).number desc) as position
    from every order by position limit (list->>'limit')::bigint offset (list->>'offset')::bigint
  )
  select jsonb_build_object('kind', 'subscriptions', 'total', (select count(*) from every),
    'rows', coalesce((select jsonb_agg(subscription_record(endpoint) order by position) from page), '[]')) into result;
  return result;
end $$;

-- What a delivery needs of the connector that its endpoint belongs to. Bytes are written as PostgreSQL writes them: \x and
-- hexadecimal digits.
create function sealed_connector(org uuid, connector uuid) returns json language sql stable
  return (select json_build_object('org_id', c.org_id, 'id', c.id, 'config', c.config, 'sealed_config', c.sealed_config,
    'sealed_secret', c.sealed_secret, 'sealed_previous_secret', c.sealed_previous_secret,
    'previous_secret_expires_at', rfc3339(c.previous_secret_expires_at))
  from connectors c where c.org_id = org and c.id = connector);
