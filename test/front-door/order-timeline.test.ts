/** Everything that happened to an order, on one page; and a refund by an operator, which is part of it. */
import { describe, expect, test } from 'vitest';
import { eventually, startTestHub, type TestConnector } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';

const hub = await startTestHub();
const order = { external_id: 'shop-1', lines: [{ description: 'Mug', quantity: 2, unit_price_cents: 1999 }] };
const payment = { external_id: 'pay-1', amount_cents: 3998, method: 'card' };

/** A shop with the integration API. */
async function openShop() {
  const tenant = await hub.tenant();
  const connector: TestConnector = await hub.connector(tenant, 'peptideclients');
  const send = (path: string, body?: unknown) =>
    hub.call('POST', `/integrations/v1${path}`, {
      headers: { authorization: `Bearer ${connector.key}`, 'content-type': 'application/json' },
      body: body === undefined ? '' : JSON.stringify(body),
    });
  return { tenant, connector, send };
}

const timelineOf = async (orderId: string) => (await hub.admin('GET', `/orders/${orderId}/timeline`)).json;
const kinds = (rows: readonly AnyJson[]) =>
  rows.map(({ kind, type, event_type, path }) => `${kind} ${type ?? event_type ?? path}`);
/** The log is written just after the answer. */
const withRequests = (orderId: string, count: number) =>
  eventually(async () => {
    const { rows } = await timelineOf(orderId);
    return rows.filter(({ kind }: AnyJson) => kind === 'request').length >= count ? rows : undefined;
  });

/** Calls with a token of a role, of the tenant or of another one. */
async function callAs(organisationId: string, role: string, method: string, path: string) {
  const { token } = (await hub.admin('POST', `/orgs/${organisationId}/tokens`, { name: role, role })).json;
  return hub.call(method, `/admin/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
}

describe('the timeline of an order', () => {
  test('tells of its requests, its changes and their deliveries, in the order of time', async () => {
    const { tenant, connector, send } = await openShop();
    const receiver = await startWebhookReceiver();
    const types = ['order.created', 'order.updated', 'payment.recorded'];
    const endpoint = await hub.endpoint(tenant, receiver.url, { event_types: types });
    const { id } = (await send('/orders', order)).json;
    await send('/orders', { ...order, notes: 'again, with other content' });
    await send(`/orders/${id}/payments`, payment);
    await hub.admin('POST', `/orders/${id}/tracking`, { carrier: 'Royal Mail', tracking_number: 'RM1' });
    await hub.admin('POST', `/orders/${id}/ship`, {});
    await eventually(() => receiver.received[2]);

    const rows = await withRequests(id, 3);
    expect(kinds(rows)).toEqual([
      'request /integrations/v1/orders',
      'change order.created',
      'delivery order.created',
      'request /integrations/v1/orders',
      `request /integrations/v1/orders/${id}/payments`,
      'change payment.recorded',
      'change order.updated',
      expect.stringMatching(/^delivery /), // two of one moment
      expect.stringMatching(/^delivery /),
      'change shipment.tracking_added',
      'change order.shipped',
    ]);
    const [first, made, sent, again] = rows;
    expect(first).toMatchObject({
      method: 'POST',
      status_code: 201,
      connector_id: connector.id,
      external_id: 'shop-1',
      duplicate: false,
    });
    expect(made).toMatchObject({
      sequence: 1,
      object_type: 'order',
      object_id: id,
      request_id: first.id,
      changed: [],
      before: null,
    });
    expect(made.after).toMatchObject({ status: 'open', total_cents: 3998 });
    expect(sent).toMatchObject({
      event_id: made.id,
      endpoint_id: endpoint.id,
      endpoint_url: receiver.url,
      status: 'succeeded',
      attempts_made: 1,
    });
    expect(again).toMatchObject({ status_code: 200, duplicate: true, reason: 'known order, sent again with other content' });

    const paid = rows.find(({ type, changed }: AnyJson) => type === 'order.updated' && changed.includes('payment_status'));
    expect(paid).toMatchObject({ before: { payment_status: 'unpaid' }, after: { payment_status: 'paid' } });
    expect(paid.changed).toContain('payments');
    expect(rows.find(({ type }: AnyJson) => type === 'payment.recorded')).toMatchObject({
      object_type: 'payment',
      after: { amount_cents: 3998, method: 'card', status: 'recorded' },
    });
    expect(rows.find(({ type }: AnyJson) => type === 'shipment.tracking_added').after).toMatchObject({ tracking_number: 'RM1' });
    expect(rows.find(({ type }: AnyJson) => type === 'order.shipped')).toMatchObject({
      request_id: null, // an operator did it
      before: { fulfilment_status: 'unfulfilled' },
      after: { fulfilment_status: 'shipped' },
    });
  });

  test('has what named the order and did nothing to it, and nothing of others that are called the same', async () => {
    const { tenant, send } = await openShop();
    const { id } = (await send('/orders', order)).json;
    await send('/clients', { external_id: 'shop-1', name: 'Not an order' });
    const woo = await hub.connector(tenant, 'fulfilment', { config: { mapping: { order_id: "'shop-1'" } } });
    const dropped = await hub.call('POST', '/webhook/orders', {
      headers: { authorization: `Bearer ${woo.key}` },
      body: { items: [{ sku: 'A', quantity: 1, unit_price: '1.00' }], shipping_address: { line1: 'x' } },
    });
    expect(dropped.status).toBe(200);
    const other = await hub.tenant();
    const elsewhere = await hub.connector(other, 'peptideclients');
    await hub.call('POST', '/integrations/v1/orders', { headers: { authorization: `Bearer ${elsewhere.key}` }, body: order });
    const rows = await withRequests(id, 2);
    expect(rows.flatMap(({ kind, adapter }: AnyJson) => (kind === 'request' ? [adapter] : []))).toEqual([
      'peptideclients@1.0.0',
      'fulfilment@1.0.0',
    ]);
  });

  test('still tells what was made when events and requests are gone', async () => {
    const { tenant, send } = await openShop();
    const { id } = (await send('/orders', { ...order, payment })).json;
    await hub.admin('POST', `/orders/${id}/tracking`, { carrier: 'Royal Mail', tracking_number: 'RM1' });
    await withRequests(id, 1);
    for (const table of ['events', 'request_log'])
      await hub.query(`delete from crossdock.${table} where org_id = '${tenant.organisationId}'`);
    const { rows, truncated } = await timelineOf(id);
    expect([kinds(rows).toSorted(), truncated]).toEqual([
      ['change order.created', 'change payment.recorded', 'change shipment.tracking_added'],
      false,
    ]);
    expect(rows.every((row: AnyJson) => row.id === null)).toBe(true);
    expect(rows.find(({ object_type }: AnyJson) => object_type === 'payment').after).toMatchObject({ amount_cents: 3998 });
  });

  test('shows the latest of an order that changed without end, and says that there is more', async () => {
    const { tenant, send } = await openShop();
    const { id } = (await send('/orders', order)).json;
    await hub.query(`
      insert into crossdock.events (org_id, id, store_id, type, object_type, object_id, sequence, data)
      select org_id, crossdock.uuid_v7(), store_id, 'order.updated', 'order', object_id, n,
        json_build_object('order', (data->'order')::jsonb || jsonb_build_object('notes', 'note ' || n))
      from crossdock.events, generate_series(2, 260) n where object_id = '${id}' and sequence = 1 and org_id = '${tenant.organisationId}'`);
    const { rows, truncated } = await timelineOf(id);
    const changes = rows.filter(({ kind }: AnyJson) => kind === 'change');
    expect([changes.length, truncated]).toEqual([200, true]);
    const sequences = changes.map(({ sequence }: AnyJson) => sequence).toSorted((one: number, other: number) => one - other);
    expect(sequences.slice(-1)).toEqual([260]);
    for (const { sequence, before, after, changed } of changes) {
      expect([changed, before, after]).toEqual([['notes'], { notes: `note ${sequence - 1}` }, { notes: `note ${sequence}` }]);
    }
  });

  test('is for members of its organisation, and not there for others', async () => {
    const { tenant, send } = await openShop();
    const { id } = (await send('/orders', order)).json;
    expect((await callAs(tenant.organisationId, 'org_member', 'GET', `/orders/${id}/timeline`)).status).toBe(200);
    const stranger = await callAs((await hub.tenant()).organisationId, 'org_admin', 'GET', `/orders/${id}/timeline`);
    expect([stranger.status, stranger.json.error]).toEqual([404, 'not_found']);
  });
});

describe('a refund by an operator', () => {
  test('is of the whole payment, once, told to subscribers and written down', async () => {
    const { tenant, send } = await openShop();
    const receiver = await startWebhookReceiver();
    await hub.endpoint(tenant, receiver.url, { event_types: ['payment.refunded'] });
    const { id, payment: paid } = (await send('/orders', { ...order, payment })).json;
    const answers = await Promise.all([1, 2].map(() => hub.admin('POST', `/payments/${paid.id}/refund`)));
    expect(new Set(answers.map(({ json }) => json.already_refunded))).toEqual(new Set([false, true]));
    expect(answers[0]?.json).toMatchObject({ id: paid.id, order_id: id, status: 'refunded', amount_cents: 3998 });
    expect((await hub.admin('GET', `/orders/${id}`)).json).toMatchObject({ payment_status: 'refunded', refunded_cents: 3998 });
    await eventually(() => receiver.received[0]);
    expect(receiver.received).toHaveLength(1);
    // As the integration API has it, which finds it done.
    expect((await send(`/payments/${paid.id}/refund`)).json).toMatchObject({ id: paid.id, already_refunded: true });
    const rows = await withRequests(id, 2);
    expect(kinds(rows)).toContain('change payment.refunded');
    expect(kinds(rows)).toContain(`request /integrations/v1/payments/${paid.id}/refund`);
    const audit = (await hub.admin('GET', `/orgs/${tenant.organisationId}/audit`)).json.rows;
    expect(audit.filter(({ action }: AnyJson) => action === 'POST /payments/:id/refund')).toHaveLength(2);
    expect(audit[0]).toMatchObject({ target_id: paid.id, after: { status: 'refunded' } });
  });

  test('is for admins of the organisation', async () => {
    const { tenant, send } = await openShop();
    const { payment: paid } = (await send('/orders', { ...order, payment })).json;
    const path = `/payments/${paid.id}/refund`;
    expect((await callAs(tenant.organisationId, 'org_member', 'POST', path)).json.error).toBe('forbidden');
    expect((await callAs((await hub.tenant()).organisationId, 'org_admin', 'POST', path)).json.error).toBe('not_found');
    expect((await callAs(tenant.organisationId, 'org_admin', 'POST', path)).json).toMatchObject({ already_refunded: false });
    const nobodys = '01920000-0000-7000-8000-000000000000';
    await expect(hub.admin('POST', `/payments/${nobodys}/refund`)).rejects.toThrow(/404/);
  });
});
