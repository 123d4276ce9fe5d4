/**
 * The pieces that request schemas are made of. Unknown fields are ignored, and null is the same as absent. Ranges of
 * amounts are not here: they have a code of their own.
 */
import { externalIdPattern, type JsonSchema } from '../../core/sdk/index.ts';

/** Optional text of at most so many characters. */
export const text = (maxLength: number): JsonSchema => ({ type: ['string', 'null'], maxLength });

/** An optional amount in minor units: a JSON number with an integer value. */
export const amount: JsonSchema = { type: ['integer', 'null'] };

/** An optional RFC 3339 time. */
export const time: JsonSchema = { type: ['string', 'null'], format: 'date-time', pattern: '^(?!0000)' };

/** An optional ISO 4217 code. */
export const currency: JsonSchema = { type: ['string', 'null'], pattern: '^[A-Z]{3}$' };

/** Only what an address cannot do without: a buyer's unusual mailbox must not cost an order. */
export const email: JsonSchema = { type: ['string', 'null'], pattern: '^[^@\\s]+@[^@\\s]+$', maxLength: 254 };

/** The caller's own id of something. */
export const externalId: JsonSchema = { type: 'string', pattern: externalIdPattern };

/** The same schema, or null. */
export const optional = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

/** An optional postal address. */
export const address: JsonSchema = optional({
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

/** What a payment says wherever it stands. */
export const payment = { external_id: externalId, amount_cents: { type: 'integer' }, method: text(255), paid_at: time } as const;
