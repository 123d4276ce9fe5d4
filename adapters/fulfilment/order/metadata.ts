/**
 * What a mapping puts aside with the order: any object, as plain as everything else.
 */
import { numberText } from '../document/json-document.ts';
import { plainLine, plainLines } from './plain-text.ts';
import { isFields } from '../mapping/plain-value.ts';

const maximumDepth = 8;
const maximumText = 2_000;
const maximumFields = 500;

/** A copy with plain text and names; numbers that are not whole are their digits. Undefined when there is too much of it. */
export function readMetadata(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const left = { fields: maximumFields };
  const copy = copyOf(isFields(value) ? value : { value }, 0, left);
  return left.fields < 0 ? undefined : (copy as Readonly<Record<string, unknown>>); // of an object comes one
}

function copyOf(value: unknown, depth: number, left: { fields: number }): unknown {
  left.fields -= 1;
  if (left.fields < 0 || depth > maximumDepth) {
    left.fields = -1;
    return null;
  }
  if (typeof value === 'string') return plainLines(value, maximumText).toWellFormed();
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : numberText(value);
  if (Array.isArray(value)) return value.map((part) => copyOf(part, depth + 1, left));
  if (!isFields(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [plainLine(name, 255).toWellFormed(), copyOf(part, depth + 1, left)]),
  );
}
