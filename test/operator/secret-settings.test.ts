import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../core/operator/inbound/secret-settings.ts';

const secret = { type: 'string', format: 'secret' };
const text = { type: 'string' };

describe('settings without their secrets', () => {
  it.each<[string, object, unknown, unknown]>([
    ['plain ones stay as they are', { properties: { a: text } }, { a: 'x', b: [1, null] }, { a: 'x', b: [1, null] }],
    ['a secret one is absent', { properties: { a: text, b: secret } }, { a: 'x', b: 'y' }, { a: 'x' }],
    [
      'at any depth',
      { properties: { a: { properties: { b: { properties: { c: secret } } } } } },
      { a: { b: { c: 1, d: 2 } } },
      { a: { b: { d: 2 } } },
    ],
    ['an object that is one is absent whole', { properties: { a: { type: 'object', format: 'secret' } } }, { a: { b: 1 } }, {}],
    [
      'in lists',
      { properties: { a: { items: { properties: { b: secret } } } } },
      { a: [{ b: 1, c: 2 }, {}] },
      { a: [{ c: 2 }, {}] },
    ],
    ['as items of lists', { properties: { a: { items: secret } } }, { a: ['x', 'y'] }, { a: [] }],
    ['at one place of a list', { properties: { a: { prefixItems: [text, secret] } } }, { a: ['x', 'y'] }, { a: ['x'] }],
    ['under any name', { additionalProperties: secret, properties: { a: text } }, { a: 'x', b: 'y' }, { a: 'x' }],
    ['under names of a pattern', { patternProperties: { _key$: secret } }, { api_key: 'x', keys: 'y' }, { keys: 'y' }],
    ['in any branch', { oneOf: [{ properties: { a: text } }, { properties: { a: secret } }] }, { a: 'x', b: 1 }, { b: 1 }],
    ['in a condition', { if: { required: ['b'] }, else: { properties: { a: secret } } }, { a: 'x' }, {}],
    ['by reference', { $defs: { s: secret }, properties: { a: { $ref: '#/$defs/s' } } }, { a: 'x', b: 1 }, { b: 1 }],
    [
      'by a reference that cannot be followed',
      { properties: { a: { $ref: 'https://example.com/s' }, b: { $ref: '#/$defs/no' } } },
      { a: 'x', b: 'y', c: 1 },
      { c: 1 },
    ],
    [
      'in a schema that contains itself',
      { properties: { a: { $ref: '#' }, b: secret } },
      { a: { a: { b: 1, c: 2 } } },
      { a: { a: { c: 2 } } },
    ],
    [
      'where the value is of another kind than the schema says',
      { properties: { a: { properties: { b: secret } } } },
      { a: 'b' },
      { a: 'b' },
    ],
  ])('%s', (_case, schema, value, shown) => {
    expect(withoutSecrets(value, schema as Record<string, unknown>)).toEqual(shown);
  });
});
