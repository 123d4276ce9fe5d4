/**
 * What the body of `POST /orders` may look like.
 */
import type { JsonSchema } from '../../core/sdk/index.ts';
import { address, amount, currency, email, externalId, optional, payment, text, time } from './schema.ts';

const line: JsonSchema = {
  type: 'object',
  required: ['description', 'quantity', 'unit_price_cents'],
  properties: {
    external_id: optional(externalId),
    sku: text(255),
    description: { type: 'string', minLength: 1, maxLength: 2000 },
    quantity: { type: 'number', exclusiveMinimum: 0, maximum: 1_000_000 },
    unit_price_cents: { type: 'integer' },
    discount_cents: amount,
    tax_cents: amount,
  },
};

/** JSON Schema of an order. */
export const orderSchema: JsonSchema = {
  type: 'object',
  required: ['external_id', 'lines'],
  properties: {
    external_id: externalId,
    lines: { type: 'array', minItems: 1, items: line },
    order_number: text(255),
    currency,
    placed_at: time,
    shipping_cents: amount,
    tax_cents: amount,
    discount_cents: amount,
    total_cents: amount,
    notes: text(10_000),
    client: optional({
      type: 'object',
      properties: { external_id: optional(externalId), email, name: text(255), phone: text(64) },
    }),
    shipping_address: address,
    billing_address: address,
    payment: optional({ type: 'object', required: ['external_id', 'amount_cents'], properties: { ...payment, currency } }),
    session_id: text(255),
    metadata: { type: ['object', 'null'] },
  },
};
