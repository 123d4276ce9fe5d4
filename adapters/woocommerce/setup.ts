/**
 * What people are told who connect a WooCommerce shop.
 */
import type { Setup } from '../../core/sdk/index.ts';

/** README.md has the same in full. */
export const setup: Setup = {
  title: 'WooCommerce',
  description: "A WooCommerce shop's webhooks bring its orders and customers.",
  steps: [
    "Give the store in Crossdock the shop's website address and time zone: the shop is recognised by its address.",
    'In WooCommerce > Settings > Advanced > Webhooks, add a webhook for each of the topics Order created, Order updated, Order deleted and Order restored; for customers also Customer created and Customer updated.',
    'Give each of them Status: Active, Delivery URL: {delivery_url}, Secret: {secret}, API Version: WP REST API Integration v3. Where several shops share one address, use {delivery_url_2}.',
    'Save. WooCommerce sends a ping at once; an error shown then means that the shop does not reach the hub. WordPress sends to public addresses only, on port 80, 443 or 8080.',
    'The user whose webhooks they are has to be allowed to read orders, or every delivery holds an error in place of the order.',
  ],
  firstRequest: `BODY='{"id": 1001, "status": "processing", "currency": "GBP", "total": "19.99", "line_items": [{"id": 1, "name": "Mug", "quantity": 1, "subtotal": "19.99", "total": "19.99"}]}'
SIGNATURE=$(printf '%s' "$BODY" | openssl dgst -sha256 -hmac '{secret}' -binary | base64)
curl -sS '{delivery_url_2}' -H 'Content-Type: application/json' -H 'X-WC-Webhook-Topic: order.created' \\
  -H "X-WC-Webhook-Signature: $SIGNATURE" -d "$BODY"`,
};
