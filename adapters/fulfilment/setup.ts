/**
 * What people are told who connect a partner with a format of its own.
 */
import type { Setup } from '../../core/sdk/index.ts';

/** README.md has the same in full. */
export const setup: Setup = {
  title: 'Fulfilment partner',
  description: 'A partner posts orders in its own JSON or XML; the connector says where in them the parts of an order are.',
  steps: [
    'Get a document from the partner, and map its fields: Map the fields, on the connector in the console, shows what becomes of the document before anything is stored.',
    'Give the partner the address {delivery_url} and the header Authorization: Bearer {key}.',
    'If the settings ask for another proof (basic, hmac, jwt), give it the address {delivery_url_2} instead, and for hmac or HS256 the secret {secret}.',
  ],
  firstRequest: `curl -sS '{delivery_url}' -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' -d '{
  "order_id": "FUL-1001", "items": [{"sku": "W-1", "quantity": 2, "unit_price": "19.99"}],
  "shipping_address": {"name": "Ann Example", "line1": "1 High Street", "city": "London", "postal_code": "SW1A 1AA", "country": "GB"}}'`,
};
