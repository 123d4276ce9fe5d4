/**
 * Reads the subscriptions of a store: endpoints with a number, which a storefront's API gave them.
 */
import type { StoreSubscription, StoreSubscriptions } from '../../domain/provisioning/store-subscription.ts';
import type { Database } from '../database.ts';
import { toPage } from './rows.ts';

const selectPage = `
  select e.id, e.number::text as number, e.connector_id as "connectorId", e.format, e.description as title, e.transport,
    e.event_types as "eventTypes", e.url as target, e.enabled, e.disabled_reason as "disabledReason",
    case e.transport when 'email' then exists (select from mail_recipients r
      where r.org_id = e.org_id and r.address_key = lower(e.url) and r.confirmed_at is not null) end as confirmed,
    coalesce(counted.succeeded + counted.failed, 0)::integer as attempts, coalesce(counted.failed, 0)::integer as "failedAttempts",
    rfc3339(e.created_at) as "createdAt", rfc3339(e.updated_at) as "updatedAt"
  from webhook_endpoints e
  cross join lateral (
    select sum(h.succeeded) as succeeded, sum(h.failed) as failed from attempt_hours h
    where h.org_id = e.org_id and h.endpoint_id = e.id and h.hour >= date_trunc('hour', ?::timestamptz, 'UTC')
  ) as counted
  where e.org_id = ? and e.store_id = ? and e.number is not null and e.deleted_at is null and (?::uuid is null or e.id < ?)
  order by e.id desc limit ?`;

/** Makes the reader. */
export function createStoreSubscriptions(database: Database): StoreSubscriptions {
  return {
    async list(organisationId, storeId, since, page) {
      const after = page.after ?? null;
      const values = [new Date(since), organisationId, storeId, after, after, page.limit + 1];
      const rows = await database.asTenant(organisationId, (em) => em.execute<StoreSubscription[]>(selectPage, values));
      return toPage(rows, page);
    },
  };
}
