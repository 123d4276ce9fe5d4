/**
 * What a mapping puts aside with the order: any object, as plain as everything else.
 */
import { numberText } from '../document/json-document.ts';
import { plainLine, plainLines } from './plain-text.ts';
import { isFields } from '../mapping/plain-value.ts';

const maximumDepth = 8;
const maximumText = 2_000;
const maximumFields = 500;

/** Names by which every object is reached; who reads metadata may not expect them among its fields. */
const prototypeNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** A copy with plain text and names, or why it is refused, as the rest of a sentence. */
export type MetadataReading = { readonly metadata: Readonly<Record<string, unknown>> } | { readonly objection: string };

interface Copying {
  fields: number;
  objection?: string;
}

/** Reads what a mapping gave; numbers that are not whole are their digits. */
export function readMetadata(value: unknown): MetadataReading {
  const left: Copying = { fields: maximumFields };
  const copy = copyOf(isFields(value) ? value : { value }, 0, left);
  if (left.objection !== undefined) return { objection: left.objection };
  return { metadata: copy as Readonly<Record<string, unknown>> }; // of an object comes one
}

function copyOf(value: unknown, depth: number, left: Copying): unknown {
  left.fields -= 1;
  if (left.fields < 0 || depth > maximumDepth) {
    left.fields = -1;
    left.objection ??= `holds more than ${maximumFields} values or is nested more than ${maximumDepth} levels deep`;
    return null;
  }
  if (typeof value === 'string') return plainLines(value, maximumText).toWellFormed();
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : numberText(value);
  if (Array.isArray(value)) return value.map((part) => copyOf(part, depth + 1, left));
  if (!isFields(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value).map(([written, part]) => {
      const name = plainLine(written, 255).toWellFormed();
      if (prototypeNames.has(name)) left.objection ??= `has a field ${name}, which metadata does not have`;
      return [name, copyOf(part, depth + 1, left)];
    }),
  );
}
