/** How an order is read: what was said of it, and what the protocol assumes. */
import { describe, expect, test } from 'vitest';
import type { OrderMerge } from '../../core/sdk/index.ts';
import { delivery, readJson } from './fixtures/samples.ts';
import { translateCancellation, translateOrder } from './order.ts';

type Json = Readonly<Record<string, unknown>>;

const minimal = readJson('order-minimal');

function merge(json: Json): OrderMerge {
  const translation = translateOrder(delivery(json));
  if (translation.kind !== 'command' || translation.command.name !== 'order.merge')
    throw new Error(`not an order: ${JSON.stringify(translation)}`);
  return translation.command;
}

const order = (changes: Json) => merge({ ...minimal, ...changes }).order;
const stated = (changes: Json) => merge({ ...minimal, ...changes }).stated;
const refusal = (changes: Json) => translateOrder(delivery({ ...minimal, ...changes }));

test('the least that can be said is an open, unpaid order in pounds whose lines alone were stated', () => {
  expect(merge(minimal)).toEqual({
    name: 'order.merge',
    order: {
      externalId: 'WEB-10001234',
      currency: 'GBP',
      status: 'open',
      paymentStatus: 'unpaid',
      fulfilmentStatus: 'unfulfilled',
      sourceStatus: 'account_pending',
      lines: [
        {
          sku: 'ABC-001',
          description: 'ABC-001',
          quantity: '2',
          unitPriceCents: 0,
          discountCents: 0,
          taxCents: 0,
          totalCents: 0,
        },
      ],
      shippingCents: 0,
      feesCents: 0,
      taxCents: 0,
      discountCents: 0,
      totalCents: 0,
      refundedCents: 0,
      totalsMismatchCents: 0,
      rounded: false,
    },
    stated: ['lines'],
    lineStatements: [{ amounts: false, description: false, rounded: false }],
    roundedAmounts: [],
    knownSkusOnly: true,
  });
});

test('the most that can be said is kept, field by field', () => {
  const { order: read, stated: properties, modifiedAt } = merge(readJson('order-full'));
  expect(read).toMatchObject({
    externalId: 'WEB-10001235',
    orderNumber: '10001235',
    currency: 'GBP',
    paymentStatus: 'paid',
    sourceStatus: 'paid',
    placedAt: '2026-11-20T13:09:05.000Z',
    lines: [
      {
        externalRef: 'L-1',
        sku: 'ABC-001',
        description: 'Blue lamp',
        quantity: '100',
        unitPriceCents: 1999,
        taxCents: 39_980,
        totalCents: 239_880,
      },
      {
        externalRef: '2',
        sku: 'ABC-002',
        description: 'Shade',
        quantity: '1.5',
        unitPriceCents: 1000,
        discountCents: 100,
        taxCents: 280,
        totalCents: 1680,
      },
    ],
    shippingCents: 495,
    taxCents: 99,
    discountCents: 500,
    totalCents: 239_880 + 1680 + 495 + 99 - 500,
    rounded: false,
    client: { email: 'Ann@example.com', name: 'Ann Example', phone: '+44 20 7946 0000' },
    shippingAddress: { line1: '1 High Street', region: 'Greater London', postalCode: 'SW1A 1AA', country: 'GB' },
    billingAddress: { name: 'Ann Example', line1: '1 High Street', city: 'London', postalCode: 'SW1A 1AA' },
    metadata: { billing_country: 'United Kingdom' },
  });
  expect(modifiedAt).toBe('2026-11-20T13:10:00.000Z');
  expect(properties.toSorted()).toEqual([
    'billingAddress',
    'client',
    'currency',
    'discountCents',
    'lines',
    'metadata',
    'orderNumber',
    'paymentStatus',
    'placedAt',
    'shippingAddress',
    'shippingCents',
    'sourceStatus',
    'taxCents',
  ]);
});

describe('only what is given is stated', () => {
  test.each<[Json, readonly string[]]>([
    [{ external_order_number: '7' }, ['orderNumber']],
    [{ currency_code: 'EUR' }, ['currency']],
    [{ currency_code: '' }, []],
    [{ payment_status: 'paid' }, ['paymentStatus', 'sourceStatus']],
    [{ shipping_net_amount: '0' }, ['shippingCents']],
    [{ shipping_tax_amount: '0' }, ['taxCents']],
    [{ discount_amount: '0' }, ['discountCents']],
    [{ buyer_email: 'a@example.com', buyer_name: 'A' }, ['client']],
    [{ buyer_name: 'A' }, ['metadata']],
    [{ buyer_email: 'n/a' }, ['metadata']],
    [{ buyer_email: false }, []],
    [{ shipping_address: { city: 'Leeds' } }, ['shippingAddress']],
    [{ billing: { address: { city: 'Leeds' } } }, ['billingAddress']],
    [{ external_updated_at: '2026-01-01' }, []],
    [
      { shipping_address: {}, billing_address: { city: ' ' }, external_order_number: '', payment_status: ' ', buyer_email: '' },
      [],
    ],
  ])('%j states %j', (changes, properties) => {
    expect(stated(changes).toSorted()).toEqual(['lines', ...properties].toSorted());
  });

  test.each([
    [{}, [false, false]],
    [{ price: '1' }, [true, false]],
    [{ unit_price: '0' }, [true, false]],
    [{ net_amount: '1' }, [true, false]],
    [{ gross_amount: '1' }, [true, false]],
    [{ tax_amount: '0' }, [true, false]],
    [{ discount_amount: '0' }, [true, false]],
    [{ tax_rate: '20', price: null }, [false, false]],
    [{ description: 'D' }, [false, true]],
    [{ title: 'T', name: ' ' }, [false, true]],
    [{ description: '', name: null }, [false, false]],
  ])('a line %j states its amounts and its description: %j', (fields, [amounts, description]) => {
    const { lineStatements } = merge({ ...minimal, line_items: [{ sku: 'A', quantity: '1', ...fields }] });
    expect(lineStatements).toEqual([{ amounts, description, rounded: false }]);
  });

  test('null is not given', () => {
    const fields = Object.keys(readJson('order-full')).filter((field) => !(field in minimal));
    expect(merge({ ...minimal, ...Object.fromEntries(fields.map((field) => [field, null])) })).toEqual(merge(minimal));
  });
});

describe('the money of an order', () => {
  const line = (price: string) => ({ sku: 'A', quantity: '1', price });

  test('is the sum of its parts', () => {
    const read = order({
      line_items: [line('0.1'), line('0.2')],
      shipping_net_amount: '1.10',
      shipping_tax_amount: '0.22',
      discount_amount: '0.03',
    });
    expect(read).toMatchObject({ shippingCents: 110, taxCents: 22, discountCents: 3, totalCents: 159, totalsMismatchCents: 0 });
  });

  test('says what of it was rounded', () => {
    const read = merge({
      ...minimal,
      line_items: [line('1'), line('0.125')],
      shipping_net_amount: '0.001',
      shipping_tax_amount: '1.00',
      discount_amount: '0.015',
    });
    expect(read.order.rounded).toBe(true);
    expect(read.lineStatements.map(({ rounded }) => rounded)).toEqual([false, true]);
    expect(read.roundedAmounts).toEqual(['shippingCents', 'discountCents']);
  });

  test('is in the currency that is named, in capital letters or not', () => {
    expect(order({ currency_code: 'jpy', line_items: [line('150')] })).toMatchObject({ currency: 'JPY', totalCents: 150 });
  });

  test('may come to less than nothing here: an update may leave out the lines that make up for it', () => {
    expect(order({ line_items: [line('1')], discount_amount: '2' }).totalCents).toBe(-100);
  });

  test.each([
    ['a negative shipping amount', { shipping_net_amount: '-1' }, 'amount_out_of_range'],
    ['a negative discount', { discount_amount: '-0.01' }, 'amount_out_of_range'],
    ['a shipping tax above the limit', { shipping_tax_amount: '1e9' }, 'amount_out_of_range'],
    ['a discount in words', { discount_amount: 'ten' }, 'validation_failed'],
    [
      'lines beyond 2^53 together',
      { line_items: Array.from({ length: 1_000 }, () => ({ ...line('99999999.99'), quantity: '9007' })) },
      'amount_out_of_range',
    ],
    ['a currency that nobody has', { currency_code: 'XXX' }, 'validation_failed'],
    ['a withdrawn currency', { currency_code: 'HRK' }, 'validation_failed'],
  ])('is refused for %s', (_what, changes, code) => {
    expect(refusal(changes)).toMatchObject({ kind: 'fault', code });
  });
});

describe('times', () => {
  test('are cut to milliseconds, save the last change: two of those may lie closer', () => {
    const time = '2026-11-20T13:09:05.123456+01:00';
    const read = merge({ ...minimal, order_date: time, external_updated_at: time });
    expect([read.order.placedAt, read.modifiedAt]).toEqual(['2026-11-20T12:09:05.123Z', '2026-11-20T12:09:05.123456Z']);
  });

  test('an order without a date was placed when it was made', () => {
    expect(order({ external_created_at: '2026-01-01' }).placedAt).toBe('2026-01-01T00:00:00.000Z');
    expect(order({ external_created_at: '2026-01-01', order_date: '2026-01-02' }).placedAt).toBe('2026-01-02T00:00:00.000Z');
  });

  test.each(['', 'yesterday'])('%j is none, and refused', (text) => {
    for (const field of ['order_date', 'external_created_at', 'external_updated_at']) {
      expect(refusal({ [field]: text })).toMatchObject({ code: 'validation_failed', detail: `/${field} is not a time` });
    }
  });
});

describe('the payment status', () => {
  test.each([
    ['account_pending', 'unpaid'],
    ['pending', 'unpaid'],
    ['unpaid', 'unpaid'],
    ['awaiting_payment', 'awaiting'],
    ['awaiting', 'awaiting'],
    ['authorised', 'authorized'],
    ['authorized', 'authorized'],
    ['partially_paid', 'partially_paid'],
    ['paid', 'paid'],
    ['captured', 'paid'],
    ['completed', 'paid'],
    ['partially_refunded', 'partially_refunded'],
    ['refunded', 'refunded'],
    ['failed', 'failed'],
    ['declined', 'failed'],
    ['void', 'void'],
    ['voided', 'void'],
    ['cancelled', 'void'],
    ['Partially Paid', 'partially_paid'],
    ['partially-refunded', 'partially_refunded'],
    ['on the house', 'unpaid'],
    ['constructor', 'unpaid'],
  ])('%s is %s, and kept as it was written', (word, paymentStatus) => {
    expect(order({ payment_status: word })).toMatchObject({ paymentStatus, sourceStatus: word });
  });
});

describe('the people of an order', () => {
  test('are a client when there is an e-mail address', () => {
    expect(order({ buyer_email: 'a@example.com', buyer_phone: '1' }).client).toEqual({ email: 'a@example.com', phone: '1' });
  });

  test('are a client under the address without the blanks around it', () => {
    expect(order({ buyer_email: ' a@example.com\t' }).client).toEqual({ email: 'a@example.com' });
  });

  test.each(['n/a', 'ann', 'ann@', 'a@example.com, b@example.com'])(
    'are kept with the order when the address is %j',
    (address) => {
      const read = order({ buyer_email: address, buyer_name: 'Ann' });
      expect(read).toMatchObject({ metadata: { buyer_email: address, buyer_name: 'Ann' } });
      expect(read).not.toHaveProperty('client');
    },
  );

  test('are kept with the order when there is none', () => {
    const read = order({ buyer_name: 'Ann', buyer_phone: '1' });
    expect(read).toMatchObject({ metadata: { buyer_name: 'Ann', buyer_phone: '1' } });
    expect(read).not.toHaveProperty('client');
  });
});

describe('the references of lines', () => {
  test('that come twice are left out after the first time', () => {
    const lines = order({ line_items: ['7', '7', '8'].map((id) => ({ sku: 'A', quantity: '1', id })) }).lines;
    expect(lines.map(({ externalRef }) => externalRef)).toEqual(['7', undefined, '8']);
  });
});

test('a cancellation needs nothing but the reference, and looks at nothing else', () => {
  expect(translateCancellation(delivery({ ...readJson('order-cancelled'), line_items: 'none', currency_code: 7 }))).toEqual({
    kind: 'command',
    command: { name: 'order.cancel-by-external-id', externalId: 'WEB-10001234', currency: 'GBP' },
  });
});
