/** What refunds come to, inside an order and on their own. */
import { describe, expect, test } from 'vitest';
import { readRefund, readRefunds } from './refund.ts';
import { SourceRecord } from './source-record.ts';

const given = (amount: string, other: object = {}) => ({ kind: 'refund', status: 'success', amount, currency: 'CAD', ...other });
const money = (shop: string, buyer: string) => ({
  shop_money: { amount: shop, currency_code: 'CAD' },
  presentment_money: { amount: buyer, currency_code: 'USD' },
});
const item = { subtotal_set: money('1240.71', '919.80'), total_tax_set: money('125.31', '92.90') };
const adjustment = { kind: 'refund_discrepancy', amount_set: money('-13.66', '-10.00') };

function amountOf(refund: object, rate?: { from: string; to: string }) {
  const source = new SourceRecord({ id: '1', ...refund });
  const decimal = (text: string) => ({ coefficient: BigInt(text), scale: 2 });
  const terms = { currency: 'CAD', ...(rate && { rate: { from: decimal(rate.from), to: decimal(rate.to) } }) };
  const { amountCents } = readRefund(source, terms);
  return source.problem ?? amountCents;
}

describe('a refund', () => {
  test('is what its successful transactions gave back', () => {
    expect(amountOf({ transactions: [given('10.00'), given('2.50')] })).toBe(1250);
    expect(
      amountOf({ transactions: [given('10.00'), given('5', { status: 'pending' }), given('5', { status: 'failure' })] }),
    ).toBe(1000);
    expect(amountOf({ transactions: [given('10.00', { kind: 'void' }), given('10.00', { kind: 'sale' })] })).toBe(0);
  });

  test('of goods without money is 0', () => {
    expect(amountOf({ transactions: [], refund_line_items: [item] })).toBe(0);
    expect(amountOf({})).toBe(0);
  });

  test('may name no currency', () => {
    expect(amountOf({ transactions: [given('10.00', { currency: null })] })).toBe(1000);
  });

  test('in the currency of the buyer is worked out by its own prices', () => {
    const inDollars = (amount: string) => [given(amount, { currency: 'USD' })];
    expect(amountOf({ transactions: inDollars('1012.70'), refund_line_items: [item] })).toBe(136_602);
    expect(amountOf({ transactions: inDollars('10.00'), order_adjustments: [adjustment] })).toBe(1366);
    expect(amountOf({ transactions: inDollars('5.00'), order_adjustments: [adjustment] })).toBe(683);
  });

  test('in the currency of the buyer is else worked out by the prices of its order', () => {
    const transactions = [given('10.00', { currency: 'USD' })];
    expect(amountOf({ transactions }, { from: '4585', to: '6033' })).toBe(1316);
    expect(amountOf({ transactions })).toBe("transactions[0].currency is not the shop's, and no rate is known");
  });

  test('of all that the buyer paid is the total of its order, to the cent', () => {
    const inDollars = (...amounts: string[]) => amounts.map((amount) => given(amount, { currency: 'USD' }));
    const items = [{ subtotal_set: money('45.62', '34.67'), total_tax_set: money('4.56', '3.47') }];
    const order = { from: '4585', to: '6033' };
    expect(amountOf({ transactions: inDollars('45.85'), refund_line_items: items }, order)).toBe(6033);
    expect(amountOf({ transactions: inDollars('40', '5.850'), refund_line_items: items }, order)).toBe(6033);
    expect(amountOf({ transactions: inDollars('45.84'), refund_line_items: items }, order)).toBe(6031);
    expect(amountOf({ transactions: inDollars('45.85'), refund_line_items: items })).toBe(6032);
    expect(amountOf({ transactions: inDollars('50', '-4.15') }, order)).toBe('transactions[1].amount is negative');
    const shopSays = [given('45.85', { currency: 'USD', amount_set: money('60.00', '45.85') })];
    expect(amountOf({ transactions: shopSays }, order)).toBe(6000);
  });

  test('is taken in the currency of the shop where a transaction says both', () => {
    expect(amountOf({ transactions: [given('10.00', { currency: 'USD', amount_set: money('13.70', '10.00') })] })).toBe(1370);
  });

  test.each([
    [{ transactions: [given('ten')] }, 'transactions[0].amount is not a decimal number'],
    [{ transactions: [given('', {})] }, 'transactions[0].amount is missing'],
    [{ transactions: [given('-10.00')] }, 'transactions[0].amount is negative'],
    [{ transactions: [given('1', { amount_set: money('-1.37', '-1') })] }, 'transactions[0].amount_set is negative'],
    [{ transactions: [given('1e40')] }, 'transactions are out of range'],
    [{ id: 'x' }, 'id is not a positive integer'],
  ])('like %j is not understood', (refund, problem) => {
    expect(amountOf(refund)).toBe(problem);
  });
});

describe('the refunds of an order', () => {
  const read = (refunds: unknown) => readRefunds(new SourceRecord({ refunds }), { currency: 'CAD' });

  test('are listed and summed', () => {
    expect(
      read([
        { id: '1', transactions: [given('10.00')] },
        { id: '9007199254740993', transactions: [given('1.00')] },
      ]),
    ).toEqual({
      refunds: [
        { externalId: 'shopify-refund-1', amountCents: 1000 },
        { externalId: 'shopify-refund-9007199254740993', amountCents: 100 },
      ],
      refundedCents: 1100,
    });
    expect(read(null)).toEqual({ refunds: [], refundedCents: 0 });
  });

  test('count once each, and also without an id', () => {
    const refund = { id: '1', transactions: [given('10.00')] };
    expect(read([refund, refund, { transactions: [given('1.00')] }])).toEqual({
      refunds: [{ externalId: 'shopify-refund-1', amountCents: 1000 }],
      refundedCents: 1100,
    });
  });
});
