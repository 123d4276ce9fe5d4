/** Documents and mappings: numbers that stay exact, columns, parts, what goes without saying, and what expressions cannot do. */
import { describe, expect, test } from 'vitest';
import type { FulfilmentConfig } from '../config.ts';
import { compileExpression } from './expression.ts';
import { delivery } from '../fixtures/samples.ts';
import adapter from '../index.ts';
import { readJsonDocument } from '../document/json-document.ts';

const [route] = adapter.inbound?.routes ?? [];

const minimal = '"items":[{"sku":"W-1","quantity":1}],"shipping_address":{"city":"Bath"}';

/** The order or the refusal's sentence. */
async function outcomeOf(body: string, mapping: FulfilmentConfig['mapping'] = {}): Promise<unknown> {
  const translation = await route?.translate(delivery(body, { mapping }));
  if (translation?.kind !== 'command' || translation.command.name !== 'order.create') return translation;
  return translation.command.order;
}

describe('a number', () => {
  test('stays one where it loses nothing, and is its digits where it would', () => {
    const text = '{"a":19.99,"b":1e2,"c":9007199254740993,"d":0.1234567890123456,"e":100000000000000,"f":[1.10,{"g":-0}]}';
    expect(readJsonDocument(Buffer.from(text))).toMatchObject({
      document: { a: 19.99, b: 100, c: '9007199254740993', d: '0.1234567890123456', e: 100_000_000_000_000, f: [1.1, { g: -0 }] },
      plain: { c: 9_007_199_254_740_992 },
    });
  });

  test.each([
    ['19.99', 1999],
    ['0.1', 10],
    ['1e2', 10_000],
    ['"19.990"', 1999],
    ['99999999.99', 9_999_999_999],
    ['1.005', 100],
    ['1.015', 102],
  ])('%s in major units is %i in minor ones', async (amount, shippingCents) => {
    expect(await outcomeOf(`{"order_id":"A",${minimal},"shipping":${amount}}`)).toMatchObject({ shippingCents });
  });

  test('that comes of arithmetic is read without noise', async () => {
    const body = `{"order_id":"A",${minimal},"a":[0.1,0.2,19.99]}`;
    expect(await outcomeOf(body, { shipping: '$sum(a)', tax: 'a[2] * 100' })).toMatchObject({
      shippingCents: 2029,
      taxCents: 199_900,
      rounded: false,
    });
  });

  test.each([
    [10_000, '"unit_price":"0.0149"', { unitPriceCents: 1, totalCents: 14_900 }],
    [1_000, '"unit_price":0.005', { unitPriceCents: 0, totalCents: 500 }],
    [1_000, '"unit_price":0.0125', { unitPriceCents: 1, totalCents: 1_250 }],
    [3, '"unit_price":0.005', { unitPriceCents: 0, totalCents: 2 }],
    [5, '"unit_price":0.005', { unitPriceCents: 0, totalCents: 2 }],
    [1, '"unit_price":1,"discount":0.004,"tax":0.014', { discountCents: 0, taxCents: 1, totalCents: 101 }],
  ])('of %i pieces is multiplied before it is rounded: %s', async (quantity, price, line) => {
    const order = await outcomeOf(
      `{"order_id":"A","items":[{"sku":"W-1","quantity":${quantity},${price}}],"shipping_address":{"city":"Bath"}}`,
    );
    expect(order).toMatchObject({ lines: [line], totalCents: line.totalCents, totalsMismatchCents: 0, rounded: true });
  });

  test('beyond all digits is an id all the same', async () => {
    expect(await outcomeOf(`{"order_id":123456789012345678901234567890,${minimal}}`)).toMatchObject({
      externalId: '123456789012345678901234567890',
    });
  });
});

describe('a mapping', () => {
  const document = JSON.stringify({
    id: 7,
    lines: [
      { no: 'W-1', n: 1, text: 'one' },
      { no: 'W-2', n: 2 },
    ],
    order_id: 'own',
    notes: 'own',
    to: { city: 'Bath', zip: 'BA1' },
  });
  const columns = { 'items[].sku': 'lines.no', 'items[].quantity': 'lines.n', shipping_address: 'to' };

  test('takes columns of equal length, and a single one as a list of one', async () => {
    expect(await outcomeOf(document, columns)).toMatchObject({ lines: [{ sku: 'W-1' }, { sku: 'W-2', quantity: '2' }] });
    const single = { ...columns, 'items[].sku': 'lines[0].no', 'items[].quantity': '3' };
    expect(await outcomeOf(document, single)).toMatchObject({ lines: [{ sku: 'W-1', quantity: '3' }] });
  });

  test('refuses columns of different lengths, and says which', async () => {
    expect(await outcomeOf(document, { ...columns, 'items[].description': 'lines.text' })).toMatchObject({
      code: 'validation_failed',
      detail:
        'items[].description gives 1 values where items[].sku gives 2: map items to a list of objects where a line may lack a value',
    });
  });

  test('leaves what it does not name to the fields of those names, and leaves out what it maps to null', async () => {
    expect(await outcomeOf(document, columns)).toMatchObject({ externalId: 'own', notes: 'own' });
    expect(await outcomeOf(document, { ...columns, notes: 'null' })).not.toHaveProperty('notes');
  });

  test('may name parts beside the whole, and the part counts', async () => {
    const mapping = { ...columns, 'shipping_address.city': '$uppercase(to.city)' };
    expect(await outcomeOf(document, mapping)).toMatchObject({ shippingAddress: { city: 'BATH', postalCode: 'BA1' } });
  });

  test('that fails on a document says where, and repeats nothing of it', async () => {
    const refusal = await outcomeOf(document, { ...columns, notes: '$number(order_id)' });
    expect(refusal).toMatchObject({ code: 'validation_failed' });
    expect(JSON.stringify(refusal)).toMatch(/the mapping of notes is wrong at character 8: Unable to cast value to a number: /);
    expect(JSON.stringify(refusal)).not.toContain('own');
  });

  test('gives nothing for a function', async () => {
    expect(await outcomeOf(document, { ...columns, notes: '$string', order_number: 'function($x) { $x }' })).not.toHaveProperty(
      'notes',
    );
  });

  test('gives the same for the same document, many times at once', async () => {
    const mapping = { ...columns, notes: '$string($sort(lines.no, function($a, $b) { $a < $b }))' };
    const orders = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(document, mapping)));
    expect(new Set(orders.map((order) => JSON.stringify(order))).size).toBe(1);
  });
});

describe('the budget', () => {
  test("is each order's own: many at once take no more of it than one", async () => {
    const lines = Array.from({ length: 200 }, (_, index) => ({ no: `W-${index}`, n: 2, p: 19.99 }));
    const body = JSON.stringify({ order_id: 'A', lines, to: { city: 'Bath' } });
    const items = "lines.{'sku': no, 'quantity': n, 'unit_price': p}";
    const mapping = { items, shipping_address: 'to', total: '$sum(lines.(n * p))' };
    const orders = await Promise.all(Array.from({ length: 60 }, () => outcomeOf(body, mapping)));
    expect(orders.map((order) => (order as { totalCents?: number }).totalCents)).toEqual(orders.map(() => 799_600));
  });

  test('is spent by the one that has no end, and not by those beside it', async () => {
    const endless = { notes: '($f := function($x) { $f($x) }; $f(1))' };
    const body = `{"order_id":"A",${minimal}}`;
    const [spent, ...others] = await Promise.all(
      [endless, ...Array.from({ length: 20 }, () => ({ notes: '"ok"' }))].map((mapping) => outcomeOf(body, mapping)),
    );
    expect(spent).toMatchObject({ detail: expect.stringMatching(/^the mapping of notes takes too /) as unknown });
    expect(others.every((order) => (order as { notes?: string }).notes === 'ok')).toBe(true);
  });
});

test.each(['$sort([1..10000].$string($))', '$distinct([1..501])'])('%s is more than may be done in one go', async (notes) => {
  expect(await outcomeOf(`{"order_id":"A",${minimal}}`, { notes })).toMatchObject({
    detail: expect.stringMatching(/gives \$(?:sort|distinct) more than it takes here$/) as unknown,
  });
});

describe('an expression', () => {
  test.each([
    ['$eval("1")', 'uses $eval, which mappings do not have'],
    ['a ~> $eval', 'uses $eval'],
    ['($e := $eval; $e("1"))', 'uses $eval'],
    ['$map(a, $now)', 'uses $now'],
    ['$random()', 'uses $random'],
    ['`__proto__`.x', 'names __proto__'],
    ['$lookup(a, "constructor")', 'names constructor'],
    ['{"prototype": 1}', 'names prototype'],
    ['a[/(x+)+/]', 'has a pattern that repeats a group'],
    ['a.', 'is wrong at character 2'],
    ['a'.repeat(4_001), 'is longer than 4000 characters'],
  ])('%s is refused', (source, objection) => {
    const compilation = compileExpression(source);
    expect('objection' in compilation && compilation.objection).toContain(objection);
  });

  test('cannot reach what every object has, by whatever name it makes up', async () => {
    const body = `{"order_id":"A",${minimal},"k":"__pro"}`;
    for (const notes of [
      '$lookup($, "con" & "structor")',
      '$lookup($, k & "to__").x',
      '($x := {k & "to__": {"y": 1}}; $x.y)',
      '$merge([{k & "to__": {"polluted": 1}}]).z',
    ]) {
      expect(await outcomeOf(body, { notes })).not.toHaveProperty('notes');
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('what is optional', () => {
  test.each<[string, string]>([
    ['"2026-11-20 10:00"', '2026-11-20T10:00:00.000Z'],
    ['"2026-11-20"', '2026-11-20T00:00:00.000Z'],
    ['"2026-11-20T10:00:00+0100"', '2026-11-20T09:00:00.000Z'],
    ['"2026-11-20 10:00:00 +01"', '2026-11-20T09:00:00.000Z'],
    ['1795000000', '2026-11-18T11:06:40.000Z'],
  ])('placed_at %s is %s', async (placedAt, expected) => {
    expect(await outcomeOf(`{"order_id":"A",${minimal},"placed_at":${placedAt}}`)).toMatchObject({ placedAt: expected });
  });

  test.each(['"20.11.2026"', '"2026-02-30"', '["x"]'])('placed_at %s costs no order', async (placedAt) => {
    const order = await outcomeOf(`{"order_id":"A",${minimal},"placed_at":${placedAt}}`);
    expect(order).toMatchObject({ externalId: 'A' });
    expect(order).not.toHaveProperty('placedAt');
    if (placedAt !== '["x"]') expect(order).toMatchObject({ metadata: { source_placed_at: JSON.parse(placedAt) as unknown } });
  });
});

test('a byte order mark before JSON is nothing', async () => {
  expect(await outcomeOf(`\ufeff{"order_id":"A",${minimal}}`)).toMatchObject({ externalId: 'A' });
});

test('a list of one address is that address', async () => {
  const body = '{"order_id":"A","items":[{"sku":"W-1","quantity":1}],"shipping_address":[{"city":"Bath"}]}';
  expect(await outcomeOf(body)).toMatchObject({ shippingAddress: { city: 'Bath' } });
});

test('a number with an exponent is an id by its digits', async () => {
  expect(await outcomeOf(`{"order_id":1e21,${minimal}}`)).toMatchObject({ externalId: '1000000000000000000000' });
});

test.each(['" A"', '"A\\u0000"', '"A\\u0007"', '"A<b>"'])(
  'an id that is %s in the end is refused, not mended',
  async (expression) => {
    expect(await outcomeOf(`{"a":1,${minimal}}`, { order_id: expression })).toMatchObject({
      detail: 'order_id must be at most 255 characters without control characters, markup, or white space at the ends',
    });
  },
);

test.each(['__proto__', 'constructor', 'prototype'])(
  'metadata with a field that is called %s in the end is refused',
  async (name) => {
    const body = `{"order_id":"A",${minimal},"attributes":[{"n":"${name}","v":1}]}`;
    expect(await outcomeOf(body, { metadata: '{"all": attributes{n: v}}' })).toMatchObject({
      detail: `metadata has a field ${name}, which metadata does not have`,
    });
  },
);
