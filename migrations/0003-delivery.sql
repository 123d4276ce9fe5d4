-- Events, webhook endpoints, deliveries and their attempts.
--
-- Deliveries and attempts are partitioned by day. The partition key is the UUIDv7 id itself, whose first 48 bits are the
-- time: the primary key stays (org_id, id), and finding a row by id touches one partition.

create table events (
  org_id uuid not null references organisations (id),
  id uuid not null,
  store_id uuid,
  type text not null,
  object_type text not null,
  object_id uuid not null,
  sequence integer not null,
  data json not null, -- json, not jsonb: the text is kept as it was written
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id)
);
create index events_object on events (org_id, object_id);

create table webhook_endpoints (
  org_id uuid not null references organisations (id),
  id uuid not null,
  store_id uuid, -- null: every store of the organisation
  format text not null,
  url text not null,
  description text,
  event_types text[] not null,
  headers jsonb not null,
  max_attempts integer not null check (max_attempts between 1 and 20),
  enabled boolean not null,
  disabled_reason text,
  sealed_secret bytea not null,
  sealed_previous_secret bytea,
  previous_secret_expires_at timestamptz(3),
  secret_changed_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, store_id) references stores (org_id, id)
);
create index webhook_endpoints_by_id on webhook_endpoints (id);

create table deliveries (
  org_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  endpoint_id uuid not null,
  event_type text not null,
  status text not null default 'pending'
    check (status in ('pending', 'sending', 'succeeded', 'failed', 'dropped', 'cancelled')),
  attempts integer not null default 0,
  last_chance boolean not null default false, -- an operator's retry: one attempt, whatever the schedule
  next_attempt_at timestamptz(3) default now(),
  lease_expires_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, event_id) references events (org_id, id),
  foreign key (org_id, endpoint_id) references webhook_endpoints (org_id, id)
) partition by range (id);
create index deliveries_endpoint on deliveries (org_id, endpoint_id, id desc);
create index deliveries_by_id on deliveries (id);
create index deliveries_open on deliveries (next_attempt_at) where status in ('pending', 'failed');
create index deliveries_leased on deliveries (lease_expires_at) where status = 'sending';

create table delivery_attempts (
  org_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  started_at timestamptz(3) not null,
  latency_milliseconds integer not null,
  status_code integer,
  response_excerpt text,
  error_code text,
  error_detail text,
  primary key (org_id, delivery_id, number)
) partition by range (delivery_id);

call wall_off('events');
call wall_off('webhook_endpoints');
call wall_off('deliveries');
call wall_off('delivery_attempts');

-- Writes one event and, in the same transaction, a delivery and a queued job for every endpoint that asked for it.
create function emit_event(org uuid, store uuid, event_type text, object_type text, object uuid, object_sequence integer,
  document json) returns void language plpgsql as $$
declare
  event uuid := uuid_v7();
begin
  insert into events (org_id, id, store_id, type, object_type, object_id, sequence, data)
  values (org, event, store, event_type, object_type, object, object_sequence, json_build_object(object_type, document));

  with delivery as (
    insert into deliveries (org_id, id, event_id, endpoint_id, event_type)
    select org, uuid_v7(), event, endpoint.id, emit_event.event_type
    from webhook_endpoints endpoint
    where endpoint.org_id = org and endpoint.enabled and endpoint.deleted_at is null
      and (endpoint.store_id is null or endpoint.store_id = store)
      and emit_event.event_type = any (endpoint.event_types)
    returning id, endpoint_id
  )
  insert into pgboss.job (id, name, data, group_id, policy, retry_limit, expire_seconds, deletion_seconds)
  select delivery.id, 'delivery', jsonb_build_object('organisationId', org, 'deliveryId', delivery.id), delivery.endpoint_id, 'standard',
    queue.retry_limit, queue.expire_seconds, queue.deletion_seconds
  from delivery, pgboss.queue queue where queue.name = 'delivery';
end $$;
