/**
 * What people are told who connect a merchant's program that manages webhooks.
 */
import type { Setup } from '../../core/sdk/index.ts';

/** README.md has the same in full. */
export const setup: Setup = {
  title: 'Storeep webhooks',
  description: "A merchant's programs manage webhooks of the store, which get its orders and visits over HTTPS or by e-mail.",
  steps: [
    "Give the merchant's program the address {delivery_url} and the header Authorization: Bearer {key}.",
    'The program makes, lists, changes and deletes webhooks there, 20 for a store at most. Their ids have 18 digits and more: keep them as text.',
    'Visits are sent to {delivery_url_2}; an order with the same session_id then shows where it came from.',
    'For webhooks by e-mail the hub needs a mail server (CROSSDOCK_SMTP_URL). An address first gets a link, and nothing else before it was followed.',
  ],
  firstRequest: `curl -sS '{delivery_url}' -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' \\
  -d '{"name": "Order notifications", "type": "api", "event": "order-created", "url_or_email": "example.com/webhooks/orders"}'`,
};
