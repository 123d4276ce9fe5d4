/**
 * Two organisations that share every name a storefront can choose never meet, as far as anybody outside can tell.
 * second-wall.test.ts asks what would happen if the hub itself were wrong.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, eventually, startTestHub, type TestTenant, wooSignature } from '../support/hub.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';
import { changedOrder, wooRoute } from '../support/woo-shop.ts';
import type { AnyJson } from '../support/json.ts';

const hub = await startTestHub();

/** Both shops say that they live here. */
const website = 'https://shop.example.com';

async function newShop() {
  const tenant = await hub.tenant({ websiteUrl: website });
  const { key } = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6_000 });
  const woo = await hub.connector(tenant, 'woocommerce');
  const authorization = { authorization: `Bearer ${key}` };
  return {
    tenant,
    woo,
    placeOrder: (externalId: string, priceCents: number, headers: Record<string, string> = {}): Promise<Answer> =>
      hub.call('POST', '/integrations/v1/orders', {
        headers: { ...authorization, ...headers },
        body: {
          external_id: externalId,
          lines: [{ description: 'Tea', quantity: 1, unit_price_cents: priceCents }],
          client: { external_id: 'client-1', email: 'ada@example.com' },
          payment: { external_id: 'payment-1', amount_cents: priceCents },
        },
      }),
    byExternalId: (externalId: string): Promise<Answer> =>
      hub.call('GET', `/integrations/v1/orders/by-external/${externalId}`, { headers: authorization }),
    orders: () => ordersOf(tenant),
  };
}
type Shop = Awaited<ReturnType<typeof newShop>>;

/** Documents of the read API. */

async function ordersOf({ readKey }: TestTenant): Promise<AnyJson[]> {
  return (await hub.call('GET', '/v1/orders?limit=100', { headers: { authorization: `Bearer ${readKey}` } })).json.rows;
}

/** What a stranger could tell two answers apart by; the request id differs by nature, and the clock and the rate limit go on. */
function visible({ status, headers, text }: Answer) {
  const moving = new Set(['x-request-id', 'date', 'ratelimit']);
  return { status, text, headers: [...headers].filter(([name]) => !moving.has(name)) };
}

/** A delivery as WooCommerce sends it to a bare URL: nothing but the signature says whose it is. */
function deliverWoo(
  body: string,
  secret: string,
  path: string = wooRoute,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const claims = { 'x-wc-webhook-source': `${website}/`, 'x-wc-webhook-topic': 'order.created' };
  const signature = { 'x-wc-webhook-signature': wooSignature(secret, body) };
  return hub.call('POST', path, { body, headers: { 'content-type': 'application/json', ...claims, ...signature, ...headers } });
}

let ours: Shop;
let theirs: Shop;

beforeAll(async () => {
  ours = await newShop();
  theirs = await newShop();
});

describe('two organisations with the same external ids', () => {
  it('get orders, clients and payments of their own', async () => {
    const key = { 'idempotency-key': 'order-1001' };
    const answers = [await ours.placeOrder('1001', 100, key), await theirs.placeOrder('1001', 200, key)];
    expect(answers.map(({ status, json, headers }) => [status, json.duplicate, headers.get('idempotent-replayed')])).toEqual([
      [201, false, null],
      [201, false, null],
    ]);
    const [our, their] = answers.map(({ json }) => json);
    expect([our.id, our.client_id, our.payment.id]).not.toContainEqual(
      expect.toBeOneOf([their.id, their.client_id, their.payment.id]),
    );
    expect((await ours.byExternalId('1001')).json).toMatchObject({ id: our.id, total_cents: 100 });
    expect((await theirs.byExternalId('1001')).json).toMatchObject({ id: their.id, total_cents: 200 });
    expect((await ours.orders()).map(({ id }) => id)).toEqual([our.id]);
    expect((await theirs.orders()).map(({ id }) => id)).toEqual([their.id]);
  });

  it("cannot see or replay each other's: the answer is the one for what does not exist", async () => {
    const { json: our } = await ours.placeOrder('only-ours', 100, { 'idempotency-key': 'only-ours' });
    const reader = { headers: { authorization: `Bearer ${theirs.tenant.readKey}` } };
    const foreign = [await hub.call('GET', `/v1/orders/${our.id}`, reader), await theirs.byExternalId('only-ours')];
    const unknown = [await hub.call('GET', `/v1/orders/${randomUUID()}`, reader), await theirs.byExternalId(randomUUID())];
    expect(foreign.map(visible)).toEqual(unknown.map(visible));
    expect(foreign.map(({ status }) => status)).toEqual([404, 404]);
    const cursor = await hub.call('GET', `/v1/orders?cursor_at=2020-01-01T00:00:00.000Z&cursor_id=${our.id}`, reader);
    expect(cursor.json.rows.map(({ external_id }: { external_id: string }) => external_id)).not.toContain('only-ours');
    const again = await theirs.placeOrder('only-ours', 100, { 'idempotency-key': 'only-ours' });
    expect([again.status, again.json.duplicate, again.json.id === our.id]).toEqual([201, false, false]);
  });

  it('send their events to their own receivers only', async () => {
    const [ourReceiver, theirReceiver] = [await startWebhookReceiver(), await startWebhookReceiver()];
    await hub.endpoint(ours.tenant, ourReceiver.url);
    await hub.endpoint(theirs.tenant, theirReceiver.url);
    await Promise.all([ours.placeOrder('event', 100), theirs.placeOrder('event', 200)]);
    await eventually(() => (ourReceiver.received.length + theirReceiver.received.length >= 2 ? true : undefined));
    for (const [{ received }, { tenant }] of [
      [ourReceiver, ours],
      [theirReceiver, theirs],
    ] as const) {
      expect(received.map(({ body }) => JSON.parse(body).org_id)).toEqual([tenant.organisationId]);
    }
  });

  it("cannot be joined by an operator's mistake: a store of one is unknown to the other", async () => {
    const organisation = ours.tenant.organisationId;
    const path = (store: string) => `/orgs/${organisation}/stores/${store}/connectors`;
    const body = { name: 'x', payload_format: 'peptideclients' };
    await expect(hub.admin('POST', path(theirs.tenant.storeId), body)).rejects.toThrow(/404 .*not_found/);
    const endpoint = { url: 'https://receiver.example/', event_types: ['order.created'], store: theirs.tenant.storeId };
    await expect(hub.admin('POST', `/orgs/${organisation}/webhook-endpoints`, endpoint)).rejects.toThrow(/422 .*"path":"store"/);
  });
});

describe('a body that one shop signed', () => {
  const stored = async (shop: Shop, externalId: string) =>
    (await shop.orders()).filter(({ external_id }) => external_id === externalId);

  it('lands in that shop, though both claim the same address and number their orders alike', async () => {
    const body = changedOrder({ id: 71 });
    expect((await deliverWoo(body, theirs.woo.secret)).status).toBe(201);
    expect([await stored(ours, 'woo-71'), await stored(theirs, 'woo-71')].map(({ length }) => length)).toEqual([0, 1]);
    expect((await deliverWoo(body, ours.woo.secret)).status).toBe(201);
    const [[our], [their]] = [await stored(ours, 'woo-71'), await stored(theirs, 'woo-71')];
    expect([our.store_id, their.store_id]).toEqual([ours.tenant.storeId, theirs.tenant.storeId]);
    expect(our.id).not.toBe(their.id);
  });

  it("is refused at the other's own URL and under the other's key", async () => {
    const body = changedOrder({ id: 72 });
    const refusals = [
      await deliverWoo(body, theirs.woo.secret, `${wooRoute}/${ours.woo.id}`),
      await deliverWoo(body, theirs.woo.secret, wooRoute, { authorization: `Bearer ${ours.woo.key}` }),
    ];
    expect(refusals.map(({ status, json }) => [status, json.error])).toEqual(refusals.map(() => [401, 'signature_invalid']));
    expect([await stored(ours, 'woo-72'), await stored(theirs, 'woo-72')]).toEqual([[], []]);
  });

  it('does not fall to the other when its own connector is revoked', async () => {
    const leaving = await newShop();
    await hub.admin('POST', `/connectors/${leaving.woo.id}/revoke`);
    const answer = await deliverWoo(changedOrder({ id: 73 }), leaving.woo.secret);
    expect([answer.status, answer.json.error]).toEqual([401, 'signature_invalid']);
    for (const shop of [ours, theirs, leaving]) expect(await stored(shop, 'woo-73')).toEqual([]);
  });
});
