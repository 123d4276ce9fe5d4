/**
 * What people are told who connect a Shopify shop.
 */
import type { Setup } from '../../core/sdk/index.ts';

/** README.md has the same in full. */
export const setup: Setup = {
  title: 'Shopify',
  description: "A Shopify shop's webhooks bring its orders, refunds and customers.",
  steps: [
    'Subscribe to orders/create, orders/paid, orders/updated, orders/cancelled, orders/fulfilled, refunds/create, customers/create and customers/update, as JSON, at {delivery_url}. Leave out orders/updated and refunds/create least of all.',
    'Where a proxy takes X-Shopify-Shop-Domain away, use {delivery_url_2}.',
    'Send a test notification. It makes the cancelled order shopify-820982911946154508.',
  ],
  firstRequest: `BODY='{"id": 1001, "name": "#1001", "currency": "GBP", "financial_status": "pending", "total_price": "19.99", "line_items": [{"id": 1, "title": "Mug", "quantity": 1, "price": "19.99"}]}'
SIGNATURE=$(printf '%s' "$BODY" | openssl dgst -sha256 -hmac 'paste the app secret here' -binary | base64)
curl -sS '{delivery_url_2}' -H 'Content-Type: application/json' -H 'X-Shopify-Topic: orders/create' \\
  -H "X-Shopify-Hmac-Sha256: $SIGNATURE" -d "$BODY"`,
};
