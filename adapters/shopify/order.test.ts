/** How an order is read: the rules, one by one, on a small order that is changed for each. */
import { describe, expect, test } from 'vitest';
import type { OrderRecord } from '../../core/sdk/index.ts';
import { line, plain } from './fixtures/plain-order.ts';
import { readOrder } from './order.ts';
import { SourceRecord } from './source-record.ts';

type Change = Readonly<Record<string, unknown>>;

function reading(change: Change = {}) {
  const source = new SourceRecord({ ...plain, ...change });
  const result = readOrder(source);
  if (source.problem !== undefined) throw new Error(source.problem);
  return result;
}
const order = (change: Change = {}): OrderRecord => reading(change).order;
const problem = (change: Change): string | undefined => {
  const source = new SourceRecord({ ...plain, ...change });
  readOrder(source);
  return source.problem;
};

describe('an order', () => {
  test('is read whole', () => {
    expect(reading()).toEqual({
      order: {
        externalId: 'shopify-450789469',
        orderNumber: '#1001',
        currency: 'EUR',
        status: 'open',
        paymentStatus: 'paid',
        fulfilmentStatus: 'unfulfilled',
        sourceStatus: 'paid',
        placedAt: '2026-11-20T12:09:04.000Z',
        lines: [
          {
            externalRef: '466157049',
            sku: 'TEA',
            description: 'Tea - Green',
            quantity: '2',
            unitPriceCents: 1000,
            discountCents: 200,
            taxCents: 360,
            totalCents: 1800,
          },
        ],
        shippingCents: 500,
        feesCents: 0,
        taxCents: 460,
        discountCents: 200,
        totalCents: 2760,
        totalsMismatchCents: 0,
        refunds: [],
        refundedCents: 0,
        rounded: false,
        client: { externalId: 'shopify-customer-207119551', email: 'zo@example.com', name: 'Zo Ray' },
        payment: { externalId: 'shopify-450789469-payment', amountCents: 2760 },
        metadata: {},
      },
      revision: { modifiedAt: '2026-11-20T12:09:06.000Z', rank: 50 },
    });
  });

  test('keeps a total that differs from its parts, and by how much', () => {
    expect(order({ total_price: '20.00' })).toMatchObject({ totalCents: 2000, totalsMismatchCents: -760 });
  });

  test.each(['id', 'currency', 'financial_status', 'total_price', 'line_items'])('without %s is not understood', (field) => {
    expect(problem({ [field]: null })).toBe(`${field} is missing`);
    expect(problem({ [field]: 'NULL' })).toBe(`${field} is missing`);
  });

  test.each<[Change, string]>([
    [{ currency: 'ABC' }, 'currency is not a known currency'],
    [{ financial_status: 'tbd' }, 'financial_status is not a known status'],
    [{ cancelled_at: 'yesterday' }, 'cancelled_at is not a time'],
    [{ line_items: [{ ...line, price: 'ten' }] }, 'line_items[0].price is not a decimal number'],
    [{ line_items: [{ ...line, quantity: '1e3' }] }, 'line_items[0].quantity is not a plain decimal number'],
    [{ name: 'a\0b' }, 'name contains a NUL character'],
    [{ total_price: '1e40' }, 'total_price is out of range'],
  ])('with %j is not understood', (change, expected) => {
    expect(problem(change)).toBe(expected);
  });

  test('takes the shop side of the sets where the plain amounts are missing', () => {
    const total_price_set = {
      shop_money: { amount: '27.60', currency_code: 'EUR' },
      presentment_money: { amount: '30.00', currency_code: 'USD' },
    };
    expect(order({ total_price: null, currency: null, total_price_set })).toMatchObject({ totalCents: 2760, currency: 'EUR' });
  });

  test('has amounts in the decimals of its currency', () => {
    const item = { id: '1', title: 'Tea', price: '1480', quantity: '1' };
    const yen = { total_price: '1480.00', total_tax: '0', total_discounts: '0', line_items: [item], shipping_lines: [] };
    expect(order({ currency: 'JPY', ...yen })).toMatchObject({ totalCents: 1480, rounded: false });
    expect(order({ currency: 'JPY', ...yen, total_price: '1480.5' })).toMatchObject({ totalCents: 1480, rounded: true });
  });
});

describe('prices that include tax', () => {
  test('give totals net of tax, and add up', () => {
    const included = order({
      taxes_included: true,
      total_price: '23.00',
      total_tax: '4.60',
      line_items: [{ ...line, tax_lines: [{ price: '3.00' }] }],
      shipping_lines: [{ price: '5.00', tax_lines: [{ price: '1.60' }] }],
    });
    expect(included).toMatchObject({
      lines: [{ unitPriceCents: 1000, discountCents: 200, taxCents: 300, totalCents: 1500 }],
      shippingCents: 340,
      taxCents: 460,
      totalsMismatchCents: 0,
      metadata: { taxes_included: true },
    });
  });

  test('add up where the tax is only known for the whole order', () => {
    const whole = { taxes_included: true, total_price: '23.00', line_items: [{ ...line, tax_lines: [] }] };
    expect(order({ ...whole, shipping_lines: [{ price: '5.00' }] }).totalsMismatchCents).toBe(0);
  });
});

describe('what a line costs less', () => {
  const lineWith = (change: Change) => order({ line_items: [{ ...line, ...change }] }).lines[0];

  test('is what is allocated to it, or else its total discount', () => {
    const twice = [{ amount: '1.00' }, { amount: '0.50' }];
    expect(lineWith({ discount_allocations: twice, total_discount: '1.00' })).toMatchObject({
      discountCents: 150,
      totalCents: 1850,
    });
    expect(lineWith({ discount_allocations: [], total_discount: '1.00' })).toMatchObject({
      discountCents: 100,
      totalCents: 1900,
    });
    expect(lineWith({ discount_allocations: undefined, total_discount: undefined })).toMatchObject({ discountCents: 0 });
  });

  test('may only be known for the whole of an old order', () => {
    const old = { line_items: [{ ...line, discount_allocations: undefined }] };
    expect(order(old)).toMatchObject({ discountCents: 200, totalsMismatchCents: 0 });
  });

  test('may be shipping too', () => {
    const allocated = { price: '5.00', discount_allocations: [{ amount: '4.00' }] };
    expect(order({ shipping_lines: [allocated] }).shippingCents).toBe(100);
    expect(order({ shipping_lines: [{ price: '5.00', discounted_price: '3.00' }] }).shippingCents).toBe(300);
  });
});

describe('what is charged beside the lines', () => {
  test('is tips, duties and additional fees', () => {
    const duties = { original_total_duties_set: { shop_money: { amount: '3.00', currency_code: 'EUR' } } };
    const fees = { original_total_additional_fees_set: { shop_money: { amount: '0.40', currency_code: 'EUR' } } };
    const tipped = order({ total_price: '36.00', total_tip_received: '5.00', ...duties, ...fees });
    expect(tipped).toMatchObject({ feesCents: 840, totalsMismatchCents: 0 });
    expect(order({ duties_included: true, ...duties }).feesCents).toBe(0);
  });

  test('is not counted twice where a tip is a line', () => {
    const tip = { id: '9', title: 'Tip', quantity: '1', price: '5.00', tip_payment_gateway: null };
    const tipped = order({ total_price: '32.60', total_tip_received: '5.00', line_items: [line, tip] });
    expect(tipped).toMatchObject({ feesCents: 0, totalsMismatchCents: 0 });
  });
});

describe('the status', () => {
  test.each([
    ['pending', 'unpaid', false],
    ['expired', 'unpaid', false],
    ['authorized', 'authorized', false],
    ['partially_paid', 'partially_paid', false],
    ['paid', 'paid', true],
    ['partially_refunded', 'partially_refunded', true],
    ['refunded', 'refunded', true],
    ['voided', 'void', false],
  ])('%s is %s, with a payment: %s', (financial_status, paymentStatus, isPaid) => {
    const read = order({ financial_status });
    expect([read.paymentStatus, read.payment !== undefined, read.sourceStatus]).toEqual([
      paymentStatus,
      isPaid,
      financial_status,
    ]);
  });

  const then = '2026-11-21T00:00:00Z';
  test.each([
    [{}, 'open', 'unfulfilled', 'paid'],
    [{ fulfillment_status: 'partial' }, 'open', 'unfulfilled', 'paid/partial'],
    [{ fulfillment_status: 'fulfilled' }, 'fulfilled', 'shipped', 'paid/fulfilled'],
    [{ fulfillment_status: 'fulfilled', closed_at: then }, 'fulfilled', 'shipped', 'paid/fulfilled'],
    [{ closed_at: then }, 'closed', 'unfulfilled', 'paid'],
    [{ cancelled_at: then, closed_at: then }, 'cancelled', 'cancelled', 'paid'],
    [{ cancelled_at: then, fulfillment_status: 'restocked' }, 'cancelled', 'cancelled', 'paid/restocked'],
    [{ cancelled_at: then, fulfillment_status: 'fulfilled' }, 'cancelled', 'shipped', 'paid/fulfilled'],
    [{ cancelled_at: 'NULL', closed_at: 'null', fulfillment_status: 'NULL' }, 'open', 'unfulfilled', 'paid'],
  ])('of %j is %s and %s', (change, status, fulfilmentStatus, sourceStatus) => {
    expect(order(change)).toMatchObject({ status, fulfilmentStatus, sourceStatus });
  });

  test('is further along the more was paid, sent and closed, and furthest once it is cancelled', () => {
    const ranks = [
      { financial_status: 'pending' },
      { financial_status: 'authorized' },
      {},
      { fulfillment_status: 'partial' },
      { fulfillment_status: 'fulfilled' },
      { fulfillment_status: 'fulfilled', closed_at: then },
      { financial_status: 'partially_refunded' },
      { financial_status: 'refunded' },
      { financial_status: 'pending', cancelled_at: then },
    ].map((change) => reading(change).revision.rank);
    expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
    expect(new Set(ranks).size).toBe(ranks.length);
  });
});

describe('the buyer', () => {
  test('has the e-mail of the order, or else that of the contact or the customer', () => {
    const customer = { id: '1', email: 'account@example.com' };
    const emailOf = (change: Change) => order({ customer, ...change }).client?.email;
    expect(emailOf({})).toBe('zo@example.com');
    expect(emailOf({ email: '', contact_email: 'contact@example.com' })).toBe('contact@example.com');
    expect(emailOf({ email: 'NULL' })).toBe('account@example.com');
  });

  test('without account and e-mail is nobody', () => {
    expect(order({ email: '', customer: null }).client).toBeUndefined();
  });

  test('may be called Null', () => {
    expect(order({ customer: { id: '1', first_name: 'Jennifer', last_name: 'Null' } }).client?.name).toBe('Jennifer Null');
    expect(order({ customer: { id: '1', first_name: '', last_name: 'NULL' } }).client?.name).toBe('NULL');
  });

  test('lives where the addresses say', () => {
    const shipping_address = {
      name: 'Zo Ray',
      address1: '1 Way',
      address2: null,
      city: 'Paris',
      province: 'Kentucky',
      province_code: 'KY',
      zip: '40202',
      country: 'United States',
      country_code: 'us',
      phone: '1',
      company: '',
    };
    expect(order({ shipping_address }).shippingAddress).toEqual({
      name: 'Zo Ray',
      line1: '1 Way',
      city: 'Paris',
      region: 'Kentucky',
      postalCode: '40202',
      country: 'US',
      phone: '1',
    });
  });
});

describe('the metadata', () => {
  test('keep the prices that the buyer saw', () => {
    const set = (shop: string, buyer: string) => ({
      shop_money: { amount: shop, currency_code: 'EUR' },
      presentment_money: { amount: buyer, currency_code: 'JPY' },
    });
    const sets = { total_price_set: set('27.60', '4600'), total_tax_set: set('4.60', '767') };
    expect(order({ presentment_currency: 'JPY', ...sets }).metadata).toEqual({
      presentment_currency: 'JPY',
      presentment_total_cents: 4600,
      presentment_money: { total_price: '4600', total_tax: '767' },
    });
  });

  test('keep what is left of an edited order, and the words of the shop', () => {
    const words = { cancel_reason: 'customer', tags: 'vip, b2b', test: true, discount_codes: [{ code: 'TEN', amount: '2.00' }] };
    expect(order({ current_total_price: '20.00', ...words }).metadata).toEqual({
      current_total_cents: 2000,
      cancel_reason: 'customer',
      tags: 'vip, b2b',
      test: true,
      discount_codes: ['TEN'],
    });
    expect(order({ current_total_price: '27.60' }).metadata).toEqual({});
  });
});

describe('a line', () => {
  const descriptionOf = (change: Change) => order({ line_items: [{ ...line, ...change }] }).lines[0]?.description;

  test('is called by its title and its variant', () => {
    expect(descriptionOf({ variant_title: '' })).toBe('Tea');
    expect(descriptionOf({ variant_title: 'Default Title' })).toBe('Tea');
    expect(descriptionOf({ variant_title: null, title: null, name: 'Tea (old)' })).toBe('Tea (old)');
  });
});
