-- Queues deliveries as the hub's commit does: an event, a delivery and a job each, spread over all endpoints.
--
-- $1 how many for each endpoint  $2 the event's data

with event as (
  insert into events (org_id, id, type, object_type, object_id, sequence, data)
  select endpoint.org_id, uuid_v7(), 'order.created', 'order', gen_random_uuid(), 1, $2::json
  from generate_series(1, $1::integer), webhook_endpoints endpoint
  returning org_id, id
), delivery as (
  insert into deliveries (org_id, id, event_id, endpoint_id, event_type)
  select event.org_id, uuid_v7(), event.id, endpoint.id, 'order.created'
  from event join webhook_endpoints endpoint on endpoint.org_id = event.org_id
  returning org_id, id, endpoint_id
)
insert into pgboss.job (id, name, data, group_id, policy, retry_limit, expire_seconds, deletion_seconds)
select delivery.id, 'delivery', jsonb_build_object('organisationId', delivery.org_id, 'deliveryId', delivery.id),
  delivery.endpoint_id, 'standard', queue.retry_limit, queue.expire_seconds, queue.deletion_seconds
from delivery, pgboss.queue queue where queue.name = 'delivery'
