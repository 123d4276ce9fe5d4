/**
 * The arithmetic of an order: exact decimals until the end, then minor units of the order's currency.
 * It never goes through a float and never repairs a total.
 */
import {
  addDecimals,
  currencyExponent,
  type Decimal,
  multiplyDecimals,
  toMinorUnits,
  toSafeMinor,
} from '../../core/sdk/index.ts';
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

/** True for the same amount, however many decimals it is written with. */
export function isEqual(one: Decimal, other: Decimal): boolean {
  return difference(one, other).coefficient === 0n;
}

/** The same amount in another currency: what it is worth where `from` of its own currency is `to` of the other. */
export interface Rate {
  readonly from: Decimal;
  readonly to: Decimal;
}

/** `amount` at a rate, rounded half-even to the decimals of `currency`. Undefined when the rate is none, or the currency is unknown. */
export function convert(amount: Decimal, { from, to }: Rate, currency: string): Decimal | undefined {
  const scale = currencyExponent(currency);
  if (scale === undefined || from.coefficient <= 0n || to.coefficient <= 0n) return undefined;
  const product = multiplyDecimals(amount, to);
  const dividend = product.coefficient * powerOfTen(from.scale + scale);
  return { coefficient: divideHalfEven(dividend, from.coefficient * powerOfTen(product.scale)), scale };
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
    const cents = toSafeMinor(minor.amountMinor);
    if (cents === undefined) source.report(field, 'is out of range');
    return cents ?? 0;
  }
}

/** The divisor is positive. */
function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const quotient = size / divisor;
  const twiceRemainder = (size % divisor) * 2n;
  const awayFromZero = twiceRemainder > divisor || (twiceRemainder === divisor && quotient % 2n === 1n);
  const rounded = awayFromZero ? quotient + 1n : quotient;
  return dividend < 0n ? -rounded : rounded;
}

function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}
