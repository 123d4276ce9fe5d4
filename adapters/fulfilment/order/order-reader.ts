/**
 * Reads the values of one mapped order, and keeps the first thing that is wrong with them.
 *
 * A reader keeps going after a fault and hands out harmless stand-ins, so that order.ts reads like the order. Whoever reads must look
 * at `fault` before using what was read.
 */
import {
  currencyExponent,
  type Decimal,
  type Fault,
  fault,
  maximumAmountMinor,
  parseDecimal,
  toMinorUnits,
  toSafeMinor,
} from '../../../core/sdk/index.ts';
import { isPlainLine, plainLine, plainLines } from './plain-text.ts';
import { exactText, isNothing, scalarText } from './scalar.ts';

/** Longest texts in characters. */
const limits = { word: 255, description: 2_000, notes: 10_000 } as const;

const quantityDigits = /^\d{1,12}(?:\.\d{1,20})?$/;

/** Reads the values of one order in one currency. */
export class OrderReader {
  readonly #currency: string;
  #fault: Fault | undefined;
  #rounded = false;

  /** Refuses a currency that is not an active ISO 4217 code. */
  constructor(currency: string) {
    this.#currency = currency;
    if (currencyExponent(currency) === undefined) this.refuse('currency', 'is not an ISO 4217 code');
  }

  /** The first value that cannot be used; undefined so far when there is none. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** True when an amount so far had more decimals than the currency and was rounded half-even. */
  get rounded(): boolean {
    return this.#rounded;
  }

  /** A name or a word: one line of at most 255 characters; the rest is cut off. */
  word(value: unknown, place: string): string | undefined {
    return this.#text(value, place, (text) => plainLine(text, limits.word));
  }

  /** One line of at most 2,000 characters. */
  description(value: unknown, place: string): string | undefined {
    return this.#text(value, place, (text) => plainLine(text, limits.description));
  }

  /** Lines of at most 10,000 characters in all. */
  notes(value: unknown, place: string): string | undefined {
    return this.#text(value, place, (text) => plainLines(text, limits.notes));
  }

  /** Something that others are told apart by: it is taken as it is or not at all. */
  identifier(value: unknown, place: string): string | undefined {
    if (isNothing(value)) return undefined;
    const text = exactText(value);
    if (text !== undefined && text.length <= limits.word && isPlainLine(text) && text.isWellFormed()) return text;
    const rule = `at most ${limits.word} characters without control characters, markup, or white space at the ends`;
    this.refuse(place, text === undefined ? 'must be one text or number' : `must be ${rule}`);
    return undefined;
  }

  /** An amount in major units, exactly as it was said; undefined when nothing was. */
  amount(value: unknown, place: string): Decimal | undefined {
    const amount = this.#decimal(value, place);
    if (amount === undefined) return undefined;
    const minor = toMinorUnits(amount, this.#currency);
    if (minor === undefined) return undefined; // the currency has been refused
    if (amount.coefficient < 0n || minor.amountMinor > BigInt(maximumAmountMinor)) {
      this.refuse(place, `must be between 0 and ${maximumAmountMinor} minor units`, 'amount_out_of_range');
      return undefined;
    }
    return amount;
  }

  /** The same in minor units. */
  cents(value: unknown, place: string): number | undefined {
    const amount = this.amount(value, place);
    return amount === undefined ? undefined : this.minorUnits(amount, place);
  }

  /** A quantity above zero of at most 12 digits before and 20 after the point, in plain digits. */
  quantity(value: unknown, place: string): Decimal {
    const quantity = this.#decimal(value, place);
    if (quantity !== undefined && quantity.coefficient > 0n && quantityDigits.test(plainDigits(quantity))) return quantity;
    this.refuse(place, 'must be a number above 0 of ordinary length');
    return { coefficient: 1n, scale: 0 };
  }

  /** An exact amount in minor units, rounded half-even. Refuses what `sum` refuses. */
  minorUnits(amount: Decimal, place: string): number {
    const minor = toMinorUnits(amount, this.#currency);
    this.#rounded ||= minor?.rounded ?? false;
    return this.sum(minor?.amountMinor ?? 0n, place);
  }

  /** A sum as a number. Refuses what is below zero or beyond 2^53 - 1. */
  sum(minor: bigint, place: string): number {
    const cents = minor < 0n ? undefined : toSafeMinor(minor);
    if (cents === undefined) this.refuse(place, 'comes to an amount that is out of range', 'amount_out_of_range');
    return cents ?? 0;
  }

  /** Notes what is wrong with a target, in words that follow its name; the first word stands. */
  refuse(place: string, message: string, code: 'validation_failed' | 'amount_out_of_range' = 'validation_failed'): void {
    this.#fault ??= fault(code, `${place} ${message}`, { fields: [{ path: place, message }] });
  }

  #text(value: unknown, place: string, strip: (text: string) => string): string | undefined {
    if (isNothing(value)) return undefined;
    const text = scalarText(value);
    if (text === undefined) this.refuse(place, 'must be one text or number');
    return text === undefined ? undefined : strip(text).toWellFormed().replaceAll('\0', '') || undefined;
  }

  #decimal(value: unknown, place: string): Decimal | undefined {
    if (isNothing(value)) return undefined;
    const text = scalarText(value);
    const amount = text === undefined ? undefined : parseDecimal(text);
    if (amount === undefined) this.refuse(place, 'is not a decimal number such as 19.99');
    return amount;
  }
}

/** A positive decimal in plain digits: "2", "0.375", never "2.0" or "2e0". */
export function plainDigits({ coefficient, scale }: Decimal): string {
  const digits = coefficient.toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
