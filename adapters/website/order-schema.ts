/**
 * What the bodies of the two order routes may look like.
 */
import { externalIdPattern, type JsonSchema } from '../../core/sdk/index.ts';
import { addressSchema, nestedAddressSchema } from './address.ts';
import { anything, decimal, limits, text, time } from './schema.ts';

const maximumLines = 1_000;

const reference: JsonSchema = { type: 'string', pattern: externalIdPattern };

const line: JsonSchema = {
  type: 'object',
  required: ['sku', 'quantity'],
  properties: {
    sku: { type: 'string', minLength: 1, maxLength: limits.word },
    quantity: { type: 'string', maxLength: 64 },
    external_line_ref: text(limits.word),
    line_ref: text(limits.word),
    id: text(limits.word),
    description: text(limits.description),
    title: text(limits.description),
    name: text(limits.description),
    unit_price: decimal,
    price: decimal,
    discount_amount: decimal,
    tax_rate: decimal,
    tax_amount: decimal,
    net_amount: decimal,
    gross_amount: decimal,
  },
};

/** JSON Schema of `orders/created`. */
export const orderSchema: JsonSchema = {
  type: 'object',
  required: ['external_order_ref', 'line_items'],
  properties: {
    external_order_ref: reference,
    line_items: { type: 'array', minItems: 1, maxItems: maximumLines, items: line },
    external_order_number: text(limits.word),
    currency_code: { type: ['string', 'null'], pattern: '^\\s*$|^[A-Za-z]{3}$' },
    order_date: time,
    external_created_at: time,
    external_updated_at: time,
    payment_status: text(limits.word),
    shipping_net_amount: decimal,
    shipping_tax_amount: decimal,
    discount_amount: decimal,
    buyer_name: text(limits.word),
    buyer_email: anything(limits.word),
    buyer_phone: text(limits.word),
    shipping_address: addressSchema,
    billing_address: addressSchema,
    shipping: nestedAddressSchema,
    billing: nestedAddressSchema,
  },
};

/** JSON Schema of `orders/cancelled`; the rest of the body is not looked at. */
export const cancellationSchema: JsonSchema = {
  type: 'object',
  required: ['external_order_ref'],
  properties: { external_order_ref: reference },
};
