import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonObject } from '../../core/sdk/json-reader.ts';

const read = (text: string, options?: Parameters<typeof readJsonObject>[1]) => readJsonObject(Buffer.from(text), options);
const problem = (text: string): string | undefined => {
  const reading = read(text);
  return 'problem' in reading ? reading.problem : undefined;
};

const notJson = 'the body is not JSON';
const notAnObject = 'the top level is not an object';
const tooDeep = 'the body is nested more than 32 levels deep';
const tooMany = 'the body has more than 10,000 values';
const repeatedKey = 'an object has the same key twice';
const forbiddenKey = 'an object has a key that could reach a prototype';

/** Keys and texts that look like structure, so that a scan which loses its place inside a string is found out. */
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[[\]{}",:\\/ 0-9e.-]{0,12}$/));
const safeKey = text.filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key));
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    text,
    fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(safeKey, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
const jsonObject = fc.dictionary(safeKey, json, { maxKeys: 6, noNullPrototype: true });
/** The same value in one of the ways to write it. */
const written = fc
  .tuple(jsonObject, fc.constantFrom(undefined, 1, '\t', '\r\n'), fc.boolean())
  .map(([value, indent, escaped]) => {
    const plain = JSON.stringify(value, undefined, indent);
    return escaped ? plain.replace(/[^\x20-\x7e\s]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : plain;
  });

describe('a body that is one JSON object', () => {
  it('reads as JSON.parse reads it', () => {
    fc.assert(
      fc.property(written, (body) => {
        expect(read(body)).toEqual({ value: JSON.parse(body) });
      }),
      { numRuns: 500 },
    );
  });

  it('may be empty, may have white space around it, may be a view into a larger buffer', () => {
    expect(read('{}')).toEqual({ value: {} });
    expect(read(' \t\r\n{ "a" : [ ] } \n')).toEqual({ value: { a: [] } });
    const pooled = Buffer.from('xx{"a":1}yy');
    expect(readJsonObject(new Uint8Array(pooled.buffer, pooled.byteOffset + 2, 7))).toEqual({ value: { a: 1 } });
  });

  it('reads what a shop sends: escaped slashes, accents, a surrogate pair, HTML', () => {
    expect(read('{"note":"\\ud83d\\udd14 <b>2\\u00d7<\\/b> \\"quoted\\" Zoë 🔔"}')).toEqual({
      value: { note: '🔔 <b>2×</b> "quoted" Zoë 🔔' },
    });
  });
});

describe('numbers as text', () => {
  const numbersOf = (body: string) => read(body, { numbersAsText: true });

  it('keeps the digits that a float would lose', () => {
    expect(numbersOf('{"price":19.99,"id":298437652918374561,"n":[-0,1E+2,100.0,1e400],"s":"7"}')).toEqual({
      value: { price: '19.99', id: '298437652918374561', n: ['-0', '1E+2', '100.0', '1e400'], s: '7' },
    });
  });

  it('leaves digits inside strings and keys alone', () => {
    expect(numbersOf('{"1":"-2","a\\"3":"\\\\4","x":[ 5 ,6\n]}')).toEqual({ value: { 1: '-2', 'a"3': '\\4', x: ['5', '6'] } });
  });

  it('agrees with the source that JSON.parse reports', () => {
    type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
    // The library types of ES2024 do not know the reviver's third argument.
    const parse = JSON.parse as (source: string, reviver: Reviver) => unknown;
    fc.assert(
      fc.property(written, (body) => {
        const value = parse(body, (_key, parsed, context) => (typeof parsed === 'number' ? context.source : parsed));
        expect(numbersOf(body)).toEqual({ value });
      }),
      { numRuns: 500 },
    );
  });

  it.each(['{"a":01}', '{"a":1.}', '{"a":.5}', '{"a":-}', '{"a":+1}', '{"a":1e}', '{"a":0x1}', '{"a":1 2}', '{1:2}'])(
    'does not make %s valid',
    (body) => {
      expect(numbersOf(body)).toEqual({ problem: notJson });
    },
  );
});

describe('what is not JSON, or not one object', () => {
  it.each([
    '',
    ' ',
    '{',
    '{"a"}',
    '{"a":1,}',
    "{'a':1}",
    '{"a":undefined}',
    '{"a":NaN}',
    '{"a":"\n"}',
    '{"a":"\\x"}',
    '{}{}',
    '{} x',
    'a=1&b=2',
    '"',
    '"\\',
    '{"a":"',
    '{"a":"\\',
  ])('refuses %j', (body) => {
    expect(problem(body)).toBe(notJson);
  });

  it.each(['[]', '[{"a":1}]', '"{\\"a\\":1}"', '1', 'null', 'true'])('refuses %s, whose top level is something else', (body) => {
    expect(problem(body)).toBe(notAnObject);
  });

  it('refuses a byte order mark and bytes that are not UTF-8', () => {
    expect(problem('\ufeff{}')).toBe('the body starts with a byte order mark');
    const invalid = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]];
    for (const bytes of invalid) {
      const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);
      expect(readJsonObject(body)).toEqual({ problem: 'the body is not valid UTF-8' });
    }
    expect(readJsonObject(Buffer.from('{}', 'utf16le'))).toEqual({ problem: notJson });
  });

  it('answers for any bytes without throwing, and accepts nothing that JSON.parse refuses', () => {
    const almost = fc.stringMatching(/^\{[[\]{}",:\\u0-9e. -]{0,30}\}$/);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          almost.map((body) => Buffer.from(body)),
        ),
        (bytes) => {
          const reading = readJsonObject(bytes, { numbersAsText: true });
          if ('value' in reading) expect(() => JSON.parse(Buffer.from(bytes).toString())).not.toThrow();
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the limits', () => {
  const nested = (levels: number, open: string, close: string) => `{"a":${open.repeat(levels - 1)}${close.repeat(levels - 1)}}`;

  it('allow 32 levels and refuse 33, the top object being the first', () => {
    expect(problem(nested(32, '[', ']'))).toBeUndefined();
    expect(problem(nested(33, '[', ']'))).toBe(tooDeep);
    expect(problem('{"a":'.repeat(32) + '1' + '}'.repeat(32))).toBeUndefined();
    expect(problem('{"a":'.repeat(33) + '1' + '}'.repeat(33))).toBe(tooDeep);
  });

  it('count levels, not brackets: siblings and brackets in strings are free', () => {
    expect(problem(`{"a":[${Array(500).fill('[[]]').join(',')}]}`)).toBeUndefined();
    expect(problem(`{"a":"${'['.repeat(500)}\\"${'{'.repeat(500)}"}`)).toBeUndefined();
  });

  it('allow 10,000 values and refuse one more, in arrays, objects and nests of both', () => {
    // The top object and the array are values themselves.
    const array = (elements: number) => `{"a":[${Array(elements).fill(' 1 ').join(',')}]}`;
    const members = (count: number) => `{${Array.from({ length: count }, (_, index) => `"k${index}":"a,b"`).join(',')}}`;
    const nests = (count: number) => `{"a":[${Array(count).fill('[{}]').join(',')}]}`;
    expect([problem(array(9_998)), problem(array(9_999))]).toEqual([undefined, tooMany]);
    expect([problem(members(9_999)), problem(members(10_000))]).toEqual([undefined, tooMany]);
    expect([problem(nests(4_999)), problem(nests(5_000))]).toEqual([undefined, tooMany]);
  });

  it('count every value of any body exactly', () => {
    const countOf = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 + Object.values(value).reduce<number>((sum, child) => sum + countOf(child), 0)
        : 1;
    fc.assert(
      fc.property(written, (body) => {
        // What is left beside the top object and the array itself.
        const room = 10_000 - 2 - countOf(JSON.parse(body));
        const filled = (elements: number) => `{"body":${body},"room":[${Array(elements).fill('0').join(',')}]}`;
        expect(problem(filled(room))).toBeUndefined();
        expect(problem(filled(room + 1))).toBe(tooMany);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['256 KiB of [', '['.repeat(262_144), tooDeep],
    ['256 KiB of balanced brackets', '['.repeat(131_072) + ']'.repeat(131_072), tooDeep],
    ['256 KiB of nested objects', '{"a":'.repeat(52_428), tooDeep],
    ['256 KiB of commas', `{"a":[${','.repeat(262_144)}`, tooMany],
  ])('refuse %s before anything is built, in under 20 ms', (_name, body, expected) => {
    const bytes = Buffer.from(body);
    // The best of five: what the machine does beside the test is not what is measured.
    const times = Array.from({ length: 5 }, () => {
      const startedAt = performance.now();
      expect(readJsonObject(bytes)).toEqual({ problem: expected });
      return performance.now() - startedAt;
    });
    expect(Math.min(...times)).toBeLessThan(20);
  });
});

describe('keys', () => {
  it.each([
    ['side by side', '{"amount_cents":1,"amount_cents":100}'],
    ['with the same value', '{"a":1,"a":1}'],
    ['spelled with an escape', '{"a":1,"\\u0061":2}'],
    ['spelled with another escape', '{"/":1,"\\/":2}'],
    ['that look like array indexes', '{"1":1,"0":2,"1":3}'],
    ['that are empty', '{"":1,"":2}'],
    ['deep inside', '{"a":[{"b":{"c":1,"d":2,"c":3}}]}'],
    ['whose first value is a whole tree', '{"a":{"b":{"c":[1,2]}},"a":0}'],
    ['beyond ASCII', '{"é":1,"\\u00e9":2}'],
  ])('are refused when one comes twice, %s', (_name, body) => {
    expect(problem(body)).toBe(repeatedKey);
    expect(read(body, { numbersAsText: true })).toEqual({ problem: repeatedKey });
  });

  it('may repeat in different objects, and may differ in case or in normal form', () => {
    expect(problem('{"a":{"a":[{"a":1},{"a":1}]}}')).toBeUndefined();
    expect(problem('{"a":1,"A":2,"\\u00e9":1,"e\\u0301":2," a":3}')).toBeUndefined();
  });

  it('are refused in any object at any place as soon as one is repeated', () => {
    fc.assert(
      fc.property(jsonObject, safeKey, json, json, fc.boolean(), (value, key, first, second, deep) => {
        const [k, a, b] = [JSON.stringify(key), JSON.stringify(first), JSON.stringify(second)];
        const inner = `{${k}:${a},${k}:${b}}`;
        const body = deep ? `{"x":[${JSON.stringify(value)},${inner}]}` : inner;
        expect(problem(body)).toBe(repeatedKey);
      }),
    );
  });

  it.each([
    '__proto__',
    'constructor',
    'prototype',
    '\\u005f_proto__',
    'con\\u0073tructor',
    '\\u0070rototype',
    '__proto\\u005F_',
  ])('may not be %s, at any depth', (key) => {
    expect(problem(`{"${key}":1}`)).toBe(forbiddenKey);
    expect(problem(`{"a":[1,{"b":{"${key}":{"polluted":true}}}]}`)).toBe(forbiddenKey);
    expect(problem(`{"a":"${key}"}`)).toBeUndefined();
    expect({}).not.toHaveProperty('polluted');
  });

  it('are not confused by names that every object inherits', () => {
    expect(read('{"toString":1,"hasOwnProperty":2,"__proto":3}')).toEqual({
      value: { toString: 1, hasOwnProperty: 2, __proto: 3 },
    });
  });
});

describe('strings that the database cannot hold', () => {
  it.each([
    ['NUL in a value', '{"a":"x\\u0000y"}', 'a string contains NUL'],
    ['NUL in a key', '{"x\\u0000":1}', 'a string contains NUL'],
    ['NUL in an array', '{"a":[["\\u0000"]]}', 'a string contains NUL'],
    ['a high surrogate alone', '{"a":"\\ud83d"}', 'a string contains half a surrogate pair'],
    ['a low surrogate alone', '{"a":"\\uDD14x"}', 'a string contains half a surrogate pair'],
    ['a pair in the wrong order', '{"a":"\\udd14\\ud83d"}', 'a string contains half a surrogate pair'],
    ['a high surrogate in a key', '{"\\ud83d":1}', 'a string contains half a surrogate pair'],
  ])('are refused: %s', (_name, body, expected) => {
    expect(problem(body)).toBe(expected);
  });

  it('are not those where the backslash itself is escaped', () => {
    expect(read('{"a":"\\\\u0000 \\\\ud83d"}')).toEqual({ value: { a: '\\u0000 \\ud83d' } });
  });

  it('refuses a raw NUL as the control character that it is', () => {
    expect(problem('{"a":"\0"}')).toBe(notJson);
    expect(problem('{"a":1}\0')).toBe(notJson);
  });
});

describe('the reported problem', () => {
  it('never repeats the body', () => {
    const spoilt = ['{"a":"canary', '{"canary":1,"canary":2}', '{"canary":{"__proto__":1}}', '{"a":"canary\\u0000"}', '"canary"'];
    for (const body of spoilt) {
      expect(problem(body)).toBeTypeOf('string');
      expect(problem(body)).not.toContain('canary');
    }
  });
});
