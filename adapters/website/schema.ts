/**
 * The pieces that the request schemas are made of. Numbers arrive as their source text, so every scalar is text here.
 * Unknown fields are ignored, and null is the same as absent.
 */
import type { JsonSchema } from '../../core/sdk/index.ts';

/** Longest texts in characters. */
export const limits = { word: 255, url: 2_048, description: 2_000, message: 20_000, email: 254 } as const;

/** Optional text of at most so many characters. */
export const text = (maxLength: number): JsonSchema => ({ type: ['string', 'null'], maxLength });

/** An optional decimal number. Its syntax and range are judged where it is read. */
export const decimal: JsonSchema = text(64);

/** An optional time. Whether it is one is judged where it is read. */
export const time: JsonSchema = text(64);

/** One mailbox and one host, with nothing that a mail program could read as two addresses or as a header. */
export const emailPattern = '^[^\\s@<>,;:"\\p{Cc}]+@[^\\s@<>,;:"\\p{Cc}]+$';

/** Only what an address cannot do without: a buyer's unusual mailbox must not cost an order. Empty text is no address. */
export const optionalEmail: JsonSchema = { ...text(limits.email), pattern: `^$|${emailPattern}` };
