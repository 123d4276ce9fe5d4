/**
 * Reads JSON as a document that a mapping can be evaluated over. A number stays one where that loses nothing, and is its
 * source text where it would: ids of 16 digits and more arrive whole, and 19.99 can still be added up.
 */
import { parseDecimal, readJsonObject } from '../../../core/sdk/index.ts';

/** What some programs write before UTF-8. */
const byteOrderMark = Buffer.from('\ufeff');

/** The document, or why there is none. `plain` has every number as a number, for JSON Schemas. */
export type JsonDocumentReading =
  | { readonly document: Readonly<Record<string, unknown>>; readonly plain: Readonly<Record<string, unknown>> }
  | { readonly problem: string };

/** Every decimal of so many significant digits survives the way through a JavaScript number and back. */
const exactDigits = 15;

/** Reads the bytes within the hub's limits: see readJsonObject. A byte order mark is nothing. */
export function readJsonDocument(body: Uint8Array): JsonDocumentReading {
  const hasMark = byteOrderMark.equals(body.subarray(0, byteOrderMark.length));
  const bytes = hasMark ? body.subarray(byteOrderMark.length) : body;
  const plain = readJsonObject(bytes);
  if ('problem' in plain) return plain;
  const texts = readJsonObject(bytes, { numbersAsText: true });
  if ('problem' in texts) return texts;
  return { document: merge(plain.value, texts.value) as Readonly<Record<string, unknown>>, plain: plain.value }; // of an object comes one
}

/** A number as decimal text: what it was in the source, or the result of arithmetic without the noise of binary fractions. */
export function numberText(value: number): string {
  return withoutExponent(String(Number(value.toPrecision(exactDigits))));
}

/** "1e+21" is an id or an amount like any other: its digits. */
function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const places = Number(exponent);
  const digits = `${whole}${fraction}`;
  return places > 0 ? `${sign}${digits.padEnd(places + 1, '0')}` : `${sign}0.${'0'.repeat(-places - 1)}${digits}`;
}

/** Walks the same document twice over, once with numbers and once with their texts. */
function merge(plain: unknown, texts: unknown): unknown {
  if (typeof plain === 'number') return isExact(plain, String(texts)) ? plain : texts;
  if (Array.isArray(plain)) {
    const textList: readonly unknown[] = Array.isArray(texts) ? texts : [];
    return plain.map((value, index) => merge(value, textList[index]));
  }
  if (typeof plain !== 'object' || plain === null) return plain;
  const textFields = new Map(Object.entries(texts as object)); // the same bytes gave an object here too
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, merge(value, textFields.get(name))]));
}

function isExact(value: number, text: string): boolean {
  const written = parseDecimal(text);
  const kept = parseDecimal(numberText(value));
  if (written === undefined || kept === undefined) return false;
  const scale = Math.max(written.scale, kept.scale);
  return written.coefficient * 10n ** BigInt(scale - written.scale) === kept.coefficient * 10n ** BigInt(scale - kept.scale);
}
