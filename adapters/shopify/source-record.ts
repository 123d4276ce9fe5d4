/**
 * Reading a payload field by field: types, lengths and syntax, with the place of the first thing that is wrong.
 * It never says what a field means, and never repeats a value: a problem names the field only.
 *
 * A reader keeps going after a problem and hands out harmless stand-ins, so that the translators read like the payload.
 * Whoever reads must look at `problem` before using what was read.
 */
import { type Decimal, parseDecimal } from '../../core/sdk/index.ts';

/** Longest texts in characters; beyond these a field is an accident or an attack. */
export const limits = { identifier: 255, addressPart: 1_000, prose: 10_000 } as const;

/** An order has at most 500 lines in Shopify; anything beyond this is no order's list. */
const maximumEntries = 1_000;

/** Shopify's ids are unsigned 64-bit integers, of at most 20 digits. */
const positiveInteger = /^[1-9][0-9]{0,19}$/;

/** What programs between Shopify and the hub make of null. */
const writtenNulls: ReadonlySet<unknown> = new Set(['NULL', 'null']);

/** One JSON object of a payload whose numbers are their source text. Null, "", "NULL" and a missing key are the same: absent. */
export class SourceRecord {
  readonly #json: Readonly<Record<string, unknown>>;
  readonly #place: string;
  readonly #problems: string[];

  /** `place` is the path of this object in its payload, ending in a dot; empty for the payload itself. */
  constructor(json: Readonly<Record<string, unknown>>, place = '', problems: string[] = []) {
    this.#json = json;
    this.#place = place;
    this.#problems = problems;
  }

  /** The first thing found wrong anywhere in the payload, as a phrase that begins with the field's path; absent so far if nothing. */
  get problem(): string | undefined {
    return this.#problems[0];
  }

  /** Notes that a field cannot be used. */
  report(field: string, why: string): void {
    this.#problems.push(`${this.#place}${field} ${why}`);
  }

  /** Text of at most `longest` characters. Reports other types, longer texts, and NUL, which no database stores. */
  text(field: string, longest: number): string | undefined {
    return this.#checkedText(field, this.#value(field), longest);
  }

  /** Text in which "NULL" is a word: there are people of that name. */
  name(field: string, longest: number): string | undefined {
    const value = this.#own(field);
    return value === null || value === '' ? undefined : this.#checkedText(field, value, longest);
  }

  /** Text where it does not matter: whatever is not a text of ordinary length counts as absent, and nothing is reported. */
  textIfAny(field: string): string | undefined {
    const value = this.#value(field);
    return typeof value === 'string' && value.length <= limits.identifier ? value : undefined;
  }

  /** True when the field is there, be it an empty list. */
  has(field: string): boolean {
    return this.#value(field) !== undefined;
  }

  /** True when the key is there, be it with null. */
  mentions(field: string): boolean {
    return Object.hasOwn(this.#json, field);
  }

  /** True for JSON's `true` and for the word. */
  isTrue(field: string): boolean {
    const value = this.#value(field);
    return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
  }

  /** The digits of a positive integer. Reports anything else that is there. */
  id(field: string): string | undefined {
    const value = this.#value(field);
    if (value === undefined) return undefined;
    return typeof value === 'string' && positiveInteger.test(value) ? value : this.#unusable(field, 'is not a positive integer');
  }

  /** An exact decimal number. Reports anything else that is there. */
  decimal(field: string): Decimal | undefined {
    const value = this.#value(field);
    if (value === undefined) return undefined;
    const decimal = typeof value === 'string' ? parseDecimal(value) : undefined;
    return decimal ?? this.#unusable(field, 'is not a decimal number');
  }

  /** The object in a field; an empty one when it is absent. */
  record(field: string): SourceRecord {
    const value = this.#value(field) ?? {};
    if (!isJsonObject(value)) this.report(field, 'is not an object');
    return new SourceRecord(isJsonObject(value) ? value : {}, `${this.#place}${field}.`, this.#problems);
  }

  /** The objects in a list; none when it is absent. Reports other types and lists that are too long to be an order's. */
  records(field: string): readonly SourceRecord[] {
    return this.#list(field).map((entry, index) => {
      const name = `${field}[${index}]`;
      if (!isJsonObject(entry)) this.report(name, 'is not an object');
      return new SourceRecord(isJsonObject(entry) ? entry : {}, `${this.#place}${name}.`, this.#problems);
    });
  }

  /** The first text of a list where it does not matter: absent for anything else, and nothing is reported. */
  firstTextIfAny(field: string): string | undefined {
    const value = this.#value(field);
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    return typeof first === 'string' && first !== '' && first.length <= limits.identifier && !first.includes('\0')
      ? first.toWellFormed()
      : undefined;
  }

  /** What was read, or `standIn` and a report when the field is absent or was unusable. */
  required<Value>(field: string, value: Value | undefined, standIn: Value): Value {
    if (value === undefined) this.report(field, 'is missing');
    return value ?? standIn;
  }

  #own(field: string): unknown {
    return Object.hasOwn(this.#json, field) ? (this.#json[field] ?? null) : null;
  }

  #value(field: string): unknown {
    const value = this.#own(field);
    return value === null || value === '' || writtenNulls.has(value) ? undefined : value;
  }

  #checkedText(field: string, value: unknown, longest: number): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.#unusable(field, 'is not text');
    if (value.length > longest) return this.#unusable(field, `is longer than ${longest} characters`);
    if (value.includes('\0')) return this.#unusable(field, 'contains a NUL character');
    return value.toWellFormed();
  }

  #list(field: string): readonly unknown[] {
    const value = this.#value(field) ?? [];
    if (!Array.isArray(value)) return this.#unusable(field, 'is not a list') ?? [];
    return value.length > maximumEntries ? (this.#unusable(field, `has more than ${maximumEntries} entries`) ?? []) : value;
  }

  #unusable(field: string, why: string): undefined {
    this.report(field, why);
    return undefined;
  }
}

/** True for a JSON object: not null, not a list. */
function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
