/** Card numbers in what people read. */
import { describe, expect, test } from 'vitest';
import { maskCardNumbers } from '../../core/domain/card-number.ts';

describe('a card number', () => {
  test.each([
    ['4242424242424242', '[card ending 4242]'],
    ['4242 4242 4242 4242', '[card ending 4242]'],
    ['5555-5555-5555-4444', '[card ending 4444]'],
    ['378282246310005', '[card ending 0005]'],
    ['"notes":"pay with 4000056655665556, thanks"', '"notes":"pay with [card ending 5556], thanks"'],
  ])('in %j keeps its last four digits', (text, masked) => expect(maskCardNumbers(text)).toBe(masked));
});

describe('another number', () => {
  test.each([
    ['whose check digit is wrong', '4242424242424241'],
    ['of a shop, 18 digits long', '820982911946154508'],
    ['with a card inside', '14242424242424242424'],
    ['with decimals', '4242424242424242.55'],
    ['of a phone', '+44 20 7946 0000 1234'],
    ['in an id of the hub', '01a224d6-4242-7424-8242-0004aaaaaaaa'],
    ['that is a time', '2026-03-02T10:00:00 4242'],
  ])('%s stays as it is', (_name, text) => expect(maskCardNumbers(text)).toBe(text));

  test('of 100,000 digits costs no time', () => {
    const started = performance.now();
    maskCardNumbers('4'.repeat(100_000));
    maskCardNumbers('4 '.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
