/**
 * Reads JSON as a document that a mapping can be evaluated over. A number stays one where that loses nothing, and is its
 * source text where it would: ids of 16 digits and more arrive whole, and 19.99 can still be added up.
 */
import { parseDecimal, readJsonObject } from '../../../core/sdk/index.ts';

/** The document, or why there is none. `plain` has every number as a number, for JSON Schemas. */
export type JsonDocumentReading =
  | { readonly document: Readonly<Record<string, unknown>>; readonly plain: Readonly<Record<string, unknown>> }
  | { readonly problem: string };

/** Every decimal of so many significant digits survives the way through a JavaScript number and back. */
const exactDigits = 15;

/** Reads the bytes within the hub's limits: see readJsonObject. */
export function readJsonDocument(bytes: Uint8Array): JsonDocumentReading {
  const plain = readJsonObject(bytes);
  if ('problem' in plain) return plain;
  const texts = readJsonObject(bytes, { numbersAsText: true });
  if ('problem' in texts) return texts;
  return { document: merge(plain.value, texts.value) as Readonly<Record<string, unknown>>, plain: plain.value }; // of an object comes one
}

/** A number as decimal text: what it was in the source, or the result of arithmetic without the noise of binary fractions. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(exactDigits)));
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
