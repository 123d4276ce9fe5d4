/**
 * Maps `organisations`: the tenants themselves.
 */
import { defineEntity, p } from '@mikro-orm/core';

/** One tenant. */
export const OrganisationEntity = defineEntity({
  name: 'Organisation',
  tableName: 'organisations',
  properties: {
    id: p.uuid().primary(),
    slug: p.text(),
    name: p.text(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
