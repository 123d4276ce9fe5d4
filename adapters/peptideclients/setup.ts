/**
 * What people are told who connect a program that speaks the integration API.
 */
import type { Setup } from '../../core/sdk/index.ts';

/** README.md has the same in full. */
export const setup: Setup = {
  title: 'JSON API',
  description: 'Your own shop, a script, Zapier or Make sends orders, payments and clients as JSON.',
  steps: [
    'In the program that sends, set the address {delivery_url} and the header Authorization: Bearer {key}.',
    'Send your own id of an order as external_id. The same id again is the same order, so repeat whatever was not answered: after a 5xx, after no answer at all, and after a 429 once Retry-After is over.',
    'If the connector requires signatures, send PC-Signature: t=<seconds since 1970>,v1=<64 hex digits> with each POST: HMAC-SHA256 over the seconds, a dot and the body, keyed with {secret} as text.',
  ],
  firstRequest: `curl -sS '{delivery_url}' -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' \\
  -d '{"external_id": "shop-1001", "lines": [{"description": "Mug", "quantity": 1, "unit_price_cents": 1999}]}'`,
};
