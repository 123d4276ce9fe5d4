/** What cannot be mapped is kept for an operator, and named without being shown. */
import { describe, expect, test } from 'vitest';
import { line, plain } from './fixtures/plain-order.ts';
import { delivery } from './fixtures/samples.ts';
import { translate } from './translate.ts';

type Json = Readonly<Record<string, unknown>>;

const changed = (changes: Json) => translate(delivery({ ...plain, ...changes }, 'order.updated'));

describe('what cannot be mapped is quarantined with the field that is in the way', () => {
  test.each<[string, Json]>([
    ['id is missing', { id: undefined }],
    ['id is not a positive integer', { id: '0' }],
    ['id is not a positive integer', { id: '15.0' }],
    ['id is not a positive integer', { id: '-3' }],
    ['id is not a positive integer', { id: ['15'] }],
    ['status is missing', { status: '' }],
    ['status is not text', { status: {} }],
    ['currency is missing', { currency: null }],
    ['currency is not a known currency', { currency: 'gbp' }],
    ['currency is not a known currency', { currency: 'BTC' }],
    ['total is missing', { total: undefined }],
    ['total is not a decimal number', { total: '12,50' }],
    ['total is not a decimal number', { total: '£5' }],
    ['total is out of range', { total: '90071992547409.92' }],
    ['total is out of range', { total: '1e900' }],
    ['total_tax is not a decimal number', { total_tax: true }],
    ['line_items is missing', { line_items: undefined }],
    ['line_items is not a list', { line_items: { 0: line } }],
    ['line_items[1] is not an object', { line_items: [line, 'x'] }],
    ['line_items has more than 1000 entries', { line_items: Array.from({ length: 1_001 }, () => line) }],
    ['line_items[0].total is missing', { line_items: [{ ...line, total: '' }] }],
    ['line_items[0].quantity is missing', { line_items: [{ ...line, quantity: null }] }],
    ['line_items[0].quantity is not a plain decimal number', { line_items: [{ ...line, quantity: '1e3' }] }],
    ['line_items[0].sku is longer than 255 characters', { line_items: [{ ...line, sku: 'x'.repeat(256) }] }],
    ['line_items[0].name contains a NUL character', { line_items: [{ ...line, name: 'a\0b' }] }],
    ['customer_id is not a positive integer', { customer_id: '-1' }],
    ['billing is not an object', { billing: 'x' }],
    ['billing.email contains a NUL character', { billing: { email: 'a\0@b' } }],
    ['customer_note is longer than 10000 characters', { customer_note: 'x'.repeat(10_001) }],
    ['refunds[0].total is not a decimal number', { refunds: [{ total: 'x' }] }],
  ])('%s', (reason, changes) => {
    expect(changed(changes)).toMatchObject({ kind: 'quarantine', reason });
  });

  test('beside the order that it belongs to, where the id can be read', () => {
    expect(changed({ total: 'x' })).toMatchObject({ kind: 'quarantine', externalId: 'woo-15' });
    expect(changed({ id: 'x' })).not.toHaveProperty('externalId');
  });

  test('but 1,000 lines and half a surrogate pair are not in the way', () => {
    const lines = Array.from({ length: 1_000 }, () => ({ ...line, name: 'a\ud800' }));
    const expected = Array.from({ length: 1_000 }, () => expect.objectContaining({ description: 'a\ufffd' }));
    expect(changed({ line_items: lines })).toMatchObject({ kind: 'command', command: { order: { lines: expected } } });
  });
});
