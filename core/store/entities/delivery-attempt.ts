/**
 * Maps `delivery_attempts` for reading; the delivery ledger writes them.
 */
import { defineEntity, p } from '@mikro-orm/core';

/** One attempt of a delivery. */
export const DeliveryAttemptEntity = defineEntity({
  name: 'DeliveryAttempt',
  tableName: 'delivery_attempts',
  properties: {
    organisationId: p.uuid().primary().fieldName('org_id'),
    deliveryId: p.uuid().primary().fieldName('delivery_id'),
    number: p.integer().primary(),
    startedAt: p.datetime(3),
    latencyMilliseconds: p.integer(),
    statusCode: p.integer().nullable(),
    responseExcerpt: p.text().nullable(),
    errorCode: p.text().nullable(),
    errorDetail: p.text().nullable(),
  },
});
