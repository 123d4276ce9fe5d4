/** What an endpoint may ask of its deliveries, seen by a receiver: its own schedule, limits, a pause, other headers. */
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { eventually, startTestHub, type TestEndpoint } from '../support/hub.ts';
import { answering, type ReceivedWebhook, startWebhookReceiver, verifiesAsTheSampleDoes } from '../support/webhook-receiver.ts';

const hub = await startTestHub({ CROSSDOCK_RETRY_SCHEDULE: '1s' });
let orders = 0;

/** A tenant with an endpoint on `url`, and the way to make its deliveries. */
async function newShop(url: string, options: Record<string, unknown> = {}) {
  const tenant = await hub.tenant();
  const { key } = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6_000 });
  const endpoint = await hub.endpoint(tenant, url, options);
  const placeOrders = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const body = { external_id: `paced-${++orders}`, lines: [{ description: 'x', quantity: 1, unit_price_cents: 1 }] };
        const answer = await hub.call('POST', '/integrations/v1/orders', { headers: { authorization: `Bearer ${key}` }, body });
        expect(answer.status).toBe(201);
      }),
    );
  return { tenant, endpoint, placeOrders };
}

const arrivals = (received: readonly ReceivedWebhook[], count: number, withinMilliseconds = 10_000) =>
  eventually(() => (received.length >= count ? received.slice(0, count) : undefined), withinMilliseconds);
const change = (endpoint: TestEndpoint, body: object) => hub.admin('PATCH', `/webhook-endpoints/${endpoint.id}`, body);
const withStatus = async (endpoint: TestEndpoint, status: string) =>
  (await hub.admin('GET', `/webhook-endpoints/${endpoint.id}/deliveries?status=${status}&limit=100`)).json.rows;

describe('an endpoint', () => {
  test('with a limit per second never gets more, and gets everything', async () => {
    const receiver = await startWebhookReceiver();
    const { placeOrders } = await newShop(receiver.url, { throttle_per_second: 5 });
    await placeOrders(15);
    const times = (await arrivals(receiver.received, 15)).map(({ arrivedAt }) => arrivedAt).toSorted((one, other) => one - other);
    // Turns are 200 ms apart; what is late on the way can only come nearer to what follows it.
    const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
    expect(span).toBeGreaterThan(14 * 200 - 150);
    expect(new Set(receiver.received.map(({ deliveryId }) => deliveryId)).size).toBe(15);
  });

  test('with a limit at once never has more open requests', async () => {
    let open = 0;
    let most = 0;
    const receiver = await startWebhookReceiver((response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end();
      }, 30);
    });
    const { placeOrders } = await newShop(receiver.url, { concurrency: 2 });
    await placeOrders(8);
    await arrivals(receiver.received, 8, 20_000);
    expect(most).toBe(2);
  });

  test('that is paused loses nothing and gets it all when it goes on', async () => {
    const receiver = await startWebhookReceiver();
    const { endpoint, placeOrders } = await newShop(receiver.url);
    await change(endpoint, { paused: true });
    await placeOrders(3);
    await eventually(async () => ((await withStatus(endpoint, 'pending')).length === 3 ? true : undefined));
    await eventually(async () => {
      const parked = `select 1 from crossdock.deliveries where endpoint_id = '${endpoint.id}' and next_attempt_at is null`;
      return (await hub.query(parked)).length === 3 ? true : undefined;
    });
    expect(receiver.received).toHaveLength(0);
    await change(endpoint, { paused: false });
    await arrivals(receiver.received, 3);
    await eventually(async () => ((await withStatus(endpoint, 'succeeded')).length === 3 ? true : undefined));
  });

  test('that is disabled or deleted while it is paused leaves nothing pending', async () => {
    const { tenant, endpoint, placeOrders } = await newShop('http://127.0.0.1:9/');
    const second = await hub.endpoint(tenant, 'http://127.0.0.1:9/');
    for (const each of [endpoint, second]) await change(each, { paused: true });
    await placeOrders(2);
    await change(endpoint, { enabled: false });
    await hub.admin('DELETE', `/webhook-endpoints/${second.id}`);
    const { rows } = (await hub.admin('GET', `/orgs/${tenant.organisationId}/deliveries`)).json;
    expect(rows.map(({ status }: { status: string }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled', 'cancelled']);
  });

  test('with a schedule of its own is tried by it', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    const { endpoint, placeOrders } = await newShop(receiver.url, { retry_schedule: ['3s', '5h'], max_attempts: 3 });
    await placeOrders(1);
    const [first, second] = await arrivals(receiver.received, 2);
    expect((second?.arrivedAt ?? 0) - (first?.arrivedAt ?? 0)).toBeGreaterThan(2_900);
    const [delivery] = await eventually(async () => {
      const rows = await withStatus(endpoint, 'failed');
      return rows[0]?.attempts_made === 2 ? rows : undefined;
    });
    expect(Date.parse(delivery.next_attempt_at) - Date.now()).toBeGreaterThan(4 * 3_600_000);
  });

  test('can have the headers of Standard Webhooks as well, accepted by their own library, also while a secret is replaced', async () => {
    const receiver = await startWebhookReceiver();
    const { endpoint, placeOrders } = await newShop(receiver.url, { standard_webhooks: true });
    await placeOrders(1);
    const [webhook] = await arrivals(receiver.received, 1);
    if (!webhook) throw new Error('nothing arrived');
    const headers = Object.fromEntries(Object.entries(webhook.headers).map(([name, value]) => [name, String(value)]));
    expect(new Webhook(endpoint.secret).verify(webhook.body, headers)).toEqual(JSON.parse(webhook.body));
    expect(() => new Webhook(endpoint.secret).verify(`${webhook.body} `, headers)).toThrow('No matching signature found');
    expect(verifiesAsTheSampleDoes(endpoint.secret, webhook)).toBe(true);
    expect(webhook.headers['webhook-id']).toBe(webhook.deliveryId);

    const rotated = await hub.admin('POST', `/webhook-endpoints/${endpoint.id}/rotate-secret`, { grace_seconds: 3_600 });
    await placeOrders(1);
    const [, second] = await arrivals(receiver.received, 2);
    const later = Object.fromEntries(Object.entries(second?.headers ?? {}).map(([name, value]) => [name, String(value)]));
    for (const secret of [endpoint.secret, rotated.json.signing_secret_plain]) {
      expect(new Webhook(secret).verify(second?.body ?? '', later)).toBeTypeOf('object');
    }

    await hub.admin('POST', `/webhook-endpoints/${endpoint.id}/end-grace`, {});
    await placeOrders(1);
    const [, , third] = await arrivals(receiver.received, 3);
    if (!third) throw new Error('nothing arrived');
    expect(third.headers['x-pc-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    expect(verifiesAsTheSampleDoes(rotated.json.signing_secret_plain, third)).toBe(true);
  });

  test('without that wish gets no such headers', async () => {
    const receiver = await startWebhookReceiver();
    const { placeOrders } = await newShop(receiver.url);
    await placeOrders(1);
    const [webhook] = await arrivals(receiver.received, 1);
    expect(Object.keys(webhook?.headers ?? {}).filter((name) => name.startsWith('webhook-'))).toEqual([]);
  });

  test.each([
    [{ throttle_per_second: 0 }, 'throttle_per_second'],
    [{ concurrency: 1_001 }, 'concurrency'],
    [{ retry_schedule: [] }, 'retry_schedule'],
    [{ retry_schedule: ['0s'] }, 'retry_schedule.0'],
    [{ retry_schedule: ['31d'] }, 'retry_schedule.0'],
    [{ paused: 'yes' }, 'paused'],
  ])('cannot ask for %j', async (wish, path) => {
    const { endpoint } = await newShop('http://127.0.0.1:9/');
    const headers = { authorization: 'Bearer test-admin-token' };
    const { status, json } = await hub.call('PATCH', `/admin/v1/webhook-endpoints/${endpoint.id}`, { body: wish, headers });
    expect([status, json.fields]).toEqual([422, [{ path, message: expect.any(String) }]]);
  });
});

describe('an endpoint that is down', () => {
  test('with a backlog that comes due again and again holds up nobody else', async () => {
    const healthy = await startWebhookReceiver();
    const sick = await newShop('http://127.0.0.1:9/', { event_types: ['inventory.updated'], max_attempts: 20 });
    const well = await newShop(healthy.url);
    const products = Array.from({ length: 600 }, (_, index) => ({ sku: `S-${index}`, title: 'x', stock_quantity: 1 }));
    await hub.admin('PUT', `/orgs/${sick.tenant.organisationId}/products`, { products });
    await eventually(async () => ((await withStatus(sick.endpoint, 'failed')).length >= 32 ? true : undefined), 10_000);
    for (let round = 1; round <= 5; round += 1) {
      const placedAt = performance.now();
      await well.placeOrders(1);
      await arrivals(healthy.received, round, 3_000);
      expect((healthy.received[round - 1]?.arrivedAt ?? Infinity) - placedAt).toBeLessThan(3_000);
      await new Promise((resolve) => setTimeout(resolve, 400)); // so that the rounds fall into different moments of the other's cycle
    }
  });

  test('is spared after many failures in a row, and gets everything once it is back', async () => {
    const receiver = await startWebhookReceiver(answering(503));
    const { endpoint, placeOrders } = await newShop(receiver.url, { max_attempts: 20 });
    await placeOrders(40);
    const state = `select failures, spared_until from crossdock.webhook_endpoints where id = '${endpoint.id}'`;
    await eventually(async () => {
      const [row] = await hub.query<{ failures: number; spared_until: unknown }>(state);
      return row && row.failures >= 32 && row.spared_until !== null ? true : undefined;
    });
    const spared = (await hub.admin('GET', `/webhook-endpoints/${endpoint.id}`)).json;
    expect(spared).toMatchObject({ failing_since: expect.any(String), spared_until: expect.any(String) });
    receiver.answer = answering(200);
    await eventually(async () => ((await withStatus(endpoint, 'succeeded')).length === 40 ? true : undefined), 20_000);
    expect(await hub.query(state)).toEqual([{ failures: 0, spared_until: null }]);
    const back = (await hub.admin('GET', `/webhook-endpoints/${endpoint.id}`)).json;
    expect(back).toMatchObject({ failing_since: null, spared_until: null });
  });

  test('is tried at once when somebody asks for it, although it is spared', async () => {
    const receiver = await startWebhookReceiver(answering(503));
    const { endpoint, placeOrders } = await newShop(receiver.url, { max_attempts: 20 });
    await placeOrders(40);
    const spareForLong = () =>
      eventually(async () => {
        const { length: spared } = await hub.query(
          `update crossdock.webhook_endpoints set spared_until = now() + interval '10 minutes', probing = false
           where id = '${endpoint.id}' and failures >= 32 returning id`,
        );
        const sending = await hub.query(
          `select id from crossdock.deliveries where endpoint_id = '${endpoint.id}' and status = 'sending'`,
        );
        return spared === 1 && sending.length === 0 ? true : undefined;
      });
    await spareForLong();
    await hub.admin('POST', `/webhook-endpoints/${endpoint.id}/test`);
    await eventually(() => receiver.received.find(({ type }) => type === 'webhook.test'));

    await spareForLong();
    receiver.answer = answering(200);
    const [{ id }] = await withStatus(endpoint, 'failed');
    await hub.admin('POST', `/deliveries/${id}/retry`);
    const statusOf = async () => (await hub.admin('GET', `/deliveries/${id}`)).json.status;
    await eventually(async () => ((await statusOf()) === 'succeeded' ? true : undefined));
    expect(await statusOf()).toBe('succeeded');
  });

  test('is disabled after five days of nothing but failures, and shows up as an alert', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    const { tenant, endpoint, placeOrders } = await newShop(receiver.url);
    await hub.query(
      `update crossdock.webhook_endpoints set failing_since = now() - interval '5 days 1 second', failures = 1 where id = '${endpoint.id}'`,
    );
    await placeOrders(1);
    const disabled = await eventually(async () => {
      const { json } = await hub.admin('GET', `/webhook-endpoints/${endpoint.id}`);
      return json.enabled ? undefined : json;
    });
    expect(disabled.disabled_reason).toBe('nothing but failures for five days');
    const alerts = (await hub.admin('GET', `/orgs/${tenant.organisationId}/alerts`)).json.rows;
    expect(JSON.stringify(alerts)).toContain(endpoint.id);

    await change(endpoint, { enabled: true });
    await placeOrders(1);
    await eventually(() => (receiver.received.length > 1 ? true : undefined));
    expect((await hub.admin('GET', `/webhook-endpoints/${endpoint.id}`)).json.enabled).toBe(true);
  });

  test('is not disabled when it answered once in between', async () => {
    const receiver = await startWebhookReceiver();
    const { endpoint, placeOrders } = await newShop(receiver.url);
    await hub.query(
      `update crossdock.webhook_endpoints set failing_since = now() - interval '6 days', failures = 1 where id = '${endpoint.id}'`,
    );
    await placeOrders(1);
    await eventually(async () => ((await withStatus(endpoint, 'succeeded')).length === 1 ? true : undefined));
    expect((await hub.admin('GET', `/webhook-endpoints/${endpoint.id}`)).json.enabled).toBe(true);
  });
});
