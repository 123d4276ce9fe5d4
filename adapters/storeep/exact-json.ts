/**
 * JSON whose numbers keep every digit: an id above 2^53 is written from its digits and read back as them.
 */

/** A number as its source text; `JSON.stringify` writes it unchanged. */
export interface ExactNumber {
  readonly rawJSON: string;
}

interface ExactJson {
  rawJSON(text: string): ExactNumber;
  isRawJSON(value: unknown): value is ExactNumber;
  parse(text: string, reviver: (key: string, value: unknown, context: { readonly source: string }) => unknown): unknown;
}

// TypeScript's library does not know these parts of JSON yet; Node has had them since 21.
const exactJson = JSON as unknown as ExactJson;

/** The number that these digits write. Throws when the text is no JSON number. */
export function exactNumber(digits: string): ExactNumber {
  return exactJson.rawJSON(digits);
}

/** Reads JSON with every number as its source text. Throws when the text is no JSON. */
export function parseExactly(text: string): unknown {
  return exactJson.parse(text, (_key, value, { source }) => (typeof value === 'number' ? exactJson.rawJSON(source) : value));
}

/** The value as an integer; undefined when it is no number, or one with a fraction or an exponent. */
export function integerOf(value: unknown): bigint | undefined {
  return exactJson.isRawJSON(value) && /^-?\d+$/.test(value.rawJSON) ? BigInt(value.rawJSON) : undefined;
}
