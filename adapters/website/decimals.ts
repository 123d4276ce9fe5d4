/**
 * Exact decimals beyond what the SDK computes: differences, percentages, quotients, plain text. Never a float.
 */
import { addDecimals, type Decimal, multiplyDecimals } from '../../core/sdk/index.ts';

/** Nothing. */
export const zero: Decimal = { coefficient: 0n, scale: 0 };

/** A hundred percent. */
export const hundred: Decimal = { coefficient: 100n, scale: 0 };

/** Quotients are cut here: an exact tie of any currency has far fewer decimals, so it still rounds half-even. */
const quotientDecimals = 40;

/** Exactly what is left of `whole` without `part`. */
export function difference(whole: Decimal, part: Decimal): Decimal {
  return addDecimals(whole, { coefficient: -part.coefficient, scale: part.scale });
}

/** Exactly so many percent of an amount. */
export function percentOf(amount: Decimal, percent: Decimal): Decimal {
  const { coefficient, scale } = multiplyDecimals(amount, percent);
  return { coefficient, scale: scale + 2 };
}

/** `dividend / divisor`, cut after 40 decimals. The divisor must not be 0. */
export function quotient(dividend: Decimal, divisor: Decimal): Decimal {
  const scaled = dividend.coefficient * 10n ** BigInt(quotientDecimals + divisor.scale);
  return { coefficient: scaled / (divisor.coefficient * 10n ** BigInt(dividend.scale)), scale: quotientDecimals };
}

/** A positive decimal in plain digits: "2", "0.375", never "2.0" or "2e0". */
export function plainText({ coefficient, scale }: Decimal): string {
  const digits = coefficient.toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
