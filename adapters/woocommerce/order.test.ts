/** How one order is read, beyond what the fixtures show. */
import { describe, expect, test } from 'vitest';
import type { OrderRecord, OrderUpsert } from '../../core/sdk/index.ts';
import { line, plain } from './fixtures/plain-order.ts';
import { delivery, readFixture, store as captureStore } from './fixtures/samples.ts';
import { translate } from './translate.ts';

type Json = Readonly<Record<string, unknown>>;

function upsert(changes: Json, topic = 'order.updated', store = captureStore): OrderUpsert {
  const result = translate(delivery({ ...plain, ...changes }, topic, store));
  if (result.kind !== 'command' || result.command.name !== 'order.upsert')
    throw new Error(`not an upsert: ${JSON.stringify(result)}`);
  return result.command;
}

function order(changes: Json): OrderRecord {
  return upsert(changes).order;
}

describe('status and payment', () => {
  test.each([
    ['pending', null, 'open', 'unpaid', 'unfulfilled'],
    ['on-hold', null, 'open', 'awaiting', 'unfulfilled'],
    ['processing', null, 'open', 'unpaid', 'unfulfilled'],
    ['processing', '2026-01-02T03:04:05', 'open', 'paid', 'unfulfilled'],
    ['completed', null, 'fulfilled', 'paid', 'shipped'],
    ['completed', '2026-01-02T03:04:05', 'fulfilled', 'paid', 'shipped'],
    ['cancelled', null, 'cancelled', 'void', 'cancelled'],
    ['cancelled', '2026-01-02T03:04:05', 'cancelled', 'paid', 'cancelled'],
    ['failed', null, 'failed', 'failed', 'unfulfilled'],
    ['refunded', null, 'closed', 'refunded', 'unfulfilled'],
    ['trash', '2026-01-02T03:04:05', 'deleted', 'paid', 'unfulfilled'],
    ['awaiting-pickup', null, 'open', 'unpaid', 'unfulfilled'],
    ['awaiting-pickup', '2026-01-02T03:04:05', 'open', 'paid', 'unfulfilled'],
    ['constructor', null, 'open', 'unpaid', 'unfulfilled'],
  ])('%s with the payment date %s is %s, %s and %s', (status, datePaid, orderStatus, paymentStatus, fulfilmentStatus) => {
    const read = order({ status, date_paid_gmt: datePaid });
    expect(read).toMatchObject({ status: orderStatus, paymentStatus, fulfilmentStatus, sourceStatus: status });
  });

  test('of the same second are ranked by how far along they are', () => {
    const statuses = ['pending', 'on-hold', 'processing', 'completed', 'cancelled', 'refunded', 'trash'];
    const ranks = statuses.map((status) => upsert({ status }).revision.rank);
    expect(ranks).toEqual([...ranks].toSorted((left, right) => left - right));
    expect(new Set(ranks).size).toBe(statuses.length);
    expect(upsert({ status: 'failed' }).revision.rank).toBe(upsert({ status: 'cancelled' }).revision.rank);
  });

  test('a paid order that is refunded in part is partially refunded, whatever its status, and keeps its payment', () => {
    for (const status of ['processing', 'completed', 'cancelled']) {
      const read = order({
        status,
        refunds: [
          { id: '1', total: '-1.60' },
          { id: '2', total: '-10.00' },
        ],
      });
      expect(read).toMatchObject({ paymentStatus: 'partially_refunded', refundedCents: 1160, payment: { amountCents: 2160 } });
    }
  });

  test('refunds that reach the total make it refunded', () => {
    expect(order({ refunds: [{ total: '-21.60' }] })).toMatchObject({ paymentStatus: 'refunded', refundedCents: 2160 });
  });

  test('a refund of an order that never became paid changes nothing about its payment', () => {
    expect(order({ date_paid_gmt: null, refunds: [{ total: '-1.00' }] })).toMatchObject({
      paymentStatus: 'unpaid',
      refundedCents: 100,
    });
  });

  test('the payment is there exactly when the order has become paid', () => {
    expect(order({}).payment).toEqual({
      externalId: 'woo-15-payment',
      amountCents: 2160,
      method: 'stripe',
      transactionId: 'ch_1',
      paidAt: '2026-11-20T13:09:06.000Z',
    });
    expect(order({ date_paid_gmt: '' })).not.toHaveProperty('payment');
    expect(order({ date_paid_gmt: '0000-00-00 00:00:00' })).not.toHaveProperty('payment');
    expect(order({ status: 'completed', date_paid_gmt: null }).payment).not.toHaveProperty('paidAt');
  });

  test('a payment date that cannot be read is not passed over', () => {
    expect(translate(delivery({ ...plain, date_paid_gmt: 'soon' }, 'order.updated'))).toMatchObject({
      kind: 'quarantine',
      reason: 'date_paid is not a time',
    });
  });
});

describe('money', () => {
  test('that does not fit the currency is rounded half-even and flagged', () => {
    const yen = {
      currency: 'JPY',
      total: '1480.50',
      total_tax: '0',
      line_items: [{ ...line, subtotal: '1480.50', total: '1480.50', total_tax: '0' }],
    };
    expect(order(yen)).toMatchObject({ totalCents: 1480, rounded: true, totalsMismatchCents: 0 });
    expect(order({ ...yen, total: '1481.50' })).toMatchObject({ totalCents: 1482, totalsMismatchCents: 1 });
    expect(order({ ...yen, total: '1480.00', line_items: [] })).toMatchObject({ totalCents: 1480, rounded: false });
  });

  test('is exact where a float is not', () => {
    expect(order({ total: '90071992547409.91' }).totalCents).toBe(Number.MAX_SAFE_INTEGER);
    expect(order({ total: '19.99', total_tax: '0', line_items: [{ ...line, total: '19.99' }] })).toMatchObject({
      totalCents: 1999,
      totalsMismatchCents: 0,
      rounded: false,
    });
  });

  test('of shipping comes from the shipping lines, and from the total only when there are none', () => {
    expect(order({ shipping_total: '9.00', shipping_lines: [{ total: '4.00' }, { total: '0.95' }] }).shippingCents).toBe(495);
    expect(order({ shipping_total: '9.00', shipping_lines: [] }).shippingCents).toBe(900);
  });

  test('of fees may be negative', () => {
    expect(order({ fee_lines: [{ total: '1.50' }, { total: '-2.00' }] }).feesCents).toBe(-50);
  });

  test('that does not add up is kept, and the difference is recorded', () => {
    expect(order({ total: '20.00' })).toMatchObject({ totalCents: 2000, totalsMismatchCents: -160 });
  });

  test.each([
    ['2', '20.00', 1000],
    ['3', '10.00', 333],
    ['8', '1.00', 12],
    ['8', '3.00', 38],
    ['0.375', '1.00', 267],
    ['0', '10.00', 0],
    ['-2', '5.01', -250],
  ])('of one piece is the subtotal shared by the quantity: %s for %s', (quantity, subtotal, unitPriceCents) => {
    const read = order({ line_items: [{ ...line, quantity, subtotal }] });
    expect(read.lines[0]).toMatchObject({ quantity, unitPriceCents });
    expect(read.rounded).toBe(false);
  });

  test('of a line keeps what the coupon took off', () => {
    expect(order({}).lines).toEqual([
      {
        externalRef: '7',
        sku: 'TEA',
        description: 'Tea',
        quantity: '2',
        unitPriceCents: 1000,
        discountCents: 200,
        taxCents: 360,
        totalCents: 1800,
      },
    ]);
  });

  test('a quantity has one spelling', () => {
    expect(
      order({
        line_items: [
          { ...line, quantity: '2.0' },
          { ...line, quantity: '1.50' },
        ],
      }).lines.map(({ quantity }) => quantity),
    ).toEqual(['2', '1.5']);
  });
});

describe('people', () => {
  test('an account is known by its number, with or without an e-mail address', () => {
    expect(order({ customer_id: '9' }).client).toMatchObject({
      externalId: 'woo-customer-9',
      email: 'zo@example.com',
      name: 'Zo Ray',
      phone: '1',
    });
    expect(order({ customer_id: '9', billing: [] }).client).toEqual({ externalId: 'woo-customer-9' });
  });

  test('a guest is known by the e-mail address as it was typed', () => {
    expect(order({ billing: { email: ' Zo@Example.com', company: 'Rays' } }).client).toEqual({
      email: ' Zo@Example.com',
      name: 'Rays',
    });
  });

  test.each(['', null, '  '])('a guest with the e-mail address %j is nobody', (email) => {
    expect(order({ billing: { ...plain.billing, email } })).not.toHaveProperty('client');
  });

  test('an empty address is none, and a country is a code or left out', () => {
    expect(order({ shipping: { first_name: '', city: '', country: '' } })).not.toHaveProperty('shippingAddress');
    expect(order({}).billingAddress).toEqual({ name: 'Zo Ray', country: 'GB', phone: '1' });
    expect(order({ shipping: { city: 'York', country: 'England' } }).shippingAddress).toEqual({ city: 'York' });
  });
});

describe('times', () => {
  test('without *_gmt are read on the clock of the shop', () => {
    const local = {
      date_created_gmt: undefined,
      date_created: '2026-07-20T08:00:00',
      date_modified_gmt: undefined,
      date_modified: '2026-07-20T09:00:00',
    };
    const berlin = { ...captureStore, timezone: 'Europe/Berlin' };
    const { order: read, revision } = upsert(local, 'order.updated', berlin);
    expect([read.placedAt, revision.modifiedAt]).toEqual(['2026-07-20T06:00:00.000Z', '2026-07-20T07:00:00.000Z']);
  });

  test('that cannot be read are unknown', () => {
    const { order: read, revision } = upsert({ date_created_gmt: 'x', date_modified_gmt: { date: 'x' } });
    expect(read).not.toHaveProperty('placedAt');
    expect(revision).not.toHaveProperty('modifiedAt');
  });
});

describe('the legacy API', () => {
  const legacy = readFixture('w23-legacy-v3-wrapped.json');

  test('tells the same under other names', () => {
    const result = translate(delivery(legacy, 'order.updated'));
    expect(result).toMatchObject({
      kind: 'command',
      command: {
        order: {
          externalId: 'woo-645',
          orderNumber: '645',
          placedAt: '2015-01-26T20:00:21.000Z',
          shippingCents: 1000,
          client: { externalId: 'woo-customer-2', email: 'john.doe@example.com' },
          shippingAddress: { line1: '969 Market', region: 'CA', postalCode: '94103' },
          payment: { externalId: 'woo-645-payment', method: 'bacs', amountCents: 7987 },
        },
        revision: { modifiedAt: '2015-01-26T20:00:21.000Z', rank: 30 },
      },
    });
  });
});
