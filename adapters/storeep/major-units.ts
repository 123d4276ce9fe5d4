/**
 * Amounts as a reader writes them: minor units to decimal text, without a float on the way.
 */
import { currencyExponent } from '../../core/sdk/index.ts';

/** 1999 in GBP is "19.99", in JPY "1999", in KWD "1.999". Undefined when the currency is not an active ISO 4217 code. */
export function majorUnits(amountMinor: bigint, currency: string): string | undefined {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) return undefined;
  const sign = amountMinor < 0n ? '-' : '';
  const digits = String(amountMinor)
    .replace('-', '')
    .padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return exponent === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-exponent)}`;
}
