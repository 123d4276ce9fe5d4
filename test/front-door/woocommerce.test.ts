/** `POST /integrations/v1/webhook/woocommerce`, from outside, with the bytes that real shops send. */
import { beforeAll, describe, expect, test } from 'vitest';
import { capture, readFixture } from '../../adapters/woocommerce/fixtures/samples.ts';
import { type Answer, eventually, startTestHub, type TestConnector, type TestHub, type TestTenant, wooSignature } from '../support/hub.ts';

const route = '/integrations/v1/webhook/woocommerce';
let hub: TestHub;
let tenant: TestTenant;
let shop: TestConnector;
let hosts = 0;

beforeAll(async () => {
  hub = await startTestHub();
});

/** A shop of its own for each test, so that the captures' order ids are new to it. */
async function openShop(options: Record<string, unknown> = {}): Promise<string> {
  const source = `https://shop-${++hosts}.example.com`;
  tenant = await hub.tenant({ websiteUrl: `https://www.shop-${hosts}.example.com/store` });
  shop = await hub.connector(tenant, 'woocommerce', options);
  return source;
}

/** Delivers as a shop does: no Authorization, signed, the source and topic as claims. */
function deliver(source: string, body: Uint8Array | string, topic: string, { secret = shop.secret, path = route } = {}): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'WooCommerce/9.9.5 Hookshot (WordPress/6.8.7)',
    'x-wc-webhook-source': `${source}/`,
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-signature': wooSignature(secret, body),
  };
  return hub.call('POST', path, { body, headers });
}

const play = (source: string, name: Parameters<typeof capture>[0]) => {
  const { request } = capture(name);
  return deliver(source, request.body, request.headers['x-wc-webhook-topic'] ?? '');
};

async function orders(): Promise<any[]> { // oxlint-disable-line typescript/no-explicit-any -- documents of every shape
  return (await hub.call('GET', '/v1/orders', { headers: { authorization: `Bearer ${tenant.readKey}` } })).json.rows;
}

const plain = JSON.parse(readFixture('captures/009-created-order.created.body').toString());
const changed = (change: object) => JSON.stringify({ ...plain, ...change });

describe('the bare URL', () => {
  test('takes a paid order once, however often the shop sends it', async () => {
    const source = await openShop();
    const first = await play(source, '009-created-order.created');
    const again = await play(source, '010-created-order.updated');
    expect([first.status, first.json]).toEqual([201, { id: expect.any(String), external_id: 'woo-15', duplicate: false }]);
    expect([again.status, again.json]).toEqual([200, { ...first.json, duplicate: true }]);
    const rows = await orders();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      external_id: 'woo-15',
      currency: 'GBP',
      total_cents: 7586,
      totals_mismatch_cents: 0,
      status: 'open',
      payment_status: 'paid',
      source_status: 'processing',
      client: { email: 'zoe@example.com' },
      payments: [{ external_id: 'woo-15-payment', amount_cents: 7586, status: 'recorded' }],
    });
    expect(rows[0].lines).toHaveLength(3);
  });

  test('ignores the draft of a block checkout and stores the order once, though its creation comes last', async () => {
    const source = await openShop();
    const draft = await play(source, '118-checkout-draft-order.updated');
    expect([draft.status, draft.json]).toEqual([200, { ok: true, ignored: 'draft' }]);
    expect(await orders()).toEqual([]);
    expect((await play(source, '119-checkout-placed-order.updated')).status).toBe(201);
    expect((await play(source, '120-checkout-placed-order.created')).status).toBe(200);
    const rows = await orders();
    expect(rows.map(({ external_id, status }) => [external_id, status])).toEqual([['woo-29', 'open']]);
  });

  test('finds the shop by its signature even when the source says nothing', async () => {
    await openShop();
    const { request } = capture('009-created-order.created');
    expect((await deliver('https://somewhere.else.example', request.body, 'order.created')).status).toBe(201);
    expect(await orders()).toHaveLength(1);
  });

  test('never takes a body signed by one shop for another, whatever its headers say', async () => {
    const first = await openShop();
    const [firstTenant, firstShop] = [tenant, shop];
    await openShop();
    const answer = await deliver(first, readFixture('captures/009-created-order.created.body'), 'order.created');
    expect(answer.status).toBe(201);
    expect(await orders()).toHaveLength(1);
    [tenant, shop] = [firstTenant, firstShop];
    expect(await orders()).toEqual([]);
  });

  test('takes the key of the connector where a proxy adds one, and still wants the signature', async () => {
    await openShop();
    const body = readFixture('captures/009-created-order.created.body');
    const headers = { authorization: `Bearer ${shop.key}`, 'x-wc-webhook-topic': 'order.created' };
    expect((await hub.call('POST', route, { body, headers })).json.error).toBe('signature_missing');
    const signed = { ...headers, 'x-wc-webhook-signature': wooSignature(shop.secret, body) };
    expect((await hub.call('POST', route, { body, headers: signed })).status).toBe(201);
    expect((await hub.call('POST', route, { body, headers: { ...signed, authorization: 'Bearer pck_int_x' } })).json.error).toBe('invalid_api_key');
  });
});

describe("the connector's own URL", () => {
  test('takes what its secret signed, and nobody else’s', async () => {
    const source = await openShop();
    const path = `${route}/${shop.id}`;
    const body = readFixture('captures/009-created-order.created.body');
    expect((await deliver(source, body, 'order.created', { path })).status).toBe(201);
    const forged = await deliver(source, body, 'order.created', { path, secret: '0'.repeat(64) });
    expect([forged.status, forged.json]).toEqual([401, { error: 'signature_invalid', detail: 'HMAC mismatch' }]);
  });

  test('answers the same for an unknown id, no id at all, and a connector of another format', async () => {
    await openShop();
    const sdf = await hub.connector(tenant, 'peptideclients');
    const answers = await Promise.all(
      ['00000000-0000-7000-8000-000000000000', 'nonsense', sdf.id].map((id) => deliver('https://x.example', '{}', 'order.created', { path: `${route}/${id}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});

describe('the ping of a saved webhook', () => {
  test('is answered with exactly 200 and stores nothing but a log row', async () => {
    await openShop();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await hub.call('POST', route, { body: 'webhook_id=7', headers });
    expect([answer.status, answer.json]).toEqual([200, { ok: true }]);
    expect(await orders()).toEqual([]);
    expect((await hub.call('POST', `${route}/${shop.id}`, { body: 'webhook_id=7', headers })).status).toBe(200);
    expect((await hub.call('POST', route, { body: 'webhook_id=7&x=1', headers })).status).toBe(401);
  });
});

describe('a signature', () => {
  test.each([
    ['absent', undefined, 'signature_missing'],
    ['malformed', 'abc', 'signature_malformed'],
    ['wrong', wooSignature('x', 'y'), 'signature_invalid'],
  ])('that is %s is 401, stores nothing, and is in the log of the shop it names', async (_name, signature, error) => {
    const source = await openShop();
    const body = readFixture('captures/009-created-order.created.body');
    const headers = { 'x-wc-webhook-source': source, 'x-wc-webhook-topic': 'order.created', ...(signature && { 'x-wc-webhook-signature': signature }) };
    const answer = await hub.call('POST', route, { body, headers });
    expect([answer.status, answer.json.error]).toEqual([401, error]);
    expect(await orders()).toEqual([]);
    const row = await eventually(async () => (await hub.admin('GET', `/connectors/${shop.id}/requests`)).json.rows[0]);
    expect([row.error_code, row.status_code, row.external_id]).toEqual([error, 401, null]);
  });

  test('is over the bytes that came, so the same JSON written otherwise does not hold', async () => {
    const source = await openShop();
    const { body } = capture('009-created-order.created').request;
    const rewritten = JSON.stringify(JSON.parse(Buffer.from(body).toString()));
    const headers = { 'x-wc-webhook-source': source, 'x-wc-webhook-topic': 'order.created', 'x-wc-webhook-signature': wooSignature(shop.secret, body) };
    expect((await hub.call('POST', route, { body: rewritten, headers })).json.error).toBe('signature_invalid');
  });

  test('of the old secret holds during the grace of a rotation and not after one without', async () => {
    const source = await openShop();
    const old = shop.secret;
    const body = readFixture('captures/009-created-order.created.body');
    const { json } = await hub.admin('POST', `/connectors/${shop.id}/rotate-secret`, { grace_seconds: 3600 });
    expect((await deliver(source, body, 'order.created', { secret: old })).status).toBe(201);
    expect((await deliver(source, body, 'order.created', { secret: json.signing_secret_plain })).status).toBe(200);
    await hub.admin('POST', `/connectors/${shop.id}/rotate-secret`);
    expect((await deliver(source, body, 'order.created', { secret: json.signing_secret_plain })).status).toBe(401);
  });

  test('of a revoked connector is nobody’s', async () => {
    const source = await openShop();
    await hub.admin('POST', `/connectors/${shop.id}/revoke`);
    expect((await play(source, '009-created-order.created')).status).toBe(401);
  });
});

describe('the newest version of an order', () => {
  test('wins, and an older one that comes later changes nothing', async () => {
    const source = await openShop();
    await deliver(source, changed({ date_modified_gmt: '2026-03-02T10:00:00', status: 'processing' }), 'order.updated');
    const newer = await deliver(source, changed({ date_modified_gmt: '2026-03-03T10:00:00', status: 'completed' }), 'order.updated');
    const stale = await deliver(source, changed({ date_modified_gmt: '2026-03-01T10:00:00', status: 'on-hold' }), 'order.updated');
    expect([newer.status, stale.status]).toEqual([200, 200]);
    const [order] = await orders();
    expect([order.status, order.payment_status, order.fulfilment_status, order.source_status]).toEqual(['fulfilled', 'paid', 'shipped', 'completed']);
  });

  test('within one second is the state further along', async () => {
    const source = await openShop();
    await deliver(source, changed({ status: 'completed' }), 'order.updated');
    await deliver(source, changed({ status: 'pending' }), 'order.updated');
    expect((await orders())[0].status).toBe('fulfilled');
    await deliver(source, changed({ status: 'refunded', refunds: [{ id: 1, total: '-75.86' }] }), 'order.updated');
    expect((await orders())[0]).toMatchObject({ status: 'closed', payment_status: 'refunded', refunded_cents: 7586, payments: [{ status: 'refunded' }] });
  });

  test('has the refunds that are listed in it now', async () => {
    const source = await openShop();
    const at = (second: number) => ({ date_modified_gmt: `2026-03-02T10:00:0${second}` });
    await deliver(source, changed({ ...at(1), refunds: [{ id: 1, total: '-10.00' }, { id: 2, total: '-5.00' }] }), 'order.updated');
    expect((await orders())[0]).toMatchObject({ payment_status: 'partially_refunded', refunded_cents: 1500 });
    await deliver(source, changed({ ...at(2), refunds: [{ id: 2, total: '-5.00' }] }), 'order.updated');
    expect((await orders())[0]).toMatchObject({ payment_status: 'partially_refunded', refunded_cents: 500 });
  });

  test('by many senders at once is stored once, and ends as the newest', async () => {
    const source = await openShop();
    const versions = Array.from({ length: 20 }, (_, index) => changed({ date_modified_gmt: `2026-03-02T10:00:${10 + index}`, number: `n-${index}` }));
    const answers = await Promise.all(versions.toReversed().map((body) => deliver(source, body, 'order.updated')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200 || status === 201)).toBe(true);
    const rows = await orders();
    expect(rows.map(({ order_number }) => order_number)).toEqual(['n-19']);
  });
});

describe('a deletion', () => {
  test('marks a known order, leaves its payment, survives a repeat of what was, and ends when the shop restores it', async () => {
    const source = await openShop();
    await play(source, '009-created-order.created');
    const gone = await play(source, '014-deleted-order.deleted');
    expect([gone.status, gone.json.duplicate]).toEqual([200, true]);
    expect((await orders())[0]).toMatchObject({ status: 'deleted', payment_status: 'paid' });
    await play(source, '010-created-order.updated');
    expect((await orders())[0].status).toBe('deleted');
    await deliver(source, readFixture('captures/009-created-order.created.body'), 'order.restored');
    expect((await orders())[0]).toMatchObject({ status: 'open', payment_status: 'paid' });
  });

  test('of an order that was never seen is ignored', async () => {
    const source = await openShop();
    const answer = await play(source, '014-deleted-order.deleted');
    expect([answer.status, answer.json.ok, typeof answer.json.ignored]).toEqual([200, true, 'string']);
  });
});

describe('a genuine request that cannot be understood', () => {
  test.each([
    ['no JSON', '{"id": 15,', 'order.updated'],
    ['another thing than an order', '{"hello": "world"}', 'order.created'],
    ['no total', JSON.stringify({ ...plain, total: undefined }), 'order.created'],
    ['money beyond every limit', changed({ total: '99999999999999999999.00' }), 'order.created'],
    ['an unknown currency', changed({ currency: 'QQQ' }), 'order.created'],
  ])('(%s) is answered with 200, kept raw, and shown as quarantined', async (_name, body, topic) => {
    const source = await openShop();
    const answer = await deliver(source, body, topic);
    expect([answer.status, answer.json]).toEqual([200, { ok: true, quarantined: true }]);
    expect(await orders()).toEqual([]);
    const { json } = await hub.admin('GET', `/requests/${answer.headers.get('x-request-id')}`); // durable before the answer: no waiting
    expect([json.quarantined, json.body, typeof json.reason]).toEqual([true, body, 'string']);
    const alerts = (await hub.admin('GET', `/orgs/${tenant.organisationId}/alerts`)).json.rows;
    expect(alerts.map((alert: { connector_id: string }) => alert.connector_id)).toContain(shop.id);
  });

  test('but is an error object of an order that is gone, is ignored', async () => {
    const source = await openShop();
    const error = JSON.stringify({ code: 'woocommerce_rest_shop_order_invalid_id', message: 'Invalid ID.', data: { status: 404 } });
    const answer = await deliver(source, error, 'order.updated');
    expect([answer.status, answer.json.ok, 'ignored' in answer.json]).toEqual([200, true, true]);
  });
});

describe('a customer', () => {
  test('becomes a client of the store, known again by e-mail', async () => {
    const source = await openShop();
    const body = readFixture('w53-real-customer-created.json');
    const first = await deliver(source, body, 'customer.created');
    const again = await deliver(source, body, 'customer.updated');
    expect([first.status, first.json]).toEqual([201, { id: expect.any(String), external_id: 'woo-customer-2', duplicate: false }]);
    expect([again.status, again.json]).toEqual([200, { ...first.json, duplicate: true }]);
  });
});

describe('the rate limit of a shop', () => {
  test('is ten times the cap of its key', async () => {
    const source = await openShop({ rate_limit_per_minute: 1 });
    const answers = await Promise.all(Array.from({ length: 14 }, () => play(source, '009-created-order.created')));
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
  });
});

describe('two guests without an e-mail', () => {
  test('are never one client', async () => {
    const source = await openShop();
    const guest = (id: number) => changed({ id, customer_id: 0, billing: { ...plain.billing, email: '' } });
    await deliver(source, guest(101), 'order.created');
    await deliver(source, guest(102), 'order.created');
    const clients = (await orders()).map(({ client_id }) => client_id);
    expect(clients.filter((id) => id !== null).length === new Set(clients.filter((id) => id !== null)).size).toBe(true);
    expect(clients).toHaveLength(2);
  });
});
