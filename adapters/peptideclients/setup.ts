/**
 * What people are told who connect a program that speaks the integration API.
 */
import type { Setup } from '../../core/sdk/index.ts';

/** README.md has the same in full. */
export const setup: Setup = {
  title: 'JSON API',
  description: 'Your own shop or a script sends orders, payments and clients as JSON.',
  steps: [
    'In the program that sends, set the address {delivery_url} and the header Authorization: Bearer {key}.',
    'Send your own id of an order as external_id. The same id again is the same order, so repeat whatever was not answered: after a 5xx, after no answer at all, and after a 429 once Retry-After is over.',
    'If the connector requires signatures, send PC-Signature: t=<seconds since 1970>,v1=<64 hex digits> with each POST: HMAC-SHA256 over the seconds, a dot and the body, keyed with {secret} as text.',
  ],
  firstRequest: `curl -sS '{delivery_url}' -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' \\
  -d '{"external_id": "shop-1001", "lines": [{"description": "Mug", "quantity": 1, "unit_price_cents": 1999}]}'`,
  others: {
    flows: {
      title: 'Zapier or Make',
      description: 'A flow without code sends orders: from a form, a sheet, or a shop without an adapter of its own.',
      steps: [
        'In Zapier, add the action Custom Request of Webhooks by Zapier; in Make, the module Make a request of the HTTP app.',
        'Set Method: POST, URL: {delivery_url}, the header Authorization: Bearer {key} and the header Content-Type: application/json.',
        'As its body (in Zapier Data, in Make a Raw body of type JSON) take the order of the first request below, with the fields of earlier steps in place of the values. Amounts are whole numbers of minor units: 1999 for 19.99.',
        'Let external_id be the same whenever the same order is sent: its number, never the time or the id of the run. Then the tool may repeat what failed as often as it likes.',
        'In Make, switch Evaluate all states as errors on, or a refusal looks like success.',
      ],
      firstRequest: `curl -sS '{delivery_url}' -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' \\
  -d '{"external_id": "form-17", "lines": [{"description": "Mug", "quantity": 1, "unit_price_cents": 1999}]}'`,
    },
  },
};
