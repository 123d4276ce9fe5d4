-- The baseline of the ingest comparison: the rows that the hub's commit writes for one new order, by one prepared
-- statement. Same tables, indexes, foreign keys and durability; the statement's own transaction. What it leaves out is
-- what the hub does on top, and so what the ratio prices:
--
--   HTTP, JSON, schema    the values arrive typed, from memory.
--   Who is asking         the hub looks the connector up, at most once a second each, and writes last_used_at as often.
--   Row-level security    the baseline is a superuser; the hub's roles pass a policy at every table, and its functions
--                         name the tenant by set_config first.
--   Ids                   all made by the client; the hub's commit makes those of events and deliveries in SQL.
--   The event's document  written by the client; the hub reads the stored rows back and builds it in SQL, so that events
--                         and the read API can never differ.
--   Who subscribed        the endpoint is given; the hub finds the endpoints that asked for this type of event.
--   Known orders          an external id that is taken writes nothing here; the hub compares contents and answers it.
--   Known clients         found or made; the hub also fills in a name or phone that it did not know.
--   Payments              none come with these orders; the hub looks.
--   The answer            the hub gives the stored order back and words it.
--   Idempotency-Key       written when $20 is given; the hub first looks for an earlier answer in a statement of its
--                         own, claims the key by two advisory locks, and stores its reply by a second statement before
--                         the commit: four round trips more, which requests that come together share.
--   Request log           the hub writes one row a request, many rows a statement; the baseline writes none.
--
-- $1 organisation  $2 store  $3 connector  $4 endpoint  $5 order id  $6 external id  $7 order number  $8 client id
-- $9 client e-mail  $10 client name  $11 sku  $12 description  $13 unit price  $14 shipping  $15 total
-- $16 content hash  $17 event id  $18 event data  $19 delivery id  $20 idempotency key  $21 reply

with reference as (
  insert into external_refs (org_id, store_id, entity_type, external_id, entity_id)
  values ($1::uuid, $2::uuid, 'order', $6::text, $5::uuid) on conflict do nothing
  returning entity_id
), known as (
  select id from clients where org_id = $1 and store_id = $2 and email_key = lower($9::text)
), made as (
  insert into clients (org_id, id, store_id, email, name, created_at)
  select $1, $8::uuid, $2, $9, $10::text, now() where not exists (select from known)
  on conflict (org_id, store_id, email_key) where email_key is not null do nothing
  returning id
), client as (
  select id from known union all select id from made
), placed as (
  insert into orders (org_id, id, store_id, connector_id, source, external_id, order_number, status, payment_status,
    fulfilment_status, currency, shipping_cents, fees_cents, tax_cents, discount_cents, total_cents, refunded_cents,
    totals_mismatch_cents, rounded, client_id, placed_at, content_hash, created_at)
  select $1, entity_id, $2, $3::uuid, 'peptideclients', $6, $7::text, 'open', 'unpaid', 'unfulfilled', 'GBP', $14::bigint,
    0, 0, 0, $15::bigint, 0, 0, false, (select id from client), now(), $16::bytea, now()
  from reference
), line as (
  insert into order_lines (org_id, order_id, line_number, sku, description, quantity, unit_price_cents, discount_cents,
    tax_cents, total_cents)
  select $1, entity_id, 1, $11::text, $12::text, 2, $13::bigint, 0, 0, 2 * $13 from reference
), event as (
  insert into events (org_id, id, store_id, type, object_type, object_id, sequence, data)
  select $1, $17::uuid, $2, 'order.created', 'order', entity_id, 1, $18::json from reference
), delivery as (
  insert into deliveries (org_id, id, event_id, endpoint_id, event_type)
  select $1, $19::uuid, $17, $4::uuid, 'order.created' from reference
), reply as (
  insert into idempotency_keys (org_id, caller_id, key, fingerprint, status_code, content_type, body, expires_at)
  select $1, $3, $20::text, $16, 201, 'application/json', $21::text, now() + interval '24 hours'
  from reference where $20 is not null
)
insert into pgboss.job (id, name, data, group_id, policy, retry_limit, expire_seconds, deletion_seconds)
select $19, 'delivery', jsonb_build_object('organisationId', $1, 'deliveryId', $19), $4::text, 'standard',
  queue.retry_limit, queue.expire_seconds, queue.deletion_seconds
from reference, pgboss.queue queue where queue.name = 'delivery'
