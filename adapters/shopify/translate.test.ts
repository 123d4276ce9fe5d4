/** What a delivery means: by its topic, and by its body where the topic was lost. */
import { describe, expect, test } from 'vitest';
import type { Translation } from '../../core/sdk/index.ts';
import { plain } from './fixtures/plain-order.ts';
import { delivery } from './fixtures/samples.ts';
import { translate } from './translate.ts';

const translated = (json: object, topic?: string): Translation => translate(delivery({ ...json }, topic));
const nameOf = (translation: Translation) => (translation.kind === 'command' ? translation.command.name : translation.kind);

const refund = {
  id: '890088186047892319',
  order_id: '820982911946154508',
  transactions: [{ kind: 'refund', status: 'success', amount: '7.5', currency: 'EUR' }],
  refund_line_items: [],
};

describe('the topic', () => {
  test.each(['orders/create', 'orders/paid', 'orders/updated', 'orders/cancelled', 'orders/fulfilled'])(
    '%s brings an order',
    (topic) => {
      expect(translated(plain, topic)).toEqual(translated(plain, 'orders/create'));
      expect(nameOf(translated(plain, topic))).toBe('order.upsert');
    },
  );

  test.each(['customers/create', 'customers/update'])('%s brings a customer', (topic) => {
    const customer = {
      id: '706405506930370084',
      email: 'Bob@example.com',
      first_name: 'Bob',
      last_name: null,
      updated_at: '2026-01-02T03:04:05-05:00',
      default_address: { address1: '1 Way', country_code: 'CA', phone: '555' },
    };
    expect(translated(customer, topic)).toEqual({
      kind: 'command',
      command: {
        name: 'client.upsert',
        client: {
          externalId: 'shopify-customer-706405506930370084',
          email: 'Bob@example.com',
          name: 'Bob',
          phone: '555',
          address: { line1: '1 Way', country: 'CA', phone: '555' },
        },
        onEmailConflict: 'keep',
        modifiedAt: '2026-01-02T08:04:05.000Z',
      },
    });
    expect(translated({}, topic)).toEqual({ kind: 'quarantine', reason: 'id is missing' });
  });

  test.each(['customers/create', 'customers/update'])('%s with an order is kept for an operator', (topic) => {
    expect(translated(plain, topic)).toEqual({ kind: 'quarantine', reason: 'line_items is no part of a customer' });
    expect(translated({ id: '1', line_items: [] }, topic)).toMatchObject({ kind: 'quarantine' });
    expect(translated(refund, topic)).toEqual({ kind: 'quarantine', reason: 'refund_line_items is no part of a customer' });
  });

  test('refunds/create brings a refund in the currency that it shows, or else the store’s', () => {
    const command = {
      name: 'refund.record',
      orderExternalId: 'shopify-820982911946154508',
      refund: { externalId: 'shopify-refund-890088186047892319', amountCents: 750 },
      currency: 'EUR',
    };
    expect(translated(refund, 'refunds/create')).toEqual({ kind: 'command', command });
    const nothing = { ...refund, transactions: [] };
    expect(translated(nothing, 'refunds/create')).toMatchObject({ command: { currency: 'GBP', refund: { amountCents: 0 } } });
    const total_duties_set = { shop_money: { amount: '0.00', currency_code: 'USD' } };
    expect(translated({ ...nothing, total_duties_set }, 'refunds/create')).toMatchObject({ command: { currency: 'USD' } });
  });

  test('refunds/create brings what the shop gave back, where only a transaction shows it', () => {
    const amount_set = {
      shop_money: { amount: '10.00', currency_code: 'EUR' },
      presentment_money: { amount: '11.00', currency_code: 'USD' },
    };
    const transactions = [{ kind: 'refund', status: 'success', amount: '11.00', currency: 'USD', amount_set }];
    expect(translated({ ...refund, transactions }, 'refunds/create')).toMatchObject({
      command: { currency: 'EUR', refund: { amountCents: 1000 } },
    });
  });

  test('refunds/create brings what the buyer saw too, where the amount was worked out from it', () => {
    const price = (amount: string, currency_code: string) => ({ amount, currency_code });
    const subtotal_set = { shop_money: price('10.00', 'EUR'), presentment_money: price('11.00', 'USD') };
    const transactions = [{ kind: 'refund', status: 'success', amount: '5.50', currency: 'USD' }];
    const inDollars = { ...refund, transactions, refund_line_items: [{ subtotal_set }] };
    expect(translated(inDollars, 'refunds/create')).toMatchObject({
      command: { currency: 'EUR', refund: { amountCents: 500 }, presentment: { currency: 'USD', amountCents: 550 } },
    });
  });

  test('refunds/create without its ids is kept for an operator', () => {
    expect(translated({ ...refund, id: null }, 'refunds/create')).toEqual({
      kind: 'quarantine',
      reason: 'id is missing',
      externalId: 'shopify-820982911946154508',
    });
    expect(translated({ ...refund, order_id: null }, 'refunds/create')).toEqual({
      kind: 'quarantine',
      reason: 'order_id is missing',
    });
  });

  test.each(['app/uninstalled', 'orders/delete', 'customer.tags_added', 'products/update'])('%s is ignored', (topic) => {
    expect(translated(plain, topic)).toEqual({ kind: 'ignore', reason: `topic ${topic}` });
  });

  test.each(['orders/create, orders/create', 'orders/create;', '<script>'])(
    'that was garbled to "%s" is one that is missing, and not repeated',
    (topic) => {
      expect(translated(plain, topic)).toEqual(translated(plain));
      expect(translated(refund, topic)).toEqual(translated(refund));
      expect(translated({ id: '1' }, topic)).toEqual(translated({ id: '1' }));
    },
  );

  test('never cancels by itself: the body has to say so', () => {
    expect(translated(plain, 'orders/cancelled')).toMatchObject({ command: { order: { status: 'open' } } });
  });

  test('may be lost on the way: an order or a refund is known by its fields', () => {
    expect(nameOf(translated(plain))).toBe('order.upsert');
    expect(nameOf(translated(refund))).toBe('refund.record');
    expect(nameOf(translated({ id: '1', email: 'a@example.com' }))).toBe('quarantine');
  });
});

test('a body that is not understood is kept with its order’s id and the place of the first problem', () => {
  expect(translated({ ...plain, total_price: {} }, 'orders/paid')).toEqual({
    kind: 'quarantine',
    reason: 'total_price is not a decimal number',
    externalId: 'shopify-450789469',
  });
});
