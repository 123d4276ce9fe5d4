/** Deliveries of storeep webhooks from the outside: a visit and an order go in at the front door, and a real receiver says what came out. */
import { describe, expect, it } from 'vitest';
import { eventually, startTestHub } from '../support/hub.ts';
import { newProgram } from '../support/storeep-program.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';

const hub = await startTestHub({ CROSSDOCK_RETRY_SCHEDULE: '50ms,1h' });

/** A store with a program that manages webhooks and a shop that sends orders. */
async function newStore(currency = 'GBP', config: Record<string, unknown> = {}) {
  const tenant = await hub.tenant({ currency });
  const program = await hub.connector(tenant, 'storeep', { rate_limit_per_minute: 6_000, config });
  const shop = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6_000 });
  const as = (key: string) => ({ authorization: `Bearer ${key}` });
  return {
    tenant,
    async subscribe(url_or_email: string, event = 'order-created', other: object = {}): Promise<string> {
      const body = { name: 'Hook', type: 'api', event, url_or_email, ...other };
      const answer = await hub.call('POST', '/api/v1/webhooks', { headers: as(program.key), body });
      expect(answer.status).toBe(201);
      return /"id":(\d+)/.exec(answer.text)?.[1] ?? '';
    },
    change: (method: string, id: string, body?: object) =>
      hub.call(method, `/api/v1/webhooks?id=${id}`, { headers: as(program.key), ...(body && { body }) }),
    visit: (body: object) => hub.call('POST', '/api/v1/sessions', { headers: as(program.key), body }),
    order: (body: object) => hub.call('POST', '/integrations/v1/orders', { headers: as(shop.key), body }),
    cancel: (id: string) => hub.call('POST', `/integrations/v1/orders/${id}/cancel`, { headers: as(shop.key), body: {} }),
    /** Every attempt that was made for the store's webhooks, once there are as many as expected. */
    attempts: (count: number) =>
      eventually(async () => {
        const rows = await hub.query<{ error_code: string | null; error_detail: string | null; status: string }>(
          `select a.error_code, a.error_detail, d.status from delivery_attempts a
           join deliveries d on d.org_id = a.org_id and d.id = a.delivery_id
           where a.org_id = '${tenant.organisationId}' order by a.started_at`,
        );
        return rows.length >= count ? rows : undefined;
      }),
  };
}

const line = { description: 'Lamp', quantity: 2, unit_price_cents: 1_999, sku: 'L-1' };

describe('an order of a visit', () => {
  it('arrives flat, with what is known of the visit, at a URL that it fills in', async () => {
    const receiver = await startWebhookReceiver();
    const { tenant, subscribe, visit, order } = await newStore();
    await subscribe(
      `${receiver.url}/{{external_id}}/{{fbclid}}?total={{order_total}}&n={{order_number}}&g={{gclid}}&x={{nothing}}&l={{lines}}`,
    );
    const fbclid = 'a b/../ü😀&x=1#?';
    const session = {
      session_id: 'visit-1',
      landing_url: 'https://shop.example.com/?a=1',
      fbclid,
      utm_source: 'news',
      utm_id: '7',
    };
    const recorded = await visit(session);
    expect([recorded.status, recorded.text]).toEqual([201, '{"status":"success","data":{"session_id":"visit-1"}}']);
    const placed = await order({
      external_id: 'shop-1',
      session_id: 'visit-1',
      lines: [line, { ...line, quantity: 1, unit_price_cents: 5, sku: null }],
      shipping_cents: 500,
      client: { email: 'ann@example.com', name: 'Ann Example' },
    });
    expect(placed.status).toBe(201);

    const { path, headers, body } = await eventually(() => receiver.received[0]);
    expect(path).toBe(`/hooks/shop-1/${encodeURIComponent(fbclid)}?total=45.03&n=&g=&x=&l=`);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Storeep-Webhook/1.0' });
    expect(Object.keys(headers).filter((name) => /signature|^x-/.test(name))).toEqual([]);
    const delivered = JSON.parse(body);
    expect(delivered).toEqual({
      event: 'order-created',
      event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      store_id: tenant.storeId,
      order_id: placed.json.id,
      order_number: null,
      external_id: 'shop-1',
      order_status: 'open',
      payment_status: 'unpaid',
      currency: 'GBP',
      order_total: '45.03',
      order_subtotal: '40.03',
      items_count: 2,
      customer_email: 'ann@example.com',
      customer_name: 'Ann Example',
      fbclid,
      gclid: null,
      utm_source: 'news',
      utm_medium: null,
      utm_campaign: null,
      utm_term: null,
      utm_content: null,
      utm_id: '7',
      landing_url: 'https://shop.example.com/?a=1',
      referrer: null,
      lines: [expect.objectContaining({ sku: 'L-1', quantity: 2, total_cents: 3_998 }), expect.objectContaining({ sku: null })],
    });
  });

  it('fails its attempts with a reason when the visit would change the path, and nothing is sent', async () => {
    const receiver = await startWebhookReceiver();
    const { subscribe, visit, order, attempts } = await newStore();
    await subscribe(`${receiver.url}/{{fbclid}}/orders`);
    expect((await visit({ session_id: 'visit-1', fbclid: '..' })).status).toBe(201);
    expect((await order({ external_id: 'shop-1', session_id: 'visit-1', lines: [line] })).status).toBe(201);
    const [attempt] = await attempts(1);
    expect(attempt).toMatchObject({ error_code: 'unsendable', error_detail: expect.stringContaining('".."') });

    await visit({ session_id: 'visit-2', fbclid: '../..' });
    await order({ external_id: 'shop-2', session_id: 'visit-2', lines: [line] });
    const webhook = await eventually(() => receiver.received[0]);
    expect([webhook.path, receiver.received.length]).toEqual(['/hooks/..%2F../orders', 1]);
  });
});

describe('a visit', () => {
  it('is told once, whatever is sent under its id afterwards', async () => {
    const receiver = await startWebhookReceiver();
    const { tenant, subscribe, visit } = await newStore();
    await subscribe(`${receiver.url}?s={{session_id}}`, 'session-created');
    const first = {
      session_id: 'v 1',
      referrer: 'https://search.example/',
      gclid: 'g',
      utm_campaign: 'spring',
      page: 'ignored',
      utm_term: null,
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => visit(first)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 200, 200, 200, 201]);
    const again = await visit({ ...first, gclid: 'other' });
    expect([again.status, again.text]).toEqual([200, '{"status":"success","data":{"session_id":"v 1"}}']);
    await visit({ session_id: 'v 2' });
    await eventually(() => (receiver.received.length >= 2 ? true : undefined));
    expect(receiver.received.map(({ path }) => path).toSorted()).toEqual(['/hooks?s=v%201', '/hooks?s=v%202']);
    const delivered = JSON.parse(receiver.received.find(({ path }) => path.endsWith('1'))?.body ?? '');
    expect(delivered).toEqual({
      event: 'session-created',
      event_id: expect.any(String),
      created_at: expect.any(String),
      store_id: tenant.storeId,
      session_id: 'v 1',
      landing_url: null,
      referrer: 'https://search.example/',
      fbclid: null,
      gclid: 'g',
      utm_source: null,
      utm_medium: null,
      utm_campaign: 'spring',
      utm_term: null,
      utm_content: null,
    });
  });

  it('that says something impossible is refused field by field', async () => {
    const { visit } = await newStore();
    const answer = await visit({ fbclid: 7, utm_source: ['x'], referrer: 'x'.repeat(2_049), other: { nested: true } });
    expect([answer.status, answer.json]).toEqual([
      422,
      {
        status: 'error',
        errors: {
          session_id: 'session id is required',
          referrer: 'referrer must be at most 2048 characters',
          fbclid: 'fbclid must be a string',
          utm_source: 'utm source must be a string',
        },
      },
    ]);
    expect(Object.keys((await visit({ session_id: ' x' })).json.errors)).toEqual(['session_id']);
  });
});

describe('a webhook', () => {
  it('for updates hears of changes and cancellations, not of the order’s making', async () => {
    const receiver = await startWebhookReceiver();
    const { subscribe, order, cancel } = await newStore('JPY', { user_agent: 'Shop/2' });
    await subscribe(receiver.url, 'order-updated');
    const { json } = await order({ external_id: 'shop-1', lines: [line] });
    expect((await cancel(json.id)).status).toBe(200);
    const webhook = await eventually(() => receiver.received[0]);
    expect(webhook.headers['user-agent']).toBe('Shop/2');
    expect(JSON.parse(webhook.body)).toMatchObject({ event: 'order-updated', order_status: 'cancelled', order_total: '3998' });
    expect(receiver.received).toHaveLength(1);
  });

  it('that is switched off or deleted hears nothing, and of its kind only the store’s own', async () => {
    const receiver = await startWebhookReceiver();
    const { subscribe, change, order } = await newStore();
    const stranger = await newStore();
    await stranger.subscribe(`${receiver.url}/stranger`);
    await subscribe(`${receiver.url}/off`, 'order-created', { is_enabled: false });
    await change('DELETE', await subscribe(`${receiver.url}/deleted`));
    await change('PUT', await subscribe(`${receiver.url}/late`, 'order-created', { is_enabled: false }), { is_enabled: true });
    await subscribe(`${receiver.url}/on`);
    await order({ external_id: 'shop-1', lines: [line] });
    await eventually(() => (receiver.received.length >= 2 ? true : undefined));
    expect(receiver.received.map(({ path }) => path).toSorted()).toEqual(['/hooks/late', '/hooks/on']);
  });

  it('is tried again after a failure, and ends when its receiver is gone', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    receiver.answer = (response, webhook) => answering(receiver.received.length > 1 ? 410 : 500)(response, webhook);
    const { subscribe, change, order, attempts } = await newStore();
    const id = await subscribe(receiver.url);
    await order({ external_id: 'shop-1', lines: [line] });
    expect(await attempts(2)).toMatchObject([{ error_code: 'http_500' }, { error_code: 'http_410', status: 'dropped' }]);
    const [first, second] = receiver.received;
    expect(first?.body).toBe(second?.body);
    const endpoint = async () =>
      (await hub.query<object>(`select enabled, disabled_reason from webhook_endpoints where number = ${id}`))[0];
    const gone = { enabled: false, disabled_reason: 'the receiver answered 410 Gone' };
    expect(await eventually(async () => (((await endpoint()) as typeof gone).enabled ? undefined : endpoint()))).toEqual(gone);
    await change('PUT', id, { name: 'Renamed' });
    expect(await endpoint()).toEqual(gone);
    await change('PUT', id, { is_enabled: true });
    expect(await endpoint()).toEqual({ enabled: true, disabled_reason: null });
  });

  it('towards a private address that is not listed is kept, and refused at the connection', async () => {
    const { subscribe, order, attempts } = await newStore();
    await subscribe('10.0.0.1/hook');
    await order({ external_id: 'shop-1', lines: [line] });
    expect(await attempts(1)).toMatchObject([{ error_code: 'egress_refused' }]);
  });
});

describe('an operator', () => {
  it("stops, holds and deletes a store's webhook, whoever made it, and changes nothing else of it", async () => {
    const { create, tenant } = await newProgram(hub);
    await create({ url_or_email: 'example.com/hook' });
    const { rows } = (await hub.admin('GET', `/orgs/${tenant.organisationId}/webhook-endpoints?format=storeep`)).json;
    const path = `/webhook-endpoints/${rows[0].id}`;
    for (const body of [{ paused: true }, { enabled: false }, { enabled: true, paused: false }]) {
      expect((await hub.admin('PATCH', path, body)).json).toMatchObject(body);
    }
    const headers = { authorization: 'Bearer test-admin-token' };
    for (const [method, place, body] of [
      ['PATCH', path, { url: 'https://evil.example/' }],
      ['POST', `${path}/rotate-secret`, {}],
      ['POST', `${path}/end-grace`, {}],
    ] as const) {
      expect((await hub.call(method, `/admin/v1${place}`, { body, headers })).json.error).toBe('immutable');
    }
    expect((await hub.admin('DELETE', path)).status).toBe(204);
  });
});
