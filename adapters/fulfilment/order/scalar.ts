/**
 * Single values of a mapped order as text. Numbers are their decimal digits, and an XML element with attributes is its own text.
 */
import { numberText } from '../document/json-document.ts';
import { isFields } from '../mapping/plain-value.ts';

/** The value's text without white space at its ends; undefined for nothing, for blank text, and for what is no single value. */
export function scalarText(value: unknown): string | undefined {
  return exactText(value)?.trim();
}

/** The same with the white space at its ends. */
export function exactText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.trim() === '' ? undefined : value;
    case 'number':
      return Number.isFinite(value) ? numberText(value) : undefined;
    case 'boolean':
      return String(value);
    default:
      return isFields(value) && typeof value['#text'] === 'string' ? exactText(value['#text']) : undefined;
  }
}

/** True for what a mapping gives where there is nothing: no value, null, blank text, an empty list or object. */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A record without its absent values: what may be undefined becomes optional. */
export type Given<Fields extends object> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>;
};

/** The same record without the properties that are undefined. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<Fields>; // fromEntries forgets which names it was given
}
