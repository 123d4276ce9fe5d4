/**
 * Maps `connectors`: who may speak for a store. Secrets are sealed before they come here.
 */
import { defineEntity, p } from '@mikro-orm/core';

/** One connector. */
export const ConnectorEntity = defineEntity({
  name: 'Connector',
  tableName: 'connectors',
  properties: {
    organisationId: p.uuid().primary().fieldName('org_id'),
    id: p.uuid().primary(),
    storeId: p.uuid().fieldName('store_id'),
    name: p.text(),
    format: p.text().fieldName('payload_format'),
    keyHash: p.blob().nullable(),
    keyPrefix: p.text().nullable(),
    scopes: p.array().columnType('text[]').$type<readonly string[]>(),
    requireSignature: p.boolean(),
    ipAllowlist: p.array().columnType('text[]').$type<readonly string[]>(),
    rateLimitPerMinute: p.integer(),
    config: p.json<Readonly<Record<string, unknown>>>(),
    sealedConfig: p.blob().nullable(),
    sealedSecret: p.blob(),
    sealedPreviousSecret: p.blob().nullable(),
    previousSecretExpiresAt: p.datetime(3).nullable(),
    secretChangedAt: p.datetime(3),
    hint: p.text().nullable(),
    expiresAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
    lastUsedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});
