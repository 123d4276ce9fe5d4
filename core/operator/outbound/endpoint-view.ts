/**
 * How a webhook endpoint is shown. Its secrets are in no view: who makes one adds it, once.
 */
import type { WebhookEndpoint } from '../../domain/provisioning/webhook-endpoint.ts';
import { graceEnd } from '../secrets.ts';

/** The view at a moment, in milliseconds since 1970. Headers may be a receiver's credentials: members see their names only. */
export function endpointView(endpoint: WebhookEndpoint, now: number, hidesHeaders: boolean) {
  const { headers } = endpoint;
  return {
    id: endpoint.id,
    org_id: endpoint.organisationId,
    store_id: endpoint.storeId,
    format: endpoint.format,
    connector_id: endpoint.connectorId,
    transport: endpoint.transport,
    url: endpoint.url,
    description: endpoint.description,
    event_types: endpoint.eventTypes,
    headers: hidesHeaders ? Object.fromEntries(Object.keys(headers).map((name) => [name, '[hidden]'])) : headers,
    max_attempts: endpoint.maxAttempts,
    retry_schedule: endpoint.retrySchedule,
    throttle_per_second: endpoint.ratePerSecond,
    concurrency: endpoint.concurrency,
    paused: endpoint.paused,
    standard_webhooks: endpoint.standardWebhooks,
    enabled: endpoint.enabled,
    disabled_reason: endpoint.disabledReason,
    failing_since: endpoint.failingSince ?? null,
    spared_until: endpoint.sparedUntil ?? null,
    previous_secret_expires_at: graceEnd(endpoint, now),
    created_at: endpoint.createdAt,
    updated_at: endpoint.updatedAt,
  };
}
