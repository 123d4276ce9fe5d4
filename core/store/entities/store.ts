/**
 * Maps `stores`: one shop of an organisation.
 */
import { defineEntity, p } from '@mikro-orm/core';

/** One shop. */
export const StoreEntity = defineEntity({
  name: 'Store',
  tableName: 'stores',
  properties: {
    organisationId: p.uuid().primary().fieldName('org_id'),
    id: p.uuid().primary(),
    slug: p.text(),
    name: p.text(),
    websiteUrl: p.text().nullable(),
    currency: p.text(),
    timezone: p.text(),
    adapters: p.array().columnType('text[]').$type<readonly string[]>().nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
    updatedAt: p.datetime(3).defaultRaw('now()'),
  },
});
