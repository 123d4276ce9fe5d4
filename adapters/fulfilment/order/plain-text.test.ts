/** What is left of free text. */
import { describe, expect, test } from 'vitest';
import { findPatternObjection, PlainRegExp } from '../mapping/plain-pattern.ts';
import { isPlainLine, plainLine, plainLines } from './plain-text.ts';

describe('free text', () => {
  test.each([
    ['Ann Example', 'Ann Example'],
    ['  Ann \t\r\n Example ', 'Ann   Example'],
    ['5 < 6 > 4 & more', '5 < 6 > 4 & more'],
    ['I <3 you', 'I <3 you'],
    ['<b>bold</b> & <i>italic</i>', 'bold & italic'],
    ['<script>alert(1)</script>', 'alert(1)'],
    ['<!-- note -->text<?php x ?>', 'text'],
    ['<!-- 5 > 4, <b>bold</b> -->text', 'text'],
    ['<![CDATA[5 > 4]]>text', 'text'],
    ['<!DOCTYPE html><br/>text<br />', 'text'],
    ['<scr<b></b>ipt>', 'script>'],
    ['<\u0007script>x', 'x'],
    ['<<b>script>x', 'script>x'],
    ['<<<b>/b>', '/b>'],
    ['an open <tag', 'an open tag'],
    ['a<b & c, leave at door 5', 'ab & c, leave at door 5'],
    ['a<b & c, <i>leave</i> at door 5', 'ab & c, leave at door 5'],
    ['<img src=x onerror=alert(1) ', 'img src=x onerror=alert(1)'],
    ['<!-- open > text', '!-- open > text'],
    ['Ann <ann@example.com>, Bob', 'Ann <ann@example.com>, Bob'],
    ['<a@b onclick=alert(1)>', 'a@b onclick=alert(1)>'],
    ['a <see: below> b', 'a see: below> b'],
    ['<https://example.com/a?b>', 'https://example.com/a?b>'],
    ['<ac:Note ac:n="1">a</ac:Note>', 'a'],
    ['Flat <A> 3', 'Flat  3'],
    ['bell\u0007, null\u0000, \u009bcontrol', 'bell, null, control'],
    ['\u202eright to left', '\u202eright to left'],
  ])('%j becomes %j', (text, plain) => {
    expect(plainLine(text, 255)).toBe(plain);
    expect(isPlainLine(plain)).toBe(true);
  });

  test('keeps its lines where it has some', () => {
    expect(plainLines('one\r\ntwo\rthree\n\tfour\u000b', 255)).toBe('one\ntwo\nthree\n\tfour');
  });

  test('is cut between characters', () => {
    expect(plainLine('ab\u{1f600}', 3)).toBe('ab');
    expect(plainLine('ab\u{1f600}', 4)).toBe('ab\u{1f600}');
  });

  test('is read in no more time than its length needs', { timeout: 5_000 }, () => {
    for (const text of [
      '<'.repeat(1_000_000),
      '<a'.repeat(500_000),
      '<<a>'.repeat(250_000),
      '<!--'.repeat(250_000),
      `<a${'@'.repeat(1_000_000)}`,
    ])
      expect(plainLine(text, 255).length).toBeLessThan(256);
  });
});

describe('a pattern', () => {
  test.each([
    '[^0-9]',
    '\\s+',
    '^[A-Z]{2}-\\d{4}$',
    'a|b',
    '(\\d+)-x',
    'a+?',
    '[(]+',
    '[a)]*x',
    '\\)+',
    'colou?r',
    '(?<year>\\d{4})',
  ])('%s is plain', (source) => {
    expect(findPatternObjection(source)).toBeUndefined();
  });

  test.each([
    '(a+)+',
    '(a|a)*',
    'a*b*c',
    '(.)\\1',
    '(?=a)',
    '(?<!a)',
    'a{1,50}b{1,50}',
    '(a{2,3}){2}',
    'a?'.repeat(20),
    'x{1001}',
    'a'.repeat(201),
  ])('%s is not', (source) => {
    expect(findPatternObjection(source)).toMatch(/^has a pattern /);
    expect(() => new PlainRegExp(source)).toThrow(SyntaxError);
  });

  test('that is plain is done with any text that it takes', { timeout: 1_000 }, () => {
    for (const source of ['a+b', 'a*$', '.*x', '[^b]+b', 'aa?aa?aa?aa?b'])
      expect(new PlainRegExp(source).test('a'.repeat(1_000))).toBe(source === 'a*$');
    expect(() => new PlainRegExp('a').test('a'.repeat(1_001))).toThrow(
      'applies a pattern to a text of more than 1,000 characters',
    );
  });
});
