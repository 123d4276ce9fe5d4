/**
 * Maps `api_keys`: keys of the read API, as hashes.
 */
import { defineEntity, p } from '@mikro-orm/core';

/** One key of the read API. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    organisationId: p.uuid().primary().fieldName('org_id'),
    id: p.uuid().primary(),
    name: p.text(),
    scope: p.text().$type<'read_only' | 'read_write'>(),
    keyHash: p.blob(),
    keyPrefix: p.text(),
    revokedAt: p.datetime(3).nullable(),
    lastUsedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
});
