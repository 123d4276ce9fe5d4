/** `POST /integrations/v1/webhook/woocommerce`, from outside, with the bytes that real shops send: who may, and what is answered. */
import { beforeAll, describe, expect, test } from 'vitest';
import { capture, readFixture } from '../../adapters/woocommerce/fixtures/samples.ts';
import { eventually, startTestHub, type TestHub, wooSignature } from '../support/hub.ts';
import { changedOrder, openShop, plainOrder, wooRoute } from '../support/woo-shop.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});

describe('the bare URL', () => {
  test('takes a paid order once, however often the shop sends it', async () => {
    const shop = await openShop(hub);
    const first = await shop.play('009-created-order.created');
    const again = await shop.play('010-created-order.updated');
    expect([first.status, first.json]).toEqual([201, { id: expect.any(String), external_id: 'woo-15', duplicate: false }]);
    expect([again.status, again.json]).toEqual([200, { ...first.json, duplicate: true }]);
    const rows = await shop.orders();
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
    const shop = await openShop(hub);
    const draft = await shop.play('118-checkout-draft-order.updated');
    expect([draft.status, draft.json]).toEqual([200, { ok: true, ignored: 'draft' }]);
    expect(await shop.orders()).toEqual([]);
    expect((await shop.play('119-checkout-placed-order.updated')).status).toBe(201);
    expect((await shop.play('120-checkout-placed-order.created')).status).toBe(200);
    const rows = await shop.orders();
    expect(rows.map(({ external_id, status }) => [external_id, status])).toEqual([['woo-29', 'open']]);
  });

  test('finds the shop by its signature even when the source says nothing', async () => {
    const shop = await openShop(hub);
    const { request } = capture('009-created-order.created');
    const answer = await shop.deliver(request.body, 'order.created', { source: 'https://somewhere.else.example' });
    expect(answer.status).toBe(201);
    expect(await shop.orders()).toHaveLength(1);
  });

  test('never takes a body signed by one shop for another, whatever its headers say', async () => {
    const claimed = await openShop(hub);
    const shop = await openShop(hub);
    const body = readFixture('captures/009-created-order.created.body');
    expect((await shop.deliver(body, 'order.created', { source: claimed.source })).status).toBe(201);
    expect(await shop.orders()).toHaveLength(1);
    expect(await claimed.orders()).toEqual([]);
  });

  test('takes the key of the connector where a proxy adds one, and still wants the signature', async () => {
    const shop = await openShop(hub);
    const body = readFixture('captures/009-created-order.created.body');
    const headers = { authorization: `Bearer ${shop.connector.key}`, 'x-wc-webhook-topic': 'order.created' };
    expect((await hub.call('POST', wooRoute, { body, headers })).json.error).toBe('signature_missing');
    const signed = { ...headers, 'x-wc-webhook-signature': wooSignature(shop.connector.secret, body) };
    expect((await hub.call('POST', wooRoute, { body, headers: signed })).status).toBe(201);
    expect(
      (await hub.call('POST', wooRoute, { body, headers: { ...signed, authorization: 'Bearer pck_int_x' } })).json.error,
    ).toBe('invalid_api_key');
  });
});

describe("the connector's own URL", () => {
  test('takes what its secret signed, and nobody else’s', async () => {
    const shop = await openShop(hub);
    const path = `${wooRoute}/${shop.connector.id}`;
    const body = readFixture('captures/009-created-order.created.body');
    expect((await shop.deliver(body, 'order.created', { path })).status).toBe(201);
    const forged = await shop.deliver(body, 'order.created', { path, secret: '0'.repeat(64) });
    expect([forged.status, forged.json]).toEqual([401, { error: 'signature_invalid', detail: 'HMAC mismatch' }]);
  });

  test('answers the same for an unknown id, no id at all, and a connector of another format', async () => {
    const shop = await openShop(hub);
    const sdf = await hub.connector(shop.tenant, 'peptideclients');
    const answers = await Promise.all(
      ['00000000-0000-7000-8000-000000000000', 'nonsense', sdf.id].map((id) =>
        shop.deliver('{}', 'order.created', { path: `${wooRoute}/${id}` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});

describe('the ping of a saved webhook', () => {
  test('is answered with exactly 200 and stores nothing but a log row', async () => {
    const shop = await openShop(hub);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await hub.call('POST', wooRoute, { body: 'webhook_id=7', headers });
    expect([answer.status, answer.json]).toEqual([200, { ok: true }]);
    expect(await shop.orders()).toEqual([]);
    expect((await hub.call('POST', `${wooRoute}/${shop.connector.id}`, { body: 'webhook_id=7', headers })).status).toBe(200);
    expect((await hub.call('POST', wooRoute, { body: 'webhook_id=7&x=1', headers })).status).toBe(401);
  });
});

describe('a signature', () => {
  test.each([
    ['absent', undefined, 'signature_missing'],
    ['malformed', 'abc', 'signature_malformed'],
    ['wrong', wooSignature('x', 'y'), 'signature_invalid'],
  ])('that is %s is 401, stores nothing, and is in the log of the shop it names', async (_name, signature, error) => {
    const shop = await openShop(hub);
    const body = readFixture('captures/009-created-order.created.body');
    const headers = {
      'x-wc-webhook-source': shop.source,
      'x-wc-webhook-topic': 'order.created',
      ...(signature && { 'x-wc-webhook-signature': signature }),
    };
    const answer = await hub.call('POST', wooRoute, { body, headers });
    expect([answer.status, answer.json.error]).toEqual([401, error]);
    expect(await shop.orders()).toEqual([]);
    const row = await eventually(async () => (await hub.admin('GET', `/connectors/${shop.connector.id}/requests`)).json.rows[0]);
    expect([row.error_code, row.status_code, row.external_id]).toEqual([error, 401, null]);
  });

  test('is over the bytes that came, so the same JSON written otherwise does not hold', async () => {
    const shop = await openShop(hub);
    const { body } = capture('009-created-order.created').request;
    const rewritten = JSON.stringify(JSON.parse(Buffer.from(body).toString()));
    const headers = {
      'x-wc-webhook-source': shop.source,
      'x-wc-webhook-topic': 'order.created',
      'x-wc-webhook-signature': wooSignature(shop.connector.secret, body),
    };
    expect((await hub.call('POST', wooRoute, { body: rewritten, headers })).json.error).toBe('signature_invalid');
  });

  test('of the old secret holds during the grace of a rotation and not after one without', async () => {
    const shop = await openShop(hub);
    const old = shop.connector.secret;
    const body = readFixture('captures/009-created-order.created.body');
    const { json } = await hub.admin('POST', `/connectors/${shop.connector.id}/rotate-secret`, { grace_seconds: 3600 });
    expect((await shop.deliver(body, 'order.created', { secret: old })).status).toBe(201);
    expect((await shop.deliver(body, 'order.created', { secret: json.signing_secret_plain })).status).toBe(200);
    await hub.admin('POST', `/connectors/${shop.connector.id}/rotate-secret`);
    expect((await shop.deliver(body, 'order.created', { secret: json.signing_secret_plain })).status).toBe(401);
  });

  test('of a revoked connector is nobody’s', async () => {
    const shop = await openShop(hub);
    await hub.admin('POST', `/connectors/${shop.connector.id}/revoke`);
    expect((await shop.play('009-created-order.created')).status).toBe(401);
  });
});

describe('a genuine request that cannot be understood', () => {
  test.each([
    ['no JSON', '{"id": 15,', 'order.updated'],
    ['another thing than an order', '{"hello": "world"}', 'order.created'],
    ['no total', JSON.stringify({ ...plainOrder, total: undefined }), 'order.created'],
    ['money beyond every limit', changedOrder({ total: '99999999999999999999.00' }), 'order.created'],
    ['an unknown currency', changedOrder({ currency: 'QQQ' }), 'order.created'],
  ])('(%s) is answered with 200, kept raw, and shown as quarantined', async (_name, body, topic) => {
    const shop = await openShop(hub);
    const answer = await shop.deliver(body, topic);
    expect([answer.status, answer.json]).toEqual([200, { ok: true, quarantined: true }]);
    expect(await shop.orders()).toEqual([]);
    const { json } = await hub.admin('GET', `/requests/${answer.headers.get('x-request-id')}`); // durable before the answer: no waiting
    expect([json.quarantined, json.body, typeof json.reason]).toEqual([true, body, 'string']);
    const alerts = (await hub.admin('GET', `/orgs/${shop.tenant.organisationId}/alerts`)).json.rows;
    expect(alerts.map((alert: { connector_id: string }) => alert.connector_id)).toContain(shop.connector.id);
  });

  test('but is an error object of an order that is gone, is ignored', async () => {
    const shop = await openShop(hub);
    const error = JSON.stringify({
      code: 'woocommerce_rest_shop_order_invalid_id',
      message: 'Invalid ID.',
      data: { status: 404 },
    });
    const answer = await shop.deliver(error, 'order.updated');
    expect([answer.status, answer.json.ok, 'ignored' in answer.json]).toEqual([200, true, true]);
  });
});

describe('a customer', () => {
  const emailOf = async (clientId: string): Promise<unknown> =>
    (await hub.query<{ email: string }>(`select email from crossdock.clients where id = '${clientId}'`))[0]?.email;

  test('becomes a client of the store, known again by e-mail', async () => {
    const shop = await openShop(hub);
    const body = readFixture('w53-real-customer-created.json');
    const first = await shop.deliver(body, 'customer.created');
    const again = await shop.deliver(body, 'customer.updated');
    expect([first.status, first.json]).toEqual([
      201,
      { id: expect.any(String), external_id: 'woo-customer-2', duplicate: false },
    ]);
    expect([again.status, again.json]).toEqual([200, { ...first.json, duplicate: true }]);
  });

  test('stays as it was said last, when an older delivery comes late', async () => {
    const shop = await openShop(hub);
    const customer = (email: string, date_modified_gmt: string) => JSON.stringify({ id: 7, email, date_modified_gmt });
    const { json } = await shop.deliver(customer('new@example.com', '2026-11-20T13:09:17'), 'customer.updated');
    await shop.deliver(customer('old@example.com', '2026-11-20T13:09:16'), 'customer.updated');
    expect(await emailOf(json.id)).toBe('new@example.com');
    await shop.deliver(customer('newest@example.com', '2026-11-20T13:09:18'), 'customer.updated');
    expect(await emailOf(json.id)).toBe('newest@example.com');
  });
});

describe('an order whose topic was garbled on the way', () => {
  test.each(['order.updated, order.updated', 'ORDER.UPDATED'])('to "%s" is stored all the same', async (topic) => {
    const shop = await openShop(hub);
    const answer = await shop.deliver(changedOrder({ id: 103 }), topic);
    expect([answer.status, answer.json.external_id]).toEqual([201, 'woo-103']);
  });
});

describe('the rate limit of a shop', () => {
  test('is ten times the cap of its key', async () => {
    const shop = await openShop(hub, { rate_limit_per_minute: 1 });
    const answers = await Promise.all(Array.from({ length: 14 }, () => shop.play('009-created-order.created')));
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
  });
});

describe('two guests without an e-mail', () => {
  test('are never one client', async () => {
    const shop = await openShop(hub);
    const guest = (id: number) => changedOrder({ id, customer_id: 0, billing: { ...plainOrder.billing, email: '' } });
    await shop.deliver(guest(101), 'order.created');
    await shop.deliver(guest(102), 'order.created');
    const clients = (await shop.orders()).map(({ client_id }) => client_id);
    expect(clients.filter((id) => id !== null).length === new Set(clients.filter((id) => id !== null)).size).toBe(true);
    expect(clients).toHaveLength(2);
  });
});
