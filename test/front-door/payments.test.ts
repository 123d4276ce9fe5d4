/** Payments, cancellations, refunds and clients of the integration API, from outside. */
import { beforeAll, describe, expect, test } from 'vitest';
import { eventually, startTestHub, type TestConnector, type TestHub, type TestTenant } from '../support/hub.ts';

let hub: TestHub;
let tenant: TestTenant;
let connector: TestConnector;
let serial = 0;

beforeAll(async () => {
  hub = await startTestHub();
  tenant = await hub.tenant();
  connector = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6000 });
});

const newId = () => `own-${++serial}`;
const post = (path: string, body?: unknown, headers: Record<string, string> = {}, key = connector.key) =>
  hub.call('POST', `/integrations/v1${path}`, {
    ...(body !== undefined && { body }),
    headers: { authorization: `Bearer ${key}`, ...headers },
  });
const newOrder = async (change: object = {}) =>
  (await post('/orders', { external_id: newId(), lines: [{ description: 'x', quantity: 1, unit_price_cents: 1000 }], ...change }))
    .json;
const read = async (id: string) =>
  (await hub.call('GET', `/v1/orders/${id}`, { headers: { authorization: `Bearer ${tenant.readKey}` } })).json;
const eventsOf = async (id: string) =>
  (await hub.query<{ type: string }>(`select type from crossdock.events where object_id = '${id}' order by id`)).map(
    ({ type }) => type,
  );
const nobody = '01a1f9b4-98a5-73a5-9504-80a8b30803c0';

describe('a payment', () => {
  test('is recorded once and moves the order from unpaid over partially paid to paid', async () => {
    const order = await newOrder();
    const external_id = newId();
    const first = await post(`/orders/${order.id}/payments`, { external_id, amount_cents: 400, method: 'card' });
    expect([first.status, first.json]).toEqual([
      201,
      {
        id: expect.any(String),
        order_id: order.id,
        external_id,
        amount_cents: 400,
        currency: 'GBP',
        status: 'recorded',
        duplicate: false,
      },
    ]);
    expect((await read(order.id)).payment_status).toBe('partially_paid');
    const again = await post(`/orders/${order.id}/payments`, { external_id, amount_cents: 999 });
    expect([again.status, again.json]).toEqual([200, { ...first.json, duplicate: true }]);
    await post(`/orders/${order.id}/payments`, { external_id: newId(), amount_cents: 600, currency: 'GBP' });
    expect(await read(order.id)).toMatchObject({
      payment_status: 'paid',
      payments: [{ amount_cents: 400 }, { amount_cents: 600 }],
    });
    expect(await eventsOf(first.json.id)).toEqual(['payment.recorded']);
  });

  test('that is known pays for the order it came for, and for no other', async () => {
    const payment = { external_id: newId(), amount_cents: 1000 };
    const first = await newOrder({ payment });
    const second = await newOrder({ payment });
    expect([first.payment_status, second.payment_status, second.payment]).toEqual(['paid', 'unpaid', null]);
    const again = await post(`/orders/${second.id}/payments`, payment);
    expect([again.status, again.json.order_id]).toEqual([200, first.id]);
    expect(await read(second.id)).toMatchObject({ payment_status: 'unpaid', payments: [] });
    const row = await eventually(async () => {
      const path = `/integrations/v1/orders/${second.id}/payments`;
      return (await hub.admin('GET', `/connectors/${connector.id}/requests?path=${path}`)).json.rows[0];
    });
    expect(row.reason).toBe('known payment, sent again with other content');
  });

  test('by many senders at once is one payment with one event', async () => {
    const order = await newOrder();
    const body = { external_id: newId(), amount_cents: 1000 };
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(`/orders/${order.id}/payments`, body)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(await eventsOf(answers[0]?.json.id)).toEqual(['payment.recorded']);
  });

  test('of a cancelled order is accepted, for money that moved is a fact, and noted', async () => {
    const order = await newOrder();
    await post(`/orders/${order.id}/cancel`);
    const answer = await post(`/orders/${order.id}/payments`, { external_id: newId(), amount_cents: 1000 });
    expect(answer.status).toBe(201);
    expect(await read(order.id)).toMatchObject({ status: 'cancelled', payment_status: 'paid' });
  });

  test.each([
    ['no external_id', { amount_cents: 1 }, 'external_id_required'],
    ['an amount as text', { external_id: 'p', amount_cents: '1' }, 'validation_failed'],
    ['a negative amount', { external_id: 'p', amount_cents: -1 }, 'amount_out_of_range'],
    ['another currency', { external_id: 'p', amount_cents: 1, currency: 'EUR' }, 'currency_mismatch'],
  ])('with %s is 422 and nothing is written', async (_name, body, error) => {
    const order = await newOrder();
    const answer = await post(`/orders/${order.id}/payments`, body);
    expect([answer.status, answer.json.error]).toEqual([422, error]);
    expect((await read(order.id)).payments).toEqual([]);
  });
});

describe('a cancellation', () => {
  test('needs no body, and done again gives the same moment and no second event', async () => {
    const order = await newOrder();
    const first = await post(`/orders/${order.id}/cancel`);
    const again = await post(`/orders/${order.id}/cancel`, { reason: 'twice' });
    expect([first.status, first.json]).toEqual([
      200,
      { id: order.id, status: 'cancelled', cancelled_at: expect.any(String), already_cancelled: false },
    ]);
    expect([again.status, again.json]).toEqual([200, { ...first.json, already_cancelled: true }]);
    expect(await read(order.id)).toMatchObject({
      status: 'cancelled',
      fulfilment_status: 'cancelled',
      lines: [{ status: 'cancelled' }],
    });
    expect(await eventsOf(order.id)).toEqual(['order.created', 'order.cancelled']);
  });

  test('twenty times at once happens once', async () => {
    const order = await newOrder();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(`/orders/${order.id}/cancel`)));
    expect(answers.filter(({ json }) => json.already_cancelled === false)).toHaveLength(1);
    expect(new Set(answers.map(({ json }) => json.cancelled_at)).size).toBe(1);
    expect(await eventsOf(order.id)).toEqual(['order.created', 'order.cancelled']);
  });

  test.each(['shipped', 'delivered'])('of an order that was %s is 409', async (status) => {
    const order = await newOrder();
    await hub.query(`update crossdock.orders set fulfilment_status = '${status}' where id = '${order.id}'`);
    const answer = await post(`/orders/${order.id}/cancel`);
    expect([answer.status, answer.json.error]).toEqual([409, 'order_not_cancellable']);
  });

  test('with a body that is no JSON is 422, and the order stays open', async () => {
    const order = await newOrder();
    expect((await post(`/orders/${order.id}/cancel`, '{')).json.error).toBe('invalid_json');
    expect((await read(order.id)).status).toBe('open');
  });
});

describe('a refund', () => {
  const paid = async () => {
    const order = await newOrder({ payment: { external_id: newId(), amount_cents: 1000 } });
    return { order, payment: order.payment };
  };

  test('is full, once, and moves the order to refunded', async () => {
    const { order, payment } = await paid();
    const first = await post(`/payments/${payment.id}/refund`, {});
    const again = await post(`/payments/${payment.id}/refund`, { amount_cents: 1000 });
    expect([first.status, first.json]).toEqual([
      200,
      { id: payment.id, status: 'refunded', refunded_at: expect.any(String), already_refunded: false },
    ]);
    expect([again.status, again.json]).toEqual([200, { ...first.json, already_refunded: true }]);
    expect(await read(order.id)).toMatchObject({
      payment_status: 'refunded',
      refunded_cents: 1000,
      payments: [{ status: 'refunded' }],
    });
    expect(await eventsOf(payment.id)).toEqual(['payment.recorded', 'payment.refunded']);
  });

  test('of a part is 422', async () => {
    const { payment } = await paid();
    const answer = await post(`/payments/${payment.id}/refund`, { amount_cents: 1 });
    expect([answer.status, answer.json.error]).toEqual([422, 'partial_refund_not_supported']);
    expect(await eventsOf(payment.id)).toEqual(['payment.recorded']);
  });

  test('against a cancellation of the same order, at once, does both once', async () => {
    const { order, payment } = await paid();
    const calls = Array.from({ length: 10 }, (_, index) =>
      post(index % 2 ? `/orders/${order.id}/cancel` : `/payments/${payment.id}/refund`),
    );
    expect((await Promise.all(calls)).every(({ status }) => status === 200)).toBe(true);
    expect(await read(order.id)).toMatchObject({ status: 'cancelled', payment_status: 'refunded' });
    expect(await eventsOf(payment.id)).toEqual(['payment.recorded', 'payment.refunded']);
    expect((await eventsOf(order.id)).filter((type) => type === 'order.cancelled')).toHaveLength(1);
  });
});

describe('a client', () => {
  test('is stored, known again by its id or its e-mail, and brought up to date', async () => {
    const email = `${newId()}@example.com`;
    const external_id = newId();
    const first = await post('/clients', { external_id, email, name: 'Ann', type: 'retail', tags: ['vip'] });
    expect([first.status, first.json]).toEqual([201, { id: expect.any(String), external_id, duplicate: false }]);
    const byId = await post('/clients', { external_id, name: 'Ann B.' });
    expect([byId.status, byId.json]).toEqual([200, { ...first.json, duplicate: true }]);
    const other = newId();
    const byEmail = await post('/clients', { external_id: other, email: email.toUpperCase() });
    expect([byEmail.status, byEmail.json]).toEqual([200, { id: first.json.id, external_id: other, duplicate: true }]);
    const same = await post('/clients', { external_id: other, name: 'Ann B.' });
    expect(same.status).toBe(200);
    expect(await eventsOf(first.json.id)).toEqual(['client.created', 'client.updated', 'client.updated']); // the name, then the e-mail's case
  });

  test('cannot take the e-mail of another client', async () => {
    const [mine, theirs] = [newId(), newId()];
    await post('/clients', { external_id: mine, email: `${mine}@example.com`, name: 'Mine' });
    await post('/clients', { external_id: theirs, email: `${theirs}@example.com` });
    const answer = await post('/clients', { external_id: mine, email: `${theirs}@example.com`, name: 'Changed' });
    expect([answer.status, answer.json.error]).toEqual([409, 'email_conflict']);
    const rows = await hub.query(`select name from crossdock.clients where email = '${mine}@example.com'`);
    expect(rows).toEqual([{ name: 'Mine' }]);
  });

  test('by many senders at once under one e-mail is one client', async () => {
    const email = `${newId()}@example.com`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('/clients', { external_id: newId(), email })));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});

describe('an id', () => {
  test('of another organisation answers as a random one and as nonsense do, byte for byte', async () => {
    const order = await newOrder({ payment: { external_id: newId(), amount_cents: 1000 } });
    const stranger = await hub.connector(await hub.tenant(), 'peptideclients');
    const paths = [
      (id: string) => `/orders/${id}/cancel`,
      (id: string) => `/orders/${id}/payments`,
      (id: string) => `/payments/${id}/refund`,
    ];
    for (const path of paths) {
      const body = { external_id: newId(), amount_cents: 1 };
      const ids = [path === paths[2] ? order.payment.id : order.id, nobody, 'nonsense'];
      const answers = await Promise.all(ids.map((id) => post(path(id), path === paths[2] ? {} : body, {}, stranger.key)));
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    }
    expect(await read(order.id)).toMatchObject({ status: 'open', payment_status: 'paid' });
  });

  test('under an Idempotency-Key that was used on another path is a conflict', async () => {
    const [one, two] = [await newOrder(), await newOrder()];
    const headers = { 'idempotency-key': newId() };
    expect((await post(`/orders/${one.id}/cancel`, {}, headers)).status).toBe(200);
    const replayed = await post(`/orders/${one.id}/cancel`, {}, headers);
    expect([replayed.json.already_cancelled, replayed.headers.get('idempotent-replayed')]).toEqual([false, 'true']);
    expect((await post(`/orders/${two.id}/cancel`, {}, headers)).json.error).toBe('idempotency_conflict');
  });
});

describe('a scope', () => {
  test.each([
    ['/orders', 'orders:write'],
    [`/orders/${nobody}/payments`, 'payments:write'],
    [`/orders/${nobody}/cancel`, 'orders:cancel'],
    [`/payments/${nobody}/refund`, 'payments:refund'],
    ['/clients', 'clients:write'],
  ])('%s wants %s', async (path, scope) => {
    const all = ['orders:write', 'orders:cancel', 'payments:write', 'payments:refund', 'clients:write'];
    const lacking = await hub.connector(tenant, 'peptideclients', { scopes: all.filter((one) => one !== scope) });
    const answer = await post(path, {}, {}, lacking.key);
    expect([answer.status, answer.json]).toEqual([403, { error: 'insufficient_scope', detail: `key missing scope: ${scope}` }]);
  });
});
