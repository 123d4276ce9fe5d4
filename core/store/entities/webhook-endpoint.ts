/**
 * Maps `webhook_endpoints`: where events are delivered to. Secrets are sealed before they come here.
 */
import { defineEntity, p } from '@mikro-orm/core';
import type { Transport } from '../../domain/subscription.ts';

/** One endpoint. */
export const WebhookEndpointEntity = defineEntity({
  name: 'WebhookEndpoint',
  tableName: 'webhook_endpoints',
  properties: {
    organisationId: p.uuid().primary().fieldName('org_id'),
    id: p.uuid().primary(),
    storeId: p.uuid().fieldName('store_id').nullable(),
    format: p.text(),
    connectorId: p.uuid().fieldName('connector_id').nullable(),
    transport: p.text().$type<Transport>(),
    url: p.text(),
    description: p.text().nullable(),
    eventTypes: p.array().columnType('text[]').$type<readonly string[]>(),
    headers: p.json<Readonly<Record<string, string>>>(),
    maxAttempts: p.integer(),
    retrySchedule: p.array().columnType('text[]').$type<readonly string[]>().fieldName('retry_schedule').nullable(),
    ratePerSecond: p.integer().fieldName('rate_per_second').nullable(),
    concurrency: p.integer().nullable(),
    paused: p.boolean(),
    standardWebhooks: p.boolean().fieldName('standard_webhooks'),
    enabled: p.boolean(),
    disabledReason: p.text().nullable(),
    failingSince: p.datetime(3).nullable(),
    sparedUntil: p.datetime(3).nullable(),
    sealedSecret: p.blob().nullable(),
    sealedPreviousSecret: p.blob().nullable(),
    previousSecretExpiresAt: p.datetime(3).nullable(),
    secretChangedAt: p.datetime(3),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
    deletedAt: p.datetime(3).nullable(),
  },
});
