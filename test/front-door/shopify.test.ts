/** `POST /webhooks/shopify`, from outside: what is read, who may send it, and what repeats and late arrivals do. */
import { beforeAll, describe, expect, test } from 'vitest';
import { expectations, readFixture, topicOf } from '../../adapters/shopify/fixtures/samples.ts';
import { minorUnits } from '../../core/domain/money.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openShopify, shopifyOrder, shopifyRoute } from '../support/shopify-shop.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});

const fixturesOf = (kind: string) => expectations.filter(([, expected]) => expected.kind === kind);
const nowhere = '00000000-0000-7000-8000-000000000000';

describe('what real shops send', () => {
  test.each(fixturesOf('order'))('%s is read as expected', async (file, expected) => {
    const shop = await openShopify(hub);
    const answer = await shop.deliver(topicOf(file), readFixture(file));
    const external_id = `shopify-${expected.external_id}`;
    expect([answer.status, answer.json]).toEqual([201, { id: expect.any(String), external_id, duplicate: false }]);
    const order = await shop.onlyOrder();
    expect(order).toMatchObject({
      id: answer.json.id,
      external_id,
      source: 'shopify',
      order_number: expected.number,
      currency: expected.currency,
      total_cents: expected.total_minor,
      totals_mismatch_cents: Number(minorUnits(expected.total_minus_parts, expected.currency)?.amountMinor),
      refunded_cents: expected.refunded_minor,
      rounded: !expected.exact,
      status: expected.order_status,
      payment_status: expected.payment_state,
    });
    expect(order.lines).toHaveLength(expected.lines);
    expect(order.client?.email ?? null).toBe(expected.email);
  });

  test('keeps ids above 2^53 to the last digit', async () => {
    const shop = await openShopify(hub);
    await shop.deliver('orders/create', readFixture('s08-voided-cancelled-sample.json'));
    const { external_id, lines } = await shop.onlyOrder();
    expect(external_id).toBe('shopify-820982911946154508');
    expect(lines.map((line: { external_ref: string }) => line.external_ref)).toEqual([
      '866550311766439020',
      '141249953214522974',
    ]);
  });

  test('keeps what the buyer saw beside the amounts of the shop', async () => {
    const shop = await openShopify(hub);
    await shop.deliver('orders/create', readFixture('s06-multicurrency-shop-aud-presentment-usd.json'));
    expect(await shop.onlyOrder()).toMatchObject({
      currency: 'AUD',
      total_cents: 6033,
      metadata: { presentment_currency: 'USD', presentment_total_cents: 4585, presentment_money: { total_price: '45.85' } },
    });
  });

  test.each(fixturesOf('invalid'))('%s is answered with 200 and kept for an operator', async (file, expected) => {
    const shop = await openShopify(hub);
    const answer = await shop.deliver('orders/create', readFixture(file));
    expect([answer.status, answer.json]).toEqual([200, { ok: true, quarantined: true }]);
    expect(await shop.orders()).toEqual([]);
    const [row] = await shop.quarantined();
    expect(row.external_id).toBe('shopify-1234567891011');
    const { json: whole } = await hub.admin('GET', `/requests/${row.id}`);
    expect(expected.missing?.map((field) => `${field} is missing`)).toContain(whole.reason);
  });

  test('that is no JSON is answered with 200 and kept for an operator', async () => {
    const shop = await openShopify(hub);
    const answer = await shop.deliver('orders/create', '{"id":');
    expect([answer.status, answer.json]).toEqual([200, { ok: true, quarantined: true }]);
    expect(await shop.quarantined()).toHaveLength(1);
  });

  test.each(['app/uninstalled', 'orders/delete', 'products/update'])('%s is ignored', async (topic) => {
    const shop = await openShopify(hub);
    const answer = await shop.deliver(topic, shopifyOrder());
    expect([answer.status, answer.json]).toEqual([200, { ok: true, ignored: `topic ${topic}` }]);
    expect(await shop.orders()).toEqual([]);
  });

  test('that is a paid order carries its payment once', async () => {
    const shop = await openShopify(hub);
    await shop.deliver('orders/create', shopifyOrder({ financial_status: 'pending' }));
    expect(await shop.onlyOrder()).toMatchObject({ payment_status: 'unpaid', payments: [] });
    await shop.deliver('orders/paid', shopifyOrder());
    await shop.deliver('orders/updated', shopifyOrder({ updated_at: '2026-11-20T13:10:00+01:00', note: 'ring' }));
    expect(await shop.onlyOrder()).toMatchObject({
      payment_status: 'paid',
      notes: 'ring',
      payments: [{ external_id: 'shopify-450789469-payment', amount_cents: 2760, status: 'recorded' }],
    });
  });
});

describe('a delivery that comes again', () => {
  test('is answered as before and does nothing', async () => {
    const shop = await openShopify(hub);
    const first = await shop.deliver('orders/create', shopifyOrder(), { webhookId: 'w-1' });
    const again = await shop.deliver('orders/create', shopifyOrder(), { webhookId: 'w-1' });
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect([first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')]).toEqual([null, 'true']);
    expect(await shop.eventTypes()).toEqual(['client.created', 'order.created', 'payment.recorded']);
  });

  test('does nothing either when its id is new or missing', async () => {
    const shop = await openShopify(hub);
    const first = await shop.deliver('orders/create', shopifyOrder());
    for (const headers of [{}, { 'x-shopify-webhook-id': undefined }, { 'x-shopify-webhook-id': 'a b' }]) {
      const again = await shop.deliver('orders/create', shopifyOrder(), { headers });
      expect([again.status, again.json]).toEqual([200, { ...first.json, duplicate: true }]);
    }
    expect(await shop.eventTypes()).toEqual(['client.created', 'order.created', 'payment.recorded']);
  });

  test('twenty times at once makes one order, and no answer that Shopify would not repeat', async () => {
    const shop = await openShopify(hub);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shop.deliver('orders/create', shopifyOrder(), { webhookId: 'w-2' })),
    );
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    for (const { status, json } of answers)
      expect([status, json.error]).toEqual(status === 201 ? [201, undefined] : [409, 'idempotency_in_progress']);
    expect(await shop.orders()).toHaveLength(1);
    expect(await shop.quarantined()).toEqual([]);
  });

  test('with another body is another delivery', async () => {
    const shop = await openShopify(hub);
    await shop.deliver('orders/create', shopifyOrder(), { webhookId: 'w-3' });
    const newer = shopifyOrder({ updated_at: '2026-11-20T14:00:00+01:00', note: 'later' });
    expect((await shop.deliver('orders/updated', newer, { webhookId: 'w-3' })).status).toBe(200);
    expect((await shop.onlyOrder()).notes).toBe('later');
  });

  test('has not used its id up when it was refused', async () => {
    const shop = await openShopify(hub);
    const refused = await shop.deliver('orders/create', shopifyOrder(), { webhookId: 'w-4', secret: 'not the secret' });
    expect(refused.status).toBe(401);
    expect((await shop.deliver('orders/create', shopifyOrder(), { webhookId: 'w-4' })).status).toBe(201);
  });

  test('after something newer changes nothing', async () => {
    const shop = await openShopify(hub);
    const cancelled = shopifyOrder({
      updated_at: '2026-11-22T00:00:00Z',
      cancelled_at: '2026-11-22T00:00:00Z',
      financial_status: 'voided',
    });
    expect((await shop.deliver('orders/cancelled', cancelled)).status).toBe(201);
    const stale = await shop.deliver('orders/create', shopifyOrder());
    expect([stale.status, stale.json.duplicate]).toEqual([200, true]);
    expect(await shop.onlyOrder()).toMatchObject({ status: 'cancelled', payment_status: 'void', payments: [] });
  });
});

describe('a customer', () => {
  const bob = {
    id: 706405506930370084n,
    email: 'bob@example.com',
    first_name: 'Bob',
    last_name: 'New',
    updated_at: '2026-02-01T00:00:00Z',
  };
  const body = (change: object) => JSON.stringify({ ...bob, id: 'ID', ...change }).replace('"ID"', String(bob.id));

  test('is a client, and an older version of it changes nothing', async () => {
    const shop = await openShopify(hub);
    const created = await shop.deliver('customers/create', body({}));
    expect([created.status, created.json]).toEqual([
      200,
      { id: expect.any(String), external_id: 'shopify-customer-706405506930370084', duplicate: false },
    ]);
    await shop.deliver(
      'customers/update',
      body({ updated_at: '2026-03-01T00:00:00Z', last_name: 'Newest', email: 'bob2@example.com' }),
    );
    await shop.deliver('customers/update', body({ updated_at: '2026-01-01T00:00:00Z', last_name: 'Old' }));
    await shop.deliver('customers/create', body({}));
    expect(await shop.clients()).toMatchObject([{ name: 'Bob Newest', email: 'bob2@example.com' }]);
    expect(await shop.eventTypes()).toEqual(['client.created', 'client.updated']);
  });

  test('keeps the e-mail that another one has, and takes the rest', async () => {
    const shop = await openShopify(hub);
    await shop.deliver('customers/create', { id: 1, email: 'a@example.com' });
    await shop.deliver('customers/create', { id: 2, email: 'b@example.com' });
    const answer = await shop.deliver('customers/update', { id: 2, email: 'a@example.com', first_name: 'B' });
    expect(answer.status).toBe(200);
    const clients = await shop.clients();
    expect(clients.map(({ email, name }) => [email, name])).toEqual(expect.arrayContaining([['b@example.com', 'B']]));
  });
});

describe('a customer who is not known yet', () => {
  test('is the client whose e-mail address it has, by either id', async () => {
    const shop = await openShopify(hub);
    await shop.deliver('customers/create', { id: 1, email: 'a@example.com' });
    const answer = await shop.deliver('customers/create', { id: 2, email: 'A@example.com', first_name: 'Ann' });
    expect(answer.json).toMatchObject({ external_id: 'shopify-customer-2', duplicate: true });
    await shop.deliver('customers/update', { id: 1, phone: '555' });
    expect(await shop.clients()).toMatchObject([{ name: 'Ann', phone: '555' }]);
  });
});

describe('who sends', () => {
  test('is refused with 401 for a signature that is wrong, malformed or missing', async () => {
    const shop = await openShopify(hub);
    const answers = [
      await shop.deliver('orders/create', shopifyOrder(), { secret: shop.connector.secret }),
      await shop.deliver('orders/create', shopifyOrder(), { headers: { 'x-shopify-hmac-sha256': 'abc' } }),
      await shop.deliver('orders/create', shopifyOrder(), { headers: { 'x-shopify-hmac-sha256': undefined } }),
    ];
    expect(answers.map(({ status, json }) => [status, json.error])).toEqual([
      [401, 'signature_invalid'],
      [401, 'signature_malformed'],
      [401, 'signature_missing'],
    ]);
    expect(await shop.orders()).toEqual([]);
  });

  test('is not told whether there is such a shop or connector', async () => {
    const shop = await openShopify(hub);
    const wrong = { secret: 'not the secret' };
    const answers = await Promise.all([
      shop.deliver('orders/create', shopifyOrder(), wrong),
      shop.deliver('orders/create', shopifyOrder(), { domain: 'nobody.myshopify.com' }),
      shop.deliver('orders/create', shopifyOrder(), { headers: { 'x-shopify-shop-domain': undefined } }),
      shop.deliver('orders/create', shopifyOrder(), { path: `${shopifyRoute}/${shop.connector.id}`, ...wrong }),
      shop.deliver('orders/create', shopifyOrder(), { path: `${shopifyRoute}/${nowhere}` }),
      shop.deliver('orders/create', shopifyOrder(), { path: `${shopifyRoute}/nonsense` }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('may write the domain of the shop in any case', async () => {
    const shop = await openShopify(hub);
    const answer = await shop.deliver('orders/create', shopifyOrder(), { domain: shop.domain.toUpperCase() });
    expect(answer.status).toBe(201);
  });

  test('may name the connector in the path', async () => {
    const shop = await openShopify(hub);
    const path = `${shopifyRoute}/${shop.connector.id}`;
    expect((await shop.deliver('orders/create', shopifyOrder(), { path })).status).toBe(201);
    expect(
      (await shop.deliver('orders/create', shopifyOrder(), { path, headers: { 'x-shopify-shop-domain': undefined } })).status,
    ).toBe(200);
  });

  test('is decided by the secret where two tenants claim one shop', async () => {
    const domain = 'contested.myshopify.com';
    const [one, other] = [await openShopify(hub, { domain }), await openShopify(hub, { domain })];
    expect((await one.deliver('orders/create', shopifyOrder())).status).toBe(201);
    expect([await one.orders(), await other.orders()].map(({ length }) => length)).toEqual([1, 0]);
    expect((await other.deliver('orders/create', shopifyOrder({ note: 'mine' }))).status).toBe(201);
    expect([(await one.onlyOrder()).notes, (await other.onlyOrder()).notes]).toEqual([null, 'mine']);
  });

  test('never reaches another shop of the same app, whose secret is the same', async () => {
    const secret = 'shpss_one_app_for_many_shops';
    const shop = await openShopify(hub, { secret });
    const neighbour = await openShopify(hub, { secret });
    expect((await shop.deliver('orders/create', shopifyOrder(), { domain: 'uninstalled.myshopify.com' })).status).toBe(401);
    const path = `${shopifyRoute}/${neighbour.connector.id}`;
    expect((await shop.deliver('orders/create', shopifyOrder(), { path })).status).toBe(401);
    expect((await shop.deliver('orders/create', shopifyOrder())).status).toBe(201);
    expect(await neighbour.orders()).toEqual([]);
  });
});

describe('the settings', () => {
  test.each([
    [{}],
    [{ shop_domain: 'a.myshopify.com' }],
    [{ shop_domain: 'A.myshopify.com', app_secret: 'shpss_12345678' }],
    [{ shop_domain: 'https://a.myshopify.com', app_secret: 'shpss_12345678' }],
    [{ shop_domain: 'a.myshopify.com', app_secret: 'shpss_12345678', other: 1 }],
  ])('%j are refused', async (config) => {
    await expect(hub.connector(await hub.tenant(), 'shopify', { config })).rejects.toThrow(/422|400/);
  });

  test('never show the secret of the app', async () => {
    const shop = await openShopify(hub);
    const { json, text } = await hub.admin('GET', `/connectors/${shop.connector.id}`);
    expect(json.config).toEqual({ shop_domain: shop.domain });
    expect(text).not.toContain(shop.secret);
  });
});
