/** Sending again: a test of an endpoint, and all that it did not get in a stretch of time. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { eventually, startTestHub, type TestEndpoint, type TestTenant } from '../support/hub.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';

const hub = await startTestHub({ CROSSDOCK_RETRY_SCHEDULE: '20ms' });
let orders = 0;

async function newShop(url: string, options: Record<string, unknown> = {}) {
  const tenant = await hub.tenant();
  const { key } = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6_000 });
  const endpoint = await hub.endpoint(tenant, url, options);
  const placeOrders = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const body = { external_id: `again-${++orders}`, lines: [{ description: 'x', quantity: 1, unit_price_cents: 1 }] };
      await hub.call('POST', '/integrations/v1/orders', { headers: { authorization: `Bearer ${key}` }, body });
    }
  };
  return { tenant, endpoint, placeOrders };
}

const operate = (method: string, path: string, body?: unknown) =>
  hub.call(method, `/admin/v1${path}`, {
    headers: { authorization: 'Bearer test-admin-token' },
    ...(body !== undefined && { body }),
  });
const recover = (endpoint: TestEndpoint, body: object) => operate('POST', `/webhook-endpoints/${endpoint.id}/recover`, body);
const withStatus = async (endpoint: TestEndpoint, status: string) =>
  (await operate('GET', `/webhook-endpoints/${endpoint.id}/deliveries?status=${status}&limit=100`)).json.rows;
const all = async (endpoint: TestEndpoint, status: string, count: number) =>
  eventually(async () => ((await withStatus(endpoint, status)).length === count ? true : undefined), 10_000);
const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

describe('what was dropped', () => {
  test('is counted first, and then sent again under the same delivery ids', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    const { endpoint, placeOrders } = await newShop(receiver.url, { max_attempts: 1 });
    await placeOrders(5);
    await all(endpoint, 'dropped', 5);
    const dropped = (await withStatus(endpoint, 'dropped')).map(({ id }: { id: string }) => id);

    expect((await recover(endpoint, { since: hourAgo(), dry_run: true })).json).toEqual({ count: 5, dry_run: true });
    expect(receiver.received).toHaveLength(5);

    receiver.answer = answering(200);
    const { status, json } = await recover(endpoint, { since: hourAgo(), status: ['dropped'] });
    expect([status, json.count]).toEqual([202, 5]);
    await all(endpoint, 'succeeded', 5);
    expect(
      receiver.received
        .slice(5)
        .map(({ deliveryId }) => deliveryId)
        .toSorted(),
    ).toEqual(dropped.toSorted());
    const recovery = (await operate('GET', `/recoveries/${json.recovery_id}`)).json;
    expect(recovery).toMatchObject({ state: 'done', count: 5, queued: 5, finished_at: expect.any(String) });
    expect((await operate('GET', `/webhook-endpoints/${endpoint.id}/recoveries`)).json.rows).toEqual([recovery]);
  });

  test('outside of the stretch of time stays dropped, and one failure more drops it again', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    const { endpoint, placeOrders } = await newShop(receiver.url, { max_attempts: 1 });
    await placeOrders(1);
    await all(endpoint, 'dropped', 1);
    const before = { since: hourAgo(), until: new Date(Date.now() - 1_800_000).toISOString() };
    expect((await recover(endpoint, before)).json.count).toBe(0);
    await recover(endpoint, { since: hourAgo() });
    await eventually(() => (receiver.received.length === 2 ? true : undefined));
    await all(endpoint, 'dropped', 1);
  });

  test('is no longer queued once the recovery is cancelled', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    const { tenant, endpoint, placeOrders } = await newShop(receiver.url, { max_attempts: 1 });
    await placeOrders(1);
    await all(endpoint, 'dropped', 1);
    const id = randomUUID();
    const operator = new pg.Client({ connectionString: hub.databaseUrl });
    await operator.connect();
    await operator.query(
      `insert into crossdock.recoveries (org_id, id, endpoint_id, since, until, statuses, state, expected, reached)
       values ($1, $2, $3, now() - interval '1 hour', now(), '{dropped}', 'cancelled', 1, crossdock.uuid_v7_floor(now() - interval '1 hour'))`,
      [tenant.organisationId, id, endpoint.id],
    );
    // While its row is held no worker takes it, and the cancellation is first in line when it is let go.
    const hold = `select from crossdock.recoveries where id = '${id}' for update`;
    await operator.query(`update crossdock.recoveries set state = 'running' where id = '${id}'`);
    await operator.query(`begin; ${hold}`);
    const cancelling = operate('POST', `/recoveries/${id}/cancel`, {});
    const isWaiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%recoveries%'`;
    await eventually(async () => ((await hub.query(isWaiting)).length > 0 ? true : undefined));
    await operator.query('commit');
    await operator.end();

    expect((await cancelling).json).toMatchObject({ state: 'cancelled', queued: 0, finished_at: expect.any(String) });
    expect((await operate('POST', `/recoveries/${id}/cancel`)).json.state).toBe('cancelled');
    expect(receiver.received).toHaveLength(1);
    expect(await withStatus(endpoint, 'dropped')).toHaveLength(1);
  });

  test.each([
    [{}, 'since'],
    [{ since: 'yesterday' }, 'since'],
    [{ since: '2026-01-02T00:00:00Z', until: '2026-01-01T00:00:00Z' }, 'since'],
    [{ since: '2026-01-02T00:00:00Z', status: ['succeeded'] }, 'status.0'],
  ])('cannot be asked for with %j', async (body, path) => {
    const { endpoint } = await newShop('http://127.0.0.1:9/');
    const { status, json } = await recover(endpoint, body);
    expect([status, json.fields.map((field: { path: string }) => field.path)]).toEqual([422, [path]]);
  });

  test('of a disabled endpoint stays until it is enabled', async () => {
    const { endpoint } = await newShop('http://127.0.0.1:9/');
    await operate('PATCH', `/webhook-endpoints/${endpoint.id}`, { enabled: false });
    expect((await recover(endpoint, { since: hourAgo() })).json.error).toBe('conflict');
  });

  test('is listed for the whole organisation', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    const { tenant, endpoint, placeOrders } = await newShop(receiver.url, { max_attempts: 1 });
    await placeOrders(2);
    await all(endpoint, 'dropped', 2);
    const { rows } = (await operate('GET', `/orgs/${tenant.organisationId}/deliveries?status=dropped&event_type=order.created`))
      .json;
    expect(rows.map(({ endpoint_id }: { endpoint_id: string }) => endpoint_id)).toEqual([endpoint.id, endpoint.id]);
    expect((await operate('GET', `/orgs/${tenant.organisationId}/deliveries?status=lost`)).status).toBe(422);
  });
});

describe('a test', () => {
  const asReader = async (tenant: TestTenant, scope: string, endpointId: string) => {
    const { key } = (await operate('POST', `/orgs/${tenant.organisationId}/api-keys`, { name: 'tester', scope })).json;
    return hub.call('POST', `/v1/webhooks/test/${endpointId}`, { headers: { authorization: `Bearer ${key}` } });
  };

  test('reaches the endpoint as an event about nothing, whatever it is subscribed to', async () => {
    const receiver = await startWebhookReceiver();
    const { tenant, endpoint } = await newShop(receiver.url, { event_types: ['vendor.created'] });
    const { status, json } = await asReader(tenant, 'read_write', endpoint.id);
    expect([status, json]).toEqual([202, { delivery_id: expect.any(String) }]);
    const webhook = await eventually(() => receiver.received[0]);
    expect([webhook.deliveryId, webhook.eventId, webhook.type]).toEqual([json.delivery_id, 'null', 'webhook.test']);
    expect(JSON.parse(webhook.body)).toMatchObject({ id: null, type: 'webhook.test', sequence: 0 });

    expect((await operate('POST', `/webhook-endpoints/${endpoint.id}/test`)).status).toBe(202);
    await eventually(() => receiver.received[1]);
  });

  test('needs a key that may write, and an endpoint of the same organisation', async () => {
    const { tenant, endpoint } = await newShop('http://127.0.0.1:9/');
    const refused = await asReader(tenant, 'read_only', endpoint.id);
    expect([refused.status, refused.json]).toEqual([
      403,
      { error: 'insufficient_scope', detail: 'key missing scope: read_write' },
    ]);
    const neighbour = await hub.tenant();
    for (const id of [endpoint.id, 'x', '01a1f9b4-98a5-73a5-9504-80a8b30803c0']) {
      expect((await asReader(neighbour, 'read_write', id)).status).toBe(404);
    }
  });
});
