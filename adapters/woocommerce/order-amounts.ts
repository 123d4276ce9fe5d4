/**
 * The arithmetic of an order: exact decimals until the end, then minor units of the order's currency.
 * It never goes through a float and never repairs a total.
 */
import { addDecimals, currencyExponent, type Decimal, toMinorUnits, toSafeMinor } from '../../core/sdk/index.ts';
import type { SourceRecord } from './source-record.ts';

/** Nothing. */
export const zero: Decimal = { coefficient: 0n, scale: 0 };

/** The exact sum; zero of none. */
export function sumOf(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce(addDecimals, zero);
}

/** Exactly what is left of `whole` without `part`. */
export function difference(whole: Decimal, part: Decimal): Decimal {
  return addDecimals(whole, { coefficient: -part.coefficient, scale: part.scale });
}

/** The amount without its sign: refunds are listed as negative amounts. */
export function magnitude(amount: Decimal): Decimal {
  return amount.coefficient < 0n ? { coefficient: -amount.coefficient, scale: amount.scale } : amount;
}

/** Turns the amounts of one order into minor units, and remembers whether any of them did not fit its currency. */
export class OrderAmounts {
  readonly #currency: string;
  #rounded = false;

  /** `currency` is ISO 4217; every amount in another one is 0, so the caller has to report it. */
  constructor(currency: string) {
    this.#currency = currency;
  }

  /** True when an amount so far had more decimals than the currency and was rounded half-even. */
  get rounded(): boolean {
    return this.#rounded;
  }

  /** Minor units of an amount that was read from `field` of `source`, where one beyond 2^53 - 1 is reported. */
  cents(amount: Decimal, source: SourceRecord, field: string): number {
    const minor = toMinorUnits(amount, this.#currency);
    if (minor === undefined) return 0;
    this.#rounded ||= minor.rounded;
    return withinRange(minor.amountMinor, source, field);
  }

  /**
   * Subtotal / quantity, rounded half-even to minor units; 0 for a quantity of 0. It does not count as rounded: the price
   * is worked out here for information, and no total depends on it. WooCommerce's own `price` is a float.
   */
  unitPriceCents(subtotal: Decimal, quantity: Decimal, source: SourceRecord): number {
    const exponent = currencyExponent(this.#currency);
    if (exponent === undefined || quantity.coefficient === 0n) return 0;
    const dividend = subtotal.coefficient * powerOfTen(exponent + quantity.scale);
    const divisor = quantity.coefficient * powerOfTen(subtotal.scale);
    return withinRange(divideHalfEven(dividend, divisor), source, 'quantity');
  }
}

function withinRange(minor: bigint, source: SourceRecord, field: string): number {
  const amount = toSafeMinor(minor);
  if (amount === undefined) source.report(field, 'is out of range');
  return amount ?? 0;
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const size = dividend < 0n ? -dividend : dividend;
  const unit = divisor < 0n ? -divisor : divisor;
  const quotient = size / unit;
  const twiceRemainder = (size % unit) * 2n;
  const awayFromZero = twiceRemainder > unit || (twiceRemainder === unit && quotient % 2n === 1n);
  const rounded = awayFromZero ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}
