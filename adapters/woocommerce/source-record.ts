/**
 * Reading a payload field by field: types, lengths and syntax, with the place of the first thing that is wrong.
 * It never says what a field means, and never repeats a value: a problem names the field only.
 *
 * A reader keeps going after a problem and hands out harmless stand-ins, so that the translators read like the payload.
 * Whoever reads must look at `problem` before using what was read.
 */
import { type Decimal, parseDecimal } from '../../core/sdk/index.ts';

/** Longest texts in characters. WooCommerce has no such limits; beyond these a field is an accident or an attack. */
export const limits = { identifier: 255, addressPart: 1_000, prose: 10_000 } as const;

/** Most entries of any list of an order. */
const maximumEntries = 1_000;

/** MySQL's unsigned 64-bit keys have at most 20 digits. */
const positiveInteger = /^[1-9][0-9]{0,19}$/;

/** One JSON object of a payload whose numbers are their source text. Null, "" and a missing key are the same: absent. */
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
    const value = this.#value(field);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.#unusable(field, 'is not text');
    if (value.length > longest) return this.#unusable(field, `is longer than ${longest} characters`);
    if (value.includes('\0')) return this.#unusable(field, 'contains a NUL character');
    return value.toWellFormed();
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

  /** True only for JSON's `true`. */
  isTrue(field: string): boolean {
    return this.#json[field] === true;
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

  /** The object in a field; an empty one when it is absent. PHP writes an empty object as `[]`. */
  record(field: string): SourceRecord {
    const value = this.#value(field) ?? {};
    const place = `${this.#place}${field}.`;
    if (isJsonObject(value)) return new SourceRecord(value, place, this.#problems);
    if (!Array.isArray(value) || value.length > 0) this.report(field, 'is not an object');
    return new SourceRecord({}, place, this.#problems);
  }

  /** The objects in a list; none when it is absent. Reports other types and lists that are too long to be an order's. */
  records(field: string): readonly SourceRecord[] {
    const value = this.#value(field) ?? [];
    if (!Array.isArray(value)) return this.#unusable(field, 'is not a list') ?? [];
    if (value.length > maximumEntries) return this.#unusable(field, `has more than ${maximumEntries} entries`) ?? [];
    return value.map((entry: unknown, index) => {
      const name = `${field}[${index}]`;
      if (!isJsonObject(entry)) this.report(name, 'is not an object');
      return new SourceRecord(isJsonObject(entry) ? entry : {}, `${this.#place}${name}.`, this.#problems);
    });
  }

  /** What was read, or `standIn` and a report when the field is absent or was unusable. */
  required<Value>(field: string, value: Value | undefined, standIn: Value): Value {
    if (value === undefined) this.report(field, 'is missing');
    return value ?? standIn;
  }

  #value(field: string): unknown {
    const value = Object.hasOwn(this.#json, field) ? this.#json[field] : undefined;
    return value === null || value === '' ? undefined : value;
  }

  #unusable(field: string, why: string): undefined {
    this.report(field, why);
    return undefined;
  }
}

/** True for a JSON object: not null, not a list. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A record's type once its absent values are gone: what may be undefined becomes optional. */
export type Present<Fields extends object> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>;
};

/** The same record without the properties that are undefined. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<Fields>; // fromEntries forgets which names it was given
}
