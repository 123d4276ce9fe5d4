import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  lineTotalMinor,
  maximumAmountMinor,
  minorUnits,
  multiplyDecimals,
  parseDecimal,
  toMinorUnits,
  toSafeMinor,
  type Decimal,
} from '../../core/domain/money.ts';

/** A decimal text and its digits apart, so that the model below never has to parse. */
const decimalParts = fc.record({
  negative: fc.boolean(),
  whole: fc.stringMatching(/^[0-9]{1,12}$/),
  fraction: fc.stringMatching(/^[0-9]{0,8}$/),
});
const textOf = (parts: { negative: boolean; whole: string; fraction: string }): string =>
  (parts.negative ? '-' : '') + parts.whole + (parts.fraction === '' ? '' : `.${parts.fraction}`);

const currencies = [
  ['JPY', 0],
  ['USD', 2],
  ['KWD', 3],
  ['CLF', 4],
] as const;

const decimalOf = (text: string): Decimal => {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`not a decimal: ${text}`);
  return value;
};

describe('decimal text as minor units', () => {
  it.each([
    ['19.99', 'USD', 1999n, false],
    ['-0.50', 'USD', -50n, false],
    ['1e2', 'USD', 10_000n, false],
    ['100.0', 'USD', 10_000n, false],
    ['1.5E-1', 'USD', 15n, false],
    ['1E+2', 'JPY', 100n, false],
    ['-0', 'USD', 0n, false],
    ['007', 'USD', 700n, false],
    ['1480.80', 'JPY', 1481n, true],
    ['1480.00', 'JPY', 1480n, false],
    ['14.82', 'KWD', 14_820n, false],
    ['1.23456', 'CLF', 12_346n, true],
    ['7.194', 'GBP', 719n, true],
    ['0.1e-998', 'USD', 0n, true],
  ])('%s %s is %s', (decimal, currency, amountMinor, rounded) => {
    expect(minorUnits(decimal, currency)).toEqual({ amountMinor, rounded });
  });

  it.each([
    ['0.005', 0n],
    ['0.015', 2n],
    ['0.025', 2n],
    ['0.0250000001', 3n],
    ['-0.005', 0n],
    ['-0.015', -2n],
    ['-0.025', -2n],
    ['2.675', 268n],
  ])('rounds halves to the even neighbour: %s USD is %s', (decimal, amountMinor) => {
    expect(minorUnits(decimal, 'USD')).toEqual({ amountMinor, rounded: true });
  });

  it.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '1\n',
    '+1',
    '.5',
    '5.',
    '1,5',
    '1_000',
    '0x10',
    'NaN',
    'Infinity',
    '--1',
    '1e',
    '1e1.5',
    '١',
    '1.2.3',
    '19.99 USD',
    'null',
  ])('refuses %j', (decimal) => {
    expect(minorUnits(decimal, 'USD')).toBeUndefined();
  });

  it('refuses a currency that is not active', () => {
    expect(minorUnits('1.00', 'XXX')).toBeUndefined();
    expect(minorUnits('1.00', 'usd')).toBeUndefined();
  });

  it('refuses text that would cost more than an amount is worth', () => {
    expect(minorUnits('1e999999999', 'USD')).toBeUndefined();
    expect(minorUnits('1e-999999999', 'USD')).toBeUndefined();
    expect(minorUnits('9'.repeat(64), 'USD')?.amountMinor).toBe(BigInt(`${'9'.repeat(64)}00`));
    expect(minorUnits('9'.repeat(65), 'USD')).toBeUndefined();
    expect(minorUnits('1'.repeat(1_000_000), 'USD')).toBeUndefined();
  });

  it('gives back every whole number of minor units, in every number of decimals', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.constantFrom(...currencies),
        (amountMinor, [currency, exponent]) => {
          const digits = String(amountMinor < 0n ? -amountMinor : amountMinor).padStart(exponent + 1, '0');
          const point = digits.length - exponent;
          const text = `${amountMinor < 0n ? '-' : ''}${digits.slice(0, point)}${exponent === 0 ? '' : `.${digits.slice(point)}`}`;
          expect(minorUnits(text, currency)).toEqual({ amountMinor, rounded: false });
        },
      ),
    );
  });

  it('is never further than half a minor unit away, is even when exactly half, and says when it rounded', () => {
    fc.assert(
      fc.property(decimalParts, fc.constantFrom(...currencies), (parts, [currency, exponent]) => {
        const result = minorUnits(textOf(parts), currency);
        // Everything in units of 10^-12, in which both sides are whole.
        const exact = BigInt(parts.whole + parts.fraction.padEnd(12, '0')) * (parts.negative ? -1n : 1n);
        const minorUnit = 10n ** BigInt(12 - exponent);
        const amountMinor = result?.amountMinor ?? 0n;
        const error = exact - amountMinor * minorUnit;
        const twice = 2n * (error < 0n ? -error : error);
        expect(twice <= minorUnit).toBe(true);
        if (twice === minorUnit) expect(amountMinor % 2n).toBe(0n);
        expect(result?.rounded).toBe(error !== 0n);
      }),
    );
  });

  it('does not change when the same number is written with an exponent', () => {
    fc.assert(
      fc.property(decimalParts, fc.integer({ min: 0, max: 20 }), (parts, shift) => {
        const shifted = `${parts.negative ? '-' : ''}${parts.whole}${parts.fraction}${'0'.repeat(shift)}e-${parts.fraction.length + shift}`;
        expect(minorUnits(shifted, 'USD')).toEqual(minorUnits(textOf(parts), 'USD'));
      }),
    );
  });

  it('answers or refuses any text at all without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.eE ]{0,70}$/)), (text) => {
        const result = minorUnits(text, 'USD');
        // Whatever is accepted is a number to JavaScript too, except for its leading zeros.
        if (result !== undefined) expect(Number.isNaN(Number(text))).toBe(false);
      }),
    );
  });
});

describe('a line total', () => {
  it.each([
    ['2', 1999n, 3998n, false],
    ['0', 1999n, 0n, false],
    ['0.375', 800n, 300n, false],
    ['0.375', 999n, 375n, true],
    ['0.5', 1n, 0n, true],
    ['1.5', 1n, 2n, true],
    ['3', -150n, -450n, false],
    ['1e3', 5n, 5000n, false],
  ])('%s pieces at %s are %s', (quantity, unitPrice, amountMinor, rounded) => {
    expect(lineTotalMinor(quantity, unitPrice)).toEqual({ amountMinor, rounded });
  });

  it('needs a quantity that is a number', () => {
    expect(lineTotalMinor('two', 100n)).toBeUndefined();
    expect(lineTotalMinor('', 100n)).toBeUndefined();
  });
});

describe('exact decimals', () => {
  const decimal = decimalParts.map((parts) => decimalOf(textOf(parts)));
  const equal = (left: Decimal, right: Decimal): boolean =>
    left.coefficient * 10n ** BigInt(right.scale) === right.coefficient * 10n ** BigInt(left.scale);

  it('add and multiply without a float', () => {
    expect(equal(addDecimals(decimalOf('0.1'), decimalOf('0.2')), decimalOf('0.3'))).toBe(true);
    expect(equal(multiplyDecimals(decimalOf('19.99'), decimalOf('1e2')), decimalOf('1999'))).toBe(true);
  });

  it('obey the laws of arithmetic', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(equal(addDecimals(a, b), addDecimals(b, a))).toBe(true);
        expect(equal(multiplyDecimals(a, b), multiplyDecimals(b, a))).toBe(true);
        expect(equal(multiplyDecimals(a, addDecimals(b, c)), addDecimals(multiplyDecimals(a, b), multiplyDecimals(a, c)))).toBe(
          true,
        );
      }),
    );
  });

  it('round once, at the end: three lines of 0.333 at 0.05 are 0.04995', () => {
    const line = multiplyDecimals(decimalOf('0.333'), decimalOf('0.05'));
    const total = addDecimals(addDecimals(line, line), line);
    expect(toMinorUnits(total, 'USD')).toEqual({ amountMinor: 5n, rounded: true });
    expect(toMinorUnits(total, 'nothing')).toBeUndefined();
  });
});

describe('an amount as a number', () => {
  it('is exact up to 2^53 - 1 in either direction, and absent beyond', () => {
    expect(toSafeMinor(2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER);
    expect(toSafeMinor(-(2n ** 53n) + 1n)).toBe(Number.MIN_SAFE_INTEGER);
    expect(toSafeMinor(2n ** 53n)).toBeUndefined();
    expect(toSafeMinor(2n ** 53n + 1n)).toBeUndefined();
    expect(toSafeMinor(-(2n ** 53n))).toBeUndefined();
    expect(toSafeMinor(10n ** 400n)).toBeUndefined();
    expect(toSafeMinor(BigInt(maximumAmountMinor))).toBe(9_999_999_999);
  });
});
