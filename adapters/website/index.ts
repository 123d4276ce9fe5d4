/**
 * ChannelWeave-style website webhooks: orders and contact messages in, replies to those messages out.
 *
 * A website sends what it knows, in any sequence, and is answered with nothing but a flag. README.md beside this file lists
 * every status and why.
 */
import { bearerClaim, defineAdapter, type Route } from '../../core/sdk/index.ts';
import { configSchema, type WebsiteConfig } from './config.ts';
import { contactSchema, translateContact } from './message.ts';
import { cancellationSchema, orderSchema } from './order-schema.ts';
import { translateCancellation, translateOrder } from './order.ts';
import { outbound } from './relay.ts';
import { refuse, reply } from './replies.ts';
import { setup } from './setup.ts';
import { scheme, signedAt, verify } from './signature.ts';

type WebsiteRoute = Pick<
  Route<WebsiteConfig>,
  'path' | 'summary' | 'scope' | 'bodySchema' | 'example' | 'refusals' | 'translate'
>;

/** What all routes have in common. A thousand full lines are some 20,000 values. */
function webhook(route: WebsiteRoute): Route<WebsiteConfig> {
  return { method: 'POST', body: 'json', numbersAsText: true, maximumValues: 100_000, reply, ...route };
}

export default defineAdapter<WebsiteConfig>({
  apiVersion: 1,
  format: 'website',
  version: '1.0.0',
  configSchema,
  keyPrefix: 'cw_web_',
  scopes: ['orders:write', 'messages:write'],
  setup,
  inbound: {
    identify: bearerClaim,
    signature: { required: 'always', header: 'X-CW-Signature', verify, signedAt, scheme },
    refuse,
    routes: [
      webhook({
        path: '/webhooks/website/orders/created',
        summary: 'Store an order, or bring a known one up to date',
        scope: 'orders:write',
        bodySchema: orderSchema,
        example: { external_order_ref: 'WEB-10001234', line_items: [{ sku: 'ABC-001', quantity: '2' }] },
        refusals: ['unknown_sku', 'amount_out_of_range', 'currency_mismatch'],
        translate: translateOrder,
      }),
      webhook({
        path: '/webhooks/website/orders/cancelled',
        summary: 'Cancel an order, whether or not it has come yet',
        scope: 'orders:write',
        bodySchema: cancellationSchema,
        example: { external_order_ref: 'WEB-10001234' },
        translate: translateCancellation,
      }),
      webhook({
        path: '/webhooks/website/messages/contact',
        summary: 'Keep a message from the contact form',
        scope: 'messages:write',
        bodySchema: contactSchema,
        example: { submission_id: 'sub-5001', name: 'Ann Example', email: 'ann@example.com', message: 'Is it in stock?' },
        translate: translateContact,
      }),
    ],
  },
  outbound,
});
