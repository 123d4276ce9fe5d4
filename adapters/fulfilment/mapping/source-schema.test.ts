/** Partners' own schemas: what real ones need passes, and neither compiling nor checking one can hold up the hub. */
import { describe, expect, test } from 'vitest';
import { compileSourceSchema } from './source-schema.ts';

type Schema = Readonly<Record<string, unknown>>;

const check = (schema: Schema, document: unknown): string | undefined => {
  const compilation = compileSourceSchema(schema);
  if ('objection' in compilation) throw new Error(compilation.objection);
  return compilation.check(document);
};
const objectionTo = (schema: Schema): string | undefined => {
  const compilation = compileSourceSchema(schema);
  return 'objection' in compilation ? compilation.objection : undefined;
};
const many = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));
const named = (count: number, make: (index: number) => unknown) =>
  Object.fromEntries(many(count, (index) => [`field${index}`, make(index)]));

/** An order with addresses, lines and some 150 properties. */
const order: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://acme.example/order.json',
  type: 'object',
  required: ['id', 'lines', 'ship_to'],
  properties: {
    id: { type: 'string', pattern: '^[A-Z]{2}-[0-9]+$', description: 'Ours' },
    placed: { type: 'string', format: 'date-time' },
    currency: { enum: many(180, (index) => `C${index}`) },
    ship_to: { $ref: '#/$defs/address' },
    bill_to: { anyOf: [{ $ref: '#/$defs/address' }, { type: 'null' }] },
    lines: { type: 'array', minItems: 1, uniqueItems: true, items: { $ref: '#/$defs/line' } },
    ...named(60, () => ({ type: ['string', 'null'], maxLength: 200 })),
  },
  $defs: {
    address: {
      type: 'object',
      required: ['line1', 'country'],
      properties: {
        line1: { type: 'string' },
        country: { enum: many(250, (index) => `X${index}`) },
        email: { type: 'string', format: 'email' },
        ...named(20, () => ({ type: 'string', maxLength: 100 })),
      },
    },
    line: {
      type: 'object',
      required: ['sku', 'quantity'],
      properties: {
        sku: { type: 'string', pattern: '^[A-Z0-9-]+$' },
        quantity: { type: 'number', exclusiveMinimum: 0 },
        ...named(40, () => ({ type: 'string' })),
      },
    },
  },
};
const address = { line1: '1 High Street', country: 'X7', email: 'ann@example.com' };
const document = (lines: readonly unknown[]) => ({
  id: 'AC-1',
  placed: '2026-11-20T12:00:00Z',
  ship_to: address,
  bill_to: null,
  lines,
});

describe('the schema of a real order', () => {
  test('passes, with an order of a thousand lines', () => {
    expect(objectionTo(order)).toBeUndefined();
    const lines = many(1_000, (index) => ({ sku: `W-${index}`, quantity: 1 + index, field1: 'x', field2: 'y', field3: 'z' }));
    expect(check(order, document(lines))).toBeUndefined();
  });

  test('says where a document does not meet it', () => {
    expect(check(order, document([{ sku: 'w', quantity: 1 }]))).toMatch(/^\/lines\/0\/sku must match pattern/);
    expect(check(order, document([{ sku: 'W' }]))).toBe('/lines/0/quantity is required');
    expect(check(order, { ...document([{ sku: 'W', quantity: 1 }]), placed: 'now' })).toMatch(/^\/placed must match format/);
    const twice = [
      { sku: 'W', quantity: 1 },
      { quantity: 1, sku: 'W' },
    ];
    expect(check(order, document(twice))).toBe('/lines must not hold the same value twice');
  });
});

describe('a schema', () => {
  const patterned = { patternProperties: Object.fromEntries(many(18, (index) => [`^a{${index}}$`, { type: 'string' }])) };
  test.each<[string, Schema, RegExp]>([
    [
      'very many schemas',
      { items: { allOf: many(2_900, (index) => ({ not: { const: index } })) } },
      /^has more than 500 schemas/,
    ],
    [
      'many references to much',
      { properties: named(200, () => ({ $ref: '#/$defs/a' })), $defs: { a: patterned } },
      /^has more than 500 schemas/,
    ],
    [
      'references that double',
      {
        $defs: named(40, (index) => ({ allOf: many(2, () => ({ $ref: `#/$defs/field${index + 1}` })) })),
        $ref: '#/$defs/field20',
      },
      /^is nested more than 20 schemas deep$/,
    ],
    [
      'a circle',
      { properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { items: { $ref: '#/$defs/a' } } } },
      /^refers to itself$/,
    ],
    ['depth', many(30, () => 'items').reduce<Schema>((inner, keyword) => ({ [keyword]: inner }), {}), /^is nested more than 20/],
    [
      'schemas under the name of an annotation',
      { properties: { default: { allOf: many(600, () => ({})) } } },
      /^has more than 500/,
    ],
    ['a reference to nowhere', { $ref: '#/$defs/none' }, /^refers to something that is not in it/],
    ['a reference abroad', { $ref: 'https://example.com/a.json' }, /^refers to something that is not in it/],
    ['names of its own', { properties: { a: { $id: 'x', $ref: '#/a' } } }, /^uses \$id/],
    ['very many values', { enum: many(6_000, (index) => index) }, /^lists more than 5,000/],
    ['no meaning', { type: 'nothing' }, /^is not a JSON Schema: \/type must be/],
    ['a pattern without an end', { pattern: '(a+)+$' }, /^has a pattern that repeats a group$/],
  ])('of %s is refused in words of ours', (_what, schema, objection) => {
    const start = performance.now();
    expect(objectionTo(schema)).toMatch(objection);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  test('of as much as there may be is compiled in time', () => {
    const start = performance.now();
    expect(objectionTo({ items: { allOf: many(240, (index) => ({ not: { const: index } })) } })).toBeUndefined();
    expect(objectionTo({ properties: named(24, () => ({ $ref: '#/$defs/a' })), $defs: { a: patterned } })).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('multipleOf', () => {
  test.each([
    [0.01, 19.99],
    [0.01, 70_786_562.91],
    [0.01, 99_999_999.99],
    [0.1, 0.3],
    [0.001, 4.35],
    [1, 9_007_199_254_740_991],
  ])('%d takes %d, whatever a binary fraction makes of it', (multipleOf, value) => {
    expect(check({ multipleOf }, value)).toBeUndefined();
  });

  test('refuses what is none', () => {
    expect(check({ multipleOf: 0.01 }, 19.995)).toBe('/ must be multiple of 0.01');
    expect(check({ multipleOf: 1 }, 1.000_01)).toBe('/ must be multiple of 1');
  });
});

describe('checking a document', () => {
  test.each<[string, Schema, unknown, string | undefined]>([
    ['for the same thing twice', { uniqueItems: true }, many(4_900, (index) => ({ a: index })), undefined],
    [
      'of all there may be against all there may be',
      { items: { allOf: many(490, () => ({ enum: many(10, (index) => `x${index}`) })) } },
      many(9_999, () => 'x9'),
      '/ is too large to be checked against this schema',
    ],
    [
      'with patterns that take their time, over and over',
      { items: { not: { pattern: 'a*a{90}b' } } },
      many(900, () => 'a'.repeat(1_000)),
      '/ holds texts that are too long or too many for patterns and formats',
    ],
    [
      'with a format over a long text',
      { format: 'email' },
      `${'a.'.repeat(100_000)}@`,
      '/ holds texts that are too long or too many for patterns and formats',
    ],
  ])('%s is done in time', (_what, schema, value, problem) => {
    const start = performance.now();
    expect(check(schema, value)).toBe(problem);
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
