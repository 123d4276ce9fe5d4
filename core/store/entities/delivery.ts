/**
 * Maps `deliveries` for reading; the delivery ledger writes them.
 */
import { defineEntity, p } from '@mikro-orm/core';
import type { DeliveryStatus } from '../../domain/delivery.ts';

/** One event on its way to one endpoint. */
export const DeliveryEntity = defineEntity({
  name: 'Delivery',
  tableName: 'deliveries',
  properties: {
    organisationId: p.uuid().primary().fieldName('org_id'),
    id: p.uuid().primary(),
    eventId: p.uuid().fieldName('event_id'),
    eventType: p.text(),
    endpointId: p.uuid().fieldName('endpoint_id'),
    /** Of the endpoint, where a storefront made it. */
    subscriptionId: p
      .text()
      .nullable()
      .formula(
        (_columns, { alias }) =>
          `(select w.number::text from webhook_endpoints w where w.org_id = ${alias}.org_id and w.id = ${alias}.endpoint_id)`,
      ),
    status: p.text().$type<DeliveryStatus>(),
    attempts: p.integer(),
    nextAttemptAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
    changedIn: p.string().columnType('xid8').nullable(), // the transaction that last changed status or attempts
  },
});
