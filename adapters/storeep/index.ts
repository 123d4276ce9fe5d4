/**
 * The storeep protocol: a storefront API under /api/v1 through which a merchant's programs manage the webhooks of a store,
 * and the deliveries of those webhooks. Status codes, authentication and set-up are in README.md beside this file.
 */
import { bearerClaim, defineAdapter, fault, type InboundRequest, isFault } from '../../core/sdk/index.ts';
import { createFieldReport } from './fields.ts';
import { readListing } from './listing.ts';
import { maximumWebhooks, outbound, type StoreepConfig } from './outbound.ts';
import { refuse, reply } from './replies.ts';
import { readSession } from './session.ts';
import { setup } from './setup.ts';
import { readChanges, readNewWebhook } from './webhook-body.ts';
import { canExist, readWebhookId } from './webhook-id.ts';

function idempotencyKey({ headers }: InboundRequest): string | undefined {
  return headers['idempotency-key'];
}

/** The webhook of the API reference. */
const webhookExample = {
  name: 'Order notifications',
  type: 'api',
  event: 'order-created',
  format: 'json',
  url_or_email: 'example.com/webhooks/orders',
  is_enabled: true,
};

export default defineAdapter<StoreepConfig>({
  apiVersion: 1,
  format: 'storeep',
  version: '1.0.0',
  configSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      user_agent: {
        type: 'string',
        title: 'User-Agent',
        description: 'What deliveries call themselves; Storeep-Webhook/1.0 when absent.',
        pattern: '^[!-~](?:[ -~]{0,198}[!-~])?$',
      },
    },
  },
  keyPrefix: 'stp_',
  scopes: ['webhooks:read', 'webhooks:write', 'sessions:write'],
  setup,
  inbound: {
    identify: bearerClaim,
    rateLimitPerMinute: 60,
    refuse,
    routes: [
      {
        method: 'GET',
        path: '/api/v1/webhooks',
        summary: 'List the webhooks of the store',
        scope: 'webhooks:read',
        body: 'none',
        refusals: ['validation_failed'],
        translate({ query }) {
          const listing = readListing(query);
          return isFault(listing) ? listing : { kind: 'query', query: { name: 'subscription.list', list: listing.list } };
        },
        reply,
      },
      {
        method: 'POST',
        path: '/api/v1/webhooks',
        summary: 'Create a webhook',
        scope: 'webhooks:write',
        body: 'json',
        idempotencyKey,
        example: webhookExample,
        refusals: ['endpoint_limit_reached'],
        translate({ json, hub }) {
          const subscription = readNewWebhook(json, hub);
          if (isFault(subscription)) return subscription;
          return { kind: 'command', command: { name: 'subscription.create', subscription, limit: maximumWebhooks } };
        },
        reply,
      },
      {
        method: 'PUT',
        path: '/api/v1/webhooks',
        summary: 'Change a webhook',
        scope: 'webhooks:write',
        body: 'json',
        idempotencyKey,
        example: { is_enabled: false },
        refusals: ['immutable', 'not_found'],
        translate({ query, json, hub }) {
          const report = createFieldReport();
          const number = readWebhookId(query, report);
          const changes = readChanges(json, hub, report);
          const refusal = report.refusal();
          if (refusal) return refusal;
          if (number === undefined || !canExist(number)) return fault('not_found');
          return { kind: 'command', command: { name: 'subscription.change', number, changes } };
        },
        reply,
      },
      {
        method: 'DELETE',
        path: '/api/v1/webhooks',
        summary: 'Delete a webhook',
        scope: 'webhooks:write',
        body: 'none',
        refusals: ['not_found', 'validation_failed'],
        translate({ query }) {
          const report = createFieldReport();
          const number = readWebhookId(query, report);
          const refusal = report.refusal();
          if (refusal) return refusal;
          if (number === undefined || !canExist(number)) return fault('not_found');
          return { kind: 'command', command: { name: 'subscription.delete', number } };
        },
        reply,
      },
      {
        method: 'POST',
        path: '/api/v1/sessions',
        summary: 'Record a visit and where it came from',
        scope: 'sessions:write',
        body: 'json',
        idempotencyKey,
        example: { session_id: 'visit-1', landing_url: 'https://shop.example.com/?utm_source=news', utm_source: 'news' },
        translate({ json }) {
          const session = readSession(json);
          return isFault(session) ? session : { kind: 'command', command: { name: 'session.record', session } };
        },
        reply,
      },
    ],
  },
  outbound,
});
