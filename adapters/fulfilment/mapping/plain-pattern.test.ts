/** Which patterns may run on what a stranger sent, and that those that may are done in time. */
import { describe, expect, test } from 'vitest';
import { findPatternObjection, PlainRegExp } from './plain-pattern.ts';

describe('a pattern', () => {
  test.each([
    '[0-9]+',
    '[^+0-9]',
    '\\s+',
    'a|b|',
    '^[A-Z]{2}-\\d{4}$',
    '^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)[0-9A-Z]+$',
    '^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$',
    '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-]\\d{2}:\\d{2})$',
    '^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$',
    '(Mr|Mrs|Ms)\\.? ',
  ])('%s is plain', (source) => {
    expect(findPatternObjection(source, 'u')).toBeUndefined();
  });

  test.each([
    ['alternatives that overlap', `^${'(a|aa)'.repeat(26)}b`],
    ['alternatives of nothing', `${'(|a)'.repeat(38)}b`],
    ['alternatives within alternatives', `${'(a|(a|(a|aa)))'.repeat(12)}b`],
    ['optional parts', `${'a?'.repeat(40)}b`],
    ['small ranges', `^${'a{0,3}'.repeat(30)}b`],
    ['a repetition before much that is counted', 'a*a{900}b'],
    ['a repetition on every line', '^[^b]*(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)b'],
  ])('of too many %s is refused', (_what, source) => {
    expect(findPatternObjection(source, 'm')).toMatch(/^has a pattern with too many alternatives/);
  });

  test('that passes is done in time on the worst of texts', () => {
    const worst = ['a*a{90}b', 'a*(|a)(|a)b', `${'(a|aa)'.repeat(9)}b`, `^${'(|a)'.repeat(9)}a*b`, 'a*$'];
    expect(worst.map((source) => findPatternObjection(source))).toEqual(worst.map(() => undefined));
    const start = performance.now();
    for (const source of worst) new PlainRegExp(source).test('a'.repeat(1_000));
    expect(performance.now() - start).toBeLessThan(4_000);
  });
});
