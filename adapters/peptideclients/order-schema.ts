/**
 * What the body of `POST /orders` may look like. Unknown fields are ignored, and null is the same as absent.
 * Ranges of amounts are not here: they have a code of their own.
 */
import { externalIdPattern, type JsonSchema } from '../../core/sdk/index.ts';

const text = (maxLength: number): JsonSchema => ({ type: ['string', 'null'], maxLength });
const amount: JsonSchema = { type: ['integer', 'null'] };
const time: JsonSchema = { type: ['string', 'null'], format: 'date-time', pattern: '^(?!0000)' };
/** Only what an address cannot do without: a buyer's unusual mailbox must not cost an order. */
const email: JsonSchema = { type: ['string', 'null'], pattern: '^[^@\\s]+@[^@\\s]+$', maxLength: 254 };

const externalId: JsonSchema = { type: 'string', pattern: externalIdPattern };

const optional = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

const address: JsonSchema = optional({
  type: 'object',
  properties: {
    name: text(255),
    company: text(255),
    line1: text(255),
    line2: text(255),
    city: text(255),
    region: text(255),
    postal_code: text(32),
    country: { type: ['string', 'null'], pattern: '^[A-Za-z]{2}$' },
    phone: text(64),
  },
});

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
    currency: { type: ['string', 'null'], pattern: '^[A-Z]{3}$' },
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
    payment: optional({
      type: 'object',
      required: ['external_id', 'amount_cents'],
      properties: { external_id: externalId, amount_cents: { type: 'integer' }, method: text(255), paid_at: time },
    }),
    session_id: text(255),
    metadata: { type: ['object', 'null'] },
  },
};
