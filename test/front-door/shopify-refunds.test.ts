/**
 * Refunds of a Shopify shop, from outside: each is reported on its own and again inside its order, in any sequence, and counts
 * once.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { readFixture } from '../../adapters/shopify/fixtures/samples.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openShopify, shopifyOrder, shopifyRefund, type ShopifyShop } from '../support/shopify-shop.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});

const later = '2026-11-21T10:00:01+01:00';
const partly = shopifyRefund('9007199254740993', '10.00');
const rest = shopifyRefund('9007199254740995', '17.60');
const listing = (refunds: readonly object[], change: object = {}) =>
  shopifyOrder({ updated_at: later, financial_status: 'partially_refunded', refunds, ...change });

async function shopWithOrder(): Promise<ShopifyShop> {
  const shop = await openShopify(hub);
  await shop.deliver('orders/create', shopifyOrder());
  return shop;
}

const money = async (shop: ShopifyShop) => {
  const { refunded_cents, payment_status, payments } = await shop.onlyOrder();
  return [refunded_cents, payment_status, payments.map(({ status }: { status: string }) => status)];
};

describe('a refund', () => {
  test('of a known order is added to it, and subscribers hear of it', async () => {
    const shop = await shopWithOrder();
    const answer = await shop.deliver('refunds/create', partly);
    expect([answer.status, answer.json.external_id]).toEqual([200, 'shopify-450789469']);
    expect(await money(shop)).toEqual([1000, 'partially_refunded', ['recorded']]);
    expect(await shop.eventTypes()).toEqual(['client.created', 'order.created', 'payment.recorded', 'order.updated']);
  });

  test('counts once, however often it is reported', async () => {
    const shop = await shopWithOrder();
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.deliver('refunds/create', partly)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await money(shop)).toEqual([1000, 'partially_refunded', ['recorded']]);
    expect((await shop.eventTypes()).filter((type) => type === 'order.updated')).toHaveLength(1);
  });

  test('of the rest refunds the payment too', async () => {
    const shop = await shopWithOrder();
    await shop.deliver('refunds/create', partly);
    await shop.deliver('refunds/create', rest);
    expect(await money(shop)).toEqual([2760, 'refunded', ['refunded']]);
    expect((await shop.eventTypes()).slice(3)).toEqual(['order.updated', 'order.updated', 'payment.refunded']);
  });

  test('of goods without money changes nothing', async () => {
    const shop = await openShopify(hub);
    await shop.deliver('orders/create', readFixture('s08-voided-cancelled-sample.json'));
    const answer = await shop.deliver('refunds/create', readFixture('s11-refunds-create-sample.json'));
    expect([answer.status, answer.json.external_id]).toEqual([200, 'shopify-820982911946154508']);
    expect(await money(shop)).toEqual([0, 'void', []]);
    expect(await shop.eventTypes()).toEqual(['client.created', 'order.created']);
  });

  test('of an unknown order is kept for an operator, and may come again under the same id', async () => {
    const shop = await openShopify(hub);
    const answer = await shop.deliver('refunds/create', partly, { webhookId: 'r-1' });
    expect([answer.status, answer.json]).toEqual([200, { ok: true, quarantined: true }]);
    const [row] = await shop.quarantined();
    expect(row.external_id).toBe('shopify-450789469');
    const { json: whole } = await hub.admin('GET', `/requests/${row.id}`);
    expect(whole.reason).toBe('the refund is for an order that is not known here');
    await shop.deliver('orders/create', shopifyOrder());
    expect(await money(shop)).toEqual([0, 'paid', ['recorded']]);
    expect((await shop.deliver('refunds/create', partly, { webhookId: 'r-1' })).json).toMatchObject({ duplicate: true });
    expect(await money(shop)).toEqual([1000, 'partially_refunded', ['recorded']]);
  });

  test('of another shop’s order is unknown', async () => {
    const shop = await shopWithOrder();
    const stranger = await openShopify(hub);
    expect((await stranger.deliver('refunds/create', partly)).json).toEqual({ ok: true, quarantined: true });
    expect(await money(shop)).toEqual([0, 'paid', ['recorded']]);
  });

  test('in another currency than its order is kept for an operator', async () => {
    const shop = await shopWithOrder();
    const transactions = [{ kind: 'refund', status: 'success', amount: '1', currency: 'USD' }];
    const answer = await shop.deliver('refunds/create', shopifyRefund('5', '1', { transactions }));
    expect(answer.json).toEqual({ ok: true, quarantined: true });
    expect(await money(shop)).toEqual([0, 'paid', ['recorded']]);
  });

  test('of nothing is of no currency: goods that came back, and money that did not go', async () => {
    const shop = await openShopify(hub);
    await shop.deliver('orders/create', shopifyOrder({ currency: 'CHF' }));
    const failed = [{ kind: 'refund', status: 'failure', amount: '1', currency: 'USD' }];
    for (const transactions of [[], failed]) {
      const answer = await shop.deliver('refunds/create', shopifyRefund('6', '0', { transactions }));
      expect([answer.status, answer.json.external_id]).toEqual([200, 'shopify-450789469']);
    }
    expect(await money(shop)).toEqual([0, 'paid', ['recorded']]);
  });

  test('that the bank confirms later counts when its order says so', async () => {
    const shop = await shopWithOrder();
    const transactions = [{ kind: 'refund', status: 'pending', amount: '10.00', currency: 'EUR' }];
    await shop.deliver('refunds/create', { ...partly, transactions });
    expect(await money(shop)).toEqual([0, 'paid', ['recorded']]);
    await shop.deliver('orders/updated', listing([partly]));
    await shop.deliver('refunds/create', { ...partly, transactions }); // a late repetition, from before
    expect(await money(shop)).toEqual([1000, 'partially_refunded', ['recorded']]);
  });
});

describe('a refund that its order lists too', () => {
  const whole = listing([partly, rest], { financial_status: 'refunded' });
  const deliveries: Readonly<Record<string, (shop: ShopifyShop) => Promise<unknown>>> = {
    'the first refund': (shop) => shop.deliver('refunds/create', partly),
    'the second refund': (shop) => shop.deliver('refunds/create', rest),
    'the order with one': (shop) => shop.deliver('orders/updated', listing([partly], { updated_at: '2026-11-21T09:00:00Z' })),
    'the order with both': (shop) => shop.deliver('orders/updated', { ...whole, updated_at: '2026-11-21T10:00:00Z' }),
  };

  test.each(permutations(Object.keys(deliveries)).map((names) => [names.join(', ')]))(
    'comes to the same figure in this sequence: %s',
    async (sequence) => {
      const shop = await shopWithOrder();
      for (const name of sequence.split(', ')) await deliveries[name]?.(shop);
      expect(await money(shop)).toEqual([2760, 'refunded', ['refunded']]);
      expect((await shop.eventTypes()).filter((type) => type === 'payment.refunded')).toHaveLength(1);
    },
  );

  test('counts once when the order was not known before', async () => {
    const shop = await openShopify(hub);
    await shop.deliver('orders/updated', listing([partly]));
    await shop.deliver('refunds/create', partly);
    expect(await money(shop)).toEqual([1000, 'partially_refunded', ['recorded']]);
  });

  test('is not lost when an older version of the order comes after it', async () => {
    const shop = await shopWithOrder();
    await shop.deliver('refunds/create', partly);
    const sent = shopifyOrder({ updated_at: '2026-11-21T08:00:00Z', fulfillment_status: 'fulfilled' });
    await shop.deliver('orders/fulfilled', sent);
    expect(await money(shop)).toEqual([1000, 'partially_refunded', ['recorded']]);
    expect((await shop.onlyOrder()).status).toBe('fulfilled');
    await shop.deliver('orders/updated', listing([partly], { fulfillment_status: 'fulfilled' }));
    expect(await money(shop)).toEqual([1000, 'partially_refunded', ['recorded']]);
  });

  test('is what the order says of it', async () => {
    const shop = await shopWithOrder();
    await shop.deliver('refunds/create', partly);
    await shop.deliver('orders/updated', listing([shopifyRefund('9007199254740993', '12.00')]));
    expect(await money(shop)).toEqual([1200, 'partially_refunded', ['recorded']]);
  });
});

describe('a refund of all that a buyer of another currency paid', () => {
  const set = (shop: string, buyer: string) => ({
    shop_money: { amount: shop, currency_code: 'AUD' },
    presentment_money: { amount: buyer, currency_code: 'USD' },
  });
  const inDollars = (amount: string) =>
    shopifyRefund('7', amount, {
      transactions: [{ kind: 'refund', status: 'success', amount, currency: 'USD' }],
      refund_line_items: [{ subtotal_set: set('45.62', '34.67'), total_tax_set: set('4.56', '3.47') }],
    });
  const sold = shopifyOrder({ currency: 'AUD', total_price: '60.33', total_price_set: set('60.33', '45.85') });
  const returned = { ...sold, updated_at: later, financial_status: 'refunded', refunds: [inDollars('45.85')] };

  test.each([['alone'], ['before its order'], ['after its order']])('is the whole total, %s', async (sequence) => {
    const shop = await openShopify(hub);
    await shop.deliver('orders/create', sold);
    if (sequence === 'after its order') await shop.deliver('orders/updated', returned);
    await shop.deliver('refunds/create', inDollars('45.85'));
    if (sequence === 'before its order') await shop.deliver('orders/updated', returned);
    expect(await money(shop)).toEqual([6033, 'refunded', ['refunded']]);
  });

  test('is no part of it: a part goes by the rate of its own prices', async () => {
    const shop = await openShopify(hub);
    await shop.deliver('orders/create', sold);
    await shop.deliver('refunds/create', inDollars('38.14'));
    expect(await money(shop)).toEqual([5018, 'partially_refunded', ['recorded']]);
  });
});

function permutations(items: readonly string[]): readonly (readonly string[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((others) => [first, ...others]));
}
