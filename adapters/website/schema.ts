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

/** Of any type, since only text is looked at: what a sender says of it must not cost an order. Text may not be longer than this. */
export const anything = (maxLength: number): JsonSchema => {
  const type = ['string', 'null', 'boolean', 'number', 'object', 'array'];
  return { type, maxLength, items: { type, maxLength } };
};

/** One mailbox and one host, with nothing that a mail program could read as two addresses or as a header. */
const mailbox = '[^\\s@<>,;:"\\p{Cc}]+@[^\\s@<>,;:"\\p{Cc}]+';
const emailSyntax = new RegExp(`^${mailbox}$`, 'u');

/** JSON Schema of an e-mail address that must be one; blanks around it do not count. */
export const requiredEmail: JsonSchema = { type: 'string', maxLength: limits.email, pattern: `^\\s*${mailbox}\\s*$` };

/** True for an e-mail address without blanks around it. It asks only for what an address cannot do without. */
export function isEmail(words: string): boolean {
  return words.length <= limits.email && emailSyntax.test(words);
}
