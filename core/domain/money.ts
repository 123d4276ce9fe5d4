/**
 * Exact decimal arithmetic: from the decimal text of a payload to integers in minor units.
 * It never goes through a float (19.99 * 100 is 1998.9999999999998) and never judges whether an amount is allowed.
 */
import { currencyExponent } from './currency.ts';

/** An exact decimal number: coefficient / 10^scale, with scale >= 0. Equal numbers may have different scales. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

/** An amount in minor units of its currency. */
export interface MinorAmount {
  readonly amountMinor: bigint;
  /** True when the exact value had more decimals than the currency and was rounded half-even. */
  readonly rounded: boolean;
}

/** The largest amount that a payload may carry, in minor units. The smallest is 0 where the protocol knows no negative amounts. */
export const maximumAmountMinor = 9_999_999_999;

/** Long enough for any real amount; short enough that a hostile one costs nothing. */
const maximumTextLength = 64;

/** At most three digits of exponent: 1e999 is a harmless integer of 1,000 digits, 1e999999999 would exhaust the memory. */
const decimalSyntax = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal number exactly: JSON's number syntax, leading zeros tolerated.
 * Undefined for anything else: spaces, a plus sign, "1,5", ".5", "5.", more than 64 characters, an exponent beyond 999.
 */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > maximumTextLength) return undefined;
  const match = decimalSyntax.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const coefficient = BigInt(sign + whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { coefficient, scale } : { coefficient: coefficient * powerOfTen(-scale), scale: 0 };
}

/** The exact sum. */
export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  const atScale = (value: Decimal): bigint => value.coefficient * powerOfTen(scale - value.scale);
  return { coefficient: atScale(left) + atScale(right), scale };
}

/** The exact product. */
export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  return { coefficient: left.coefficient * right.coefficient, scale: left.scale + right.scale };
}

/** A value in major units as minor units of `currency`. Undefined when the currency is not an active ISO 4217 code. */
export function toMinorUnits(value: Decimal, currency: string): MinorAmount | undefined {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) return undefined;
  return roundToInteger({ coefficient: value.coefficient * powerOfTen(exponent), scale: value.scale });
}

/**
 * Decimal text in major units as minor units of `currency`: "19.99" USD is 1999, "1480.80" JPY is 1481 and rounded.
 * Undefined when the text is not a decimal number (see parseDecimal) or the currency is not an active ISO 4217 code.
 */
export function minorUnits(decimal: string, currency: string): MinorAmount | undefined {
  const value = parseDecimal(decimal);
  return value === undefined ? undefined : toMinorUnits(value, currency);
}

/**
 * Quantity (decimal text, such as "0.375") times a unit price in minor units, rounded half-even once at the end.
 * Undefined when the quantity is not a decimal number.
 */
export function lineTotalMinor(quantity: string, unitPriceMinor: bigint): MinorAmount | undefined {
  const value = parseDecimal(quantity);
  return value === undefined ? undefined : roundToInteger(multiplyDecimals(value, { coefficient: unitPriceMinor, scale: 0 }));
}

/** The same amount as a number. Undefined above 2^53 - 1 in magnitude, where a number would no longer be exact. */
export function toSafeMinor(value: bigint): number | undefined {
  const amount = Number(value);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

function roundToInteger(value: Decimal): MinorAmount {
  const divisor = powerOfTen(value.scale);
  const negative = value.coefficient < 0n;
  const magnitude = negative ? -value.coefficient : value.coefficient;
  const quotient = magnitude / divisor;
  const remainder = magnitude % divisor;
  const half = remainder * 2n;
  const awayFromZero = half > divisor || (half === divisor && quotient % 2n === 1n);
  const rounded = awayFromZero ? quotient + 1n : quotient;
  return { amountMinor: negative ? -rounded : rounded, rounded: remainder !== 0n };
}

function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}
