/** Outbound webhooks from the outside: an order goes in at the front door, and real receivers say what came out. */
import { describe, expect, it } from 'vitest';
import { eventually, startTestHub, type TestEndpoint, type TestTenant } from '../support/hub.ts';
import { answering, type ReceivedWebhook, startWebhookReceiver, verifiesAsTheSampleDoes } from '../support/webhook-receiver.ts';

// The fifth delay is for what must not come back by itself while a test looks.
const hub = await startTestHub({ CROSSDOCK_RETRY_SCHEDULE: '50ms,50ms,50ms,50ms,1h' });

/** How long an attempt may take: whoever waited for a hanging receiver would be later. */
const deadlineMilliseconds = 15_000;

let orders = 0;

/** A tenant of its own, with the way in and an endpoint on `url`. */
async function newShop(url: string, options: Record<string, unknown> = {}) {
  const tenant = await hub.tenant();
  const { key } = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6_000 });
  const endpoint = await hub.endpoint(tenant, url, options);
  const placeOrder = async (): Promise<string> => {
    const externalId = `order-${++orders}`;
    const body = { external_id: externalId, lines: [{ description: 'Lamp', quantity: 1, unit_price_cents: 1_999 }] };
    const answer = await hub.call('POST', '/integrations/v1/orders', { headers: { authorization: `Bearer ${key}` }, body });
    expect(answer.status).toBe(201);
    return answer.json.id;
  };
  return { tenant, endpoint, placeOrder };
}

/** The endpoint's only delivery as the operator API shows it. */
async function onlyDelivery({ id }: TestEndpoint) {
  const { rows } = (await hub.admin('GET', `/webhook-endpoints/${id}/deliveries`)).json;
  expect(rows).toHaveLength(1);
  return (await hub.admin('GET', `/deliveries/${rows[0].id}`)).json;
}

/** The same once it has this status. */
function settled(endpoint: TestEndpoint, status: string) {
  return eventually(async () => {
    const delivery = await onlyDelivery(endpoint);
    return delivery.status === status ? delivery : undefined;
  });
}

/** An endpoint like `shop`'s for the same tenant, as a witness that deliveries flow. */
function anotherEndpoint(tenant: TestTenant, url: string): Promise<TestEndpoint> {
  return hub.endpoint(tenant, url);
}

const distinct = (webhooks: readonly ReceivedWebhook[], part: keyof ReceivedWebhook): number =>
  new Set(webhooks.map((webhook) => webhook[part])).size;

describe('an event', () => {
  it('reaches its receiver, signed so that the sample verifier accepts it', async () => {
    const receiver = await startWebhookReceiver();
    const { tenant, endpoint, placeOrder } = await newShop(receiver.url, { headers: { 'X-Shop': 'lamps' } });
    const orderId = await placeOrder();
    const webhook = await eventually(() => receiver.received[0]);
    expect(verifiesAsTheSampleDoes(endpoint.secret, webhook)).toBe(true);
    expect(verifiesAsTheSampleDoes(endpoint.secret, { ...webhook, body: `${webhook.body} ` })).toBe(false);
    expect(webhook.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'PeptideClients-Webhook/1.0',
      'x-pc-event-type': 'order.created',
      'x-pc-timestamp': expect.stringMatching(/^[0-9]{10}$/),
      'x-shop': 'lamps',
    });
    expect(JSON.parse(webhook.body)).toMatchObject({
      id: webhook.eventId,
      type: 'order.created',
      org_id: tenant.organisationId,
      store_id: tenant.storeId,
      sequence: 1,
      data: { order: { id: orderId, total_cents: 1_999, lines: [{ description: 'Lamp' }] } },
    });
  });

  it('goes once to every endpoint that asked for its type, and to no other', async () => {
    const [first, second, other] = [await startWebhookReceiver(), await startWebhookReceiver(), await startWebhookReceiver()];
    const { tenant, placeOrder } = await newShop(first.url);
    await hub.endpoint(tenant, second.url);
    await hub.endpoint(tenant, other.url, { event_types: ['client.created'] });
    await hub.endpoint(tenant, other.url, { enabled: false });
    for (let order = 0; order < 5; order++) await placeOrder();
    await eventually(() => (first.received.length + second.received.length >= 10 ? true : undefined));
    for (const { received } of [first, second]) expect([received.length, distinct(received, 'eventId')]).toEqual([5, 5]);
    expect(distinct([...first.received, ...second.received], 'deliveryId')).toBe(10);
    expect(distinct([...first.received, ...second.received], 'eventId')).toBe(5);
    expect(other.received).toEqual([]);
  });

  it('is signed with both secrets while one replaces the other, the old one last', async () => {
    const receiver = await startWebhookReceiver();
    const { endpoint, placeOrder } = await newShop(receiver.url);
    const rotation = await hub.admin('POST', `/webhook-endpoints/${endpoint.id}/rotate-secret`, { grace_seconds: 3_600 });
    await placeOrder();
    const webhook = await eventually(() => receiver.received[0]);
    expect(verifiesAsTheSampleDoes(endpoint.secret, webhook)).toBe(true);
    const [time, newer, older] = String(webhook.headers['x-pc-signature']).split(',');
    const reordered = { ...webhook, headers: { ...webhook.headers, 'x-pc-signature': `${time},${older},${newer}` } };
    expect(verifiesAsTheSampleDoes(rotation.json.signing_secret_plain, reordered)).toBe(true);
  });
});

describe('a receiver that refuses', () => {
  it('gets the same bytes under the same delivery id again, and every attempt can be seen', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    receiver.answer = (response, webhook) => answering(receiver.received.length > 2 ? 204 : 500)(response, webhook);
    const { endpoint, placeOrder } = await newShop(receiver.url);
    await placeOrder();
    const delivery = await settled(endpoint, 'succeeded');
    expect(receiver.received).toHaveLength(3);
    for (const part of ['deliveryId', 'eventId', 'body'] as const) expect(distinct(receiver.received, part)).toBe(1);
    expect(receiver.received.every((webhook) => verifiesAsTheSampleDoes(endpoint.secret, webhook))).toBe(true);
    expect(delivery).toMatchObject({ id: receiver.received[0]?.deliveryId, attempts_made: 3, next_attempt_at: null });
    const failed = { status_code: 500, response_excerpt: 'answered 500', error: 'http_500', latency_ms: expect.any(Number) };
    expect(delivery.attempts).toMatchObject([
      { number: 1, ...failed },
      { number: 2, ...failed },
      { number: 3, status_code: 204, error: null, latency_ms: expect.any(Number) },
    ]);
    const times = delivery.attempts.map(({ at }: { at: string }) => Date.parse(at));
    expect(times[1] - times[0]).toBeGreaterThanOrEqual(50);
    expect(times[2] - times[1]).toBeGreaterThanOrEqual(50);
  });

  it('is given up after five attempts, until an operator asks for one more', async () => {
    const receiver = await startWebhookReceiver(answering(503));
    const { endpoint, placeOrder } = await newShop(receiver.url);
    await placeOrder();
    const dropped = await settled(endpoint, 'dropped');
    expect(dropped).toMatchObject({ attempts_made: 5, next_attempt_at: null, finished_at: expect.any(String) });
    expect(dropped.attempts).toHaveLength(5);

    await hub.admin('POST', `/deliveries/${dropped.id}/retry`);
    await eventually(() => (receiver.received.length === 6 ? true : undefined));
    expect(await settled(endpoint, 'dropped')).toMatchObject({ attempts_made: 6 });

    receiver.answer = answering(200);
    await hub.admin('POST', `/deliveries/${dropped.id}/retry`);
    expect(await settled(endpoint, 'succeeded')).toMatchObject({ attempts_made: 7 });
    expect(receiver.received).toHaveLength(7);
    expect(distinct(receiver.received, 'deliveryId')).toBe(1);
  });

  it('is asked at once when an operator does not want to wait for the next attempt', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    const { endpoint, placeOrder } = await newShop(receiver.url, { max_attempts: 10 });
    await placeOrder();
    const waiting = await eventually(async () => {
      const delivery = await onlyDelivery(endpoint);
      return delivery.attempts_made === 5 && delivery.status === 'failed' ? delivery : undefined;
    });
    expect(Date.parse(waiting.next_attempt_at)).toBeGreaterThan(Date.now() + 3_000_000);
    receiver.answer = answering(200);
    await hub.admin('POST', `/deliveries/${waiting.id}/retry`);
    expect(await settled(endpoint, 'succeeded')).toMatchObject({ attempts_made: 6 });
  });

  it('is not followed to where it redirects', async () => {
    const target = await startWebhookReceiver();
    const receiver = await startWebhookReceiver(answering(302, { location: target.url }));
    const { endpoint, placeOrder } = await newShop(receiver.url, { max_attempts: 2 });
    await placeOrder();
    const dropped = await settled(endpoint, 'dropped');
    const redirected = { status_code: 302, error: 'http_302', error_detail: 'redirects are not followed' };
    expect(dropped.attempts).toMatchObject([redirected, redirected]);
    expect(receiver.received).toHaveLength(2);
    expect(target.received).toEqual([]);
  });

  it('is never asked again once it says that it is gone', async () => {
    const gone = await startWebhookReceiver(answering(410));
    const witness = await startWebhookReceiver();
    const { tenant, endpoint, placeOrder } = await newShop(gone.url);
    await anotherEndpoint(tenant, witness.url);
    await placeOrder();
    const dropped = await settled(endpoint, 'dropped');
    expect(dropped).toMatchObject({ attempts_made: 1, attempts: [{ status_code: 410 }] });
    const { json } = await hub.admin('GET', `/webhook-endpoints/${endpoint.id}`);
    expect(json).toMatchObject({ enabled: false, disabled_reason: 'the receiver answered 410 Gone' });
    await placeOrder();
    await eventually(() => (witness.received.length === 2 ? true : undefined));
    await onlyDelivery(endpoint); // the second order made none
    await expect(hub.admin('POST', `/deliveries/${dropped.id}/retry`)).rejects.toThrow(/409 .*conflict/);
    expect(gone.received).toHaveLength(1);
  });

  it('is no longer asked when its endpoint is deleted between two attempts', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    const { endpoint, placeOrder } = await newShop(receiver.url, { max_attempts: 10 });
    receiver.answer = (response, webhook) => {
      void hub.admin('DELETE', `/webhook-endpoints/${endpoint.id}`).then(() => answering(500)(response, webhook));
    };
    await placeOrder();
    const status = await eventually(async () => {
      const [row] = await hub.query<{ status: string }>(`select status from deliveries where endpoint_id = '${endpoint.id}'`);
      return row?.status === 'cancelled' ? row.status : undefined;
    });
    expect(status).toBe('cancelled');
    expect(receiver.received).toHaveLength(1);
  });
});

describe('a receiver that hangs', () => {
  it('does not hold up anybody else, however much is waiting for it', async () => {
    const backlog = 600;
    const hanging = await startWebhookReceiver(() => {});
    const healthy = await startWebhookReceiver();
    const sick = await newShop(hanging.url);
    const well = await newShop(healthy.url);
    for (let placed = 0; placed < backlog; placed += 50) await Promise.all(Array.from({ length: 50 }, sick.placeOrder));
    await eventually(() => (hanging.received.length >= 30 ? true : undefined));
    const placedAt = performance.now();
    await well.placeOrder();
    const webhook = await eventually(() => healthy.received[0]);
    expect(webhook.arrivedAt - placedAt).toBeLessThan(deadlineMilliseconds);

    // An attempt that is taken is sent: none of them waits for a connection while its time runs out.
    const [row] = await hub.query<{ taken: number }>(
      `select count(*)::integer as taken from deliveries where endpoint_id = '${sick.endpoint.id}' and attempts > 0`,
    );
    await eventually(() => (hanging.received.length === row?.taken ? true : undefined));
  });
});
