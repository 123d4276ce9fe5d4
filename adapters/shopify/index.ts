/**
 * Shopify webhooks: orders, refunds and customers.
 *
 * Shopify signs the body with the secret of an app, repeats what is not answered with 2xx for some hours, always with the
 * first payload, and removes a webhook that keeps failing. So what is genuine and not understood is kept and answered with
 * 200. README.md lists every status returned and why.
 */
import { defineAdapter, type Route } from '../../core/sdk/index.ts';
import { configSchema, type ShopifyConfig } from './config.ts';
import { refuse, reply } from './replies.ts';
import { deliveryKey, identify, scheme, verify } from './sender.ts';
import { setup } from './setup.ts';
import { translate } from './translate.ts';

export default defineAdapter<ShopifyConfig>({
  apiVersion: 1,
  format: 'shopify',
  version: '1.0.0',
  configSchema,
  scopes: ['orders:write'],
  setup,
  inbound: {
    routes: ['/webhooks/shopify', '/webhooks/shopify/:connectorId'].map(webhookRoute),
    identify,
    hintOf: ({ shop_domain }) => shop_domain,
    signature: { required: 'always', header: 'X-Shopify-Hmac-Sha256', verify, scheme },
    misunderstood: 'quarantine',
    // Ten times the limit before a 429: refusals count towards the removal of the webhook.
    rateAllowance: 10,
    refuse,
  },
});

function webhookRoute(path: string): Route<ShopifyConfig> {
  return {
    method: 'POST',
    path,
    summary: 'A Shopify shop reports an order, a refund or a customer.',
    scope: 'orders:write',
    body: 'json',
    numbersAsText: true,
    maximumValues: 100_000, // 500 lines with every price in two currencies
    idempotencyKey: deliveryKey,
    translate,
    reply,
  };
}
