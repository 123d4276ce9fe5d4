/** What the console asks the hub to change of a connector's settings, and where it shows what a mapping is refused for. */
import { describe, expect, it } from 'vitest';
import { mergePatchOf } from '../../console/pages/connectors/config-patch.ts';
import { mappingFrom, rowOfPlace, rowsOf } from '../../console/pages/connectors/mapping/mapping-rows.ts';

describe('a change of settings', () => {
  it.each([
    ['nothing', { a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 }, undefined],
    ['a value', { a: 1, b: 2 }, { a: 1, b: 3 }, { b: 3 }],
    ['a new one', {}, { a: 'x' }, { a: 'x' }],
    ['one that is gone', { a: 1, b: 2 }, { a: 1 }, { b: null }],
    [
      'one within another',
      { auth: { type: 'basic', user: 'u' } },
      { auth: { type: 'bearer' } },
      { auth: { type: 'bearer', user: null } },
    ],
    [
      'a secret that is written beside what is shown',
      { auth: { user: 'u' } },
      { auth: { user: 'u', password: 'p' } },
      { auth: { password: 'p' } },
    ],
    [
      'a secret that is taken away',
      { auth: { user: 'u' } },
      { auth: { user: 'u', password: null } },
      { auth: { password: null } },
    ],
    ['a list, which is replaced whole', { a: [1, 2] }, { a: [1] }, { a: [1] }],
    ['a group that is added empty', {}, { auth: {} }, { auth: {} }],
    ['a group that is gone', { auth: { type: 'basic' } }, {}, { auth: null }],
    ['a group in place of a value', { a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
  ])('of %s says just that', (_what, before, after, patch) => {
    expect(mergePatchOf(before, after)).toEqual(patch);
  });
});

describe('the rows of a mapping', () => {
  const targets = ['order_id', 'items', 'items[].sku', 'shipping_address', 'shipping_address.name', 'total'].map((name) => ({
    name,
    description: undefined,
  }));
  const targetsOf = (mapping: object | undefined) => rowsOf({ mapping }, targets).map(({ target }) => target);

  it('begin with what no order is without, and stand in the order of the targets', () => {
    expect(targetsOf(undefined)).toEqual(['order_id', 'items', 'shipping_address']);
    expect(targetsOf({ total: 't', order_id: 'o' })).toEqual(['order_id', 'items', 'shipping_address', 'total']);
  });

  it('have no empty whole beside parts that are mapped', () => {
    expect(targetsOf({ 'items[].sku': 's', 'shipping_address.name': 'n' })).toEqual([
      'order_id',
      'items[].sku',
      'shipping_address.name',
    ]);
  });

  it('keep a target that the format does not know any more', () => {
    expect(targetsOf({ colour: 'c' })).toContain('colour');
  });

  it('become a mapping without what is empty', () => {
    const rows = [
      { target: 'order_id', expression: 'ref' },
      { target: 'items', expression: '  ' },
    ];
    expect(mappingFrom(rows)).toEqual({ order_id: 'ref' });
  });

  it.each([
    ['order_id', ['order_id', 'items'], 'order_id'],
    ['items[3].sku', ['order_id', 'items'], 'items'],
    ['items[3].sku', ['items[].sku', 'items[].quantity'], 'items[].sku'],
    ['items[].quantity', ['items'], 'items'],
    ['shipping_address.name', ['shipping_address', 'shipping_address.name'], 'shipping_address.name'],
    ['total', ['order_id'], undefined],
    ['order_idea', ['order_id'], undefined],
  ])('show what is wrong with %s of %j at %s', (place, names, row) => {
    expect(
      rowOfPlace(
        place,
        names.map((target) => ({ target, expression: '' })),
      ),
    ).toBe(row);
  });
});
