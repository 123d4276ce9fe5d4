import { describe, expect, it } from 'vitest';
import { currencyExponent } from '../../core/domain/currency.ts';

describe('the number of decimals of a currency', () => {
  it.each([
    ['JPY', 0],
    ['KRW', 0],
    ['CLP', 0],
    ['ISK', 0],
    ['UYI', 0],
    ['USD', 2],
    ['EUR', 2],
    ['GBP', 2],
    ['HUF', 2],
    ['MGA', 2],
    ['XCG', 2],
    ['ZWG', 2],
    ['KWD', 3],
    ['BHD', 3],
    ['IQD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['UYW', 4],
  ])('%s has %i', (code, exponent) => {
    expect(currencyExponent(code)).toBe(exponent);
  });

  it('knows the 165 active codes that have a minor unit, each once', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const codes = letters.flatMap((first) => letters.flatMap((second) => letters.map((third) => first + second + third)));
    expect(codes.filter((code) => currencyExponent(code) !== undefined)).toHaveLength(165);
  });

  it.each(['', 'usd', 'US', 'USDT', 'XXX', 'XTS', 'XAU', 'BGN', 'HRK', 'ZWL', 'constructor', '__proto__'])(
    'knows no currency %j',
    (code) => {
      expect(currencyExponent(code)).toBeUndefined();
    },
  );
});
