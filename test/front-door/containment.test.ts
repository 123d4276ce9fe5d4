/** What goes wrong for one receiver, one secret or one shop stays there. */
import { beforeAll, describe, expect, test } from 'vitest';
import { startRawReceiver } from '../delivery/receiver.ts';
import { eventually, startTestHub, type TestConnector, type TestHub, type TestTenant } from '../support/hub.ts';
import { changedOrder, openShop } from '../support/woo-shop.ts';

let hub: TestHub;
let tenant: TestTenant;
let connector: TestConnector;
let serial = 0;
beforeAll(async () => {
  hub = await startTestHub({ CROSSDOCK_RETRY_SCHEDULE: '50ms' });
  tenant = await hub.tenant();
  connector = await hub.connector(tenant, 'peptideclients');
});

const subscribe = async (of: TestTenant, url: string): Promise<string> =>
  (
    await hub.admin('POST', `/orgs/${of.organisationId}/webhook-endpoints`, {
      url,
      event_types: ['order.created'],
      max_attempts: 2,
    })
  ).json.id;
const place = (key = connector.key) =>
  hub.call('POST', '/integrations/v1/orders', {
    headers: { authorization: `Bearer ${key}` },
    body: { external_id: `own-${++serial}`, lines: [{ description: 'x', quantity: 1, unit_price_cents: 1 }] },
  });
const dropped = (endpoint: string) =>
  eventually(async () => {
    const [row] = (await hub.admin('GET', `/webhook-endpoints/${endpoint}/deliveries`)).json.rows;
    return row?.status === 'dropped' ? (await hub.admin('GET', `/deliveries/${row.id}`)).json : undefined;
  });

describe('a receiver', () => {
  test.each(['HTTP/1.1 101 X\r\n\r\n', 'HTTP/1.1 000 X\r\n\r\n', 'HTTP/1.1 010 X\r\n\r\n'])(
    'that answers %j costs its own delivery an attempt, and the hub nothing',
    async (answer) => {
      const receiver = await startRawReceiver((socket) => socket.end(answer));
      const endpoint = await subscribe(tenant, `http://${receiver.host}/`);
      expect((await place()).status).toBe(201);
      const delivery = await dropped(endpoint);
      expect(delivery.attempts.map(({ error }: { error: string }) => error)).toEqual(['invalid_response', 'invalid_response']);
      await hub.admin('DELETE', `/webhook-endpoints/${endpoint}`);
    },
  );
});

describe('a secret that cannot be read', () => {
  test('fails the deliveries of its own endpoint, with a reason, and leaves the others alone', async () => {
    const other = await hub.tenant();
    const otherConnector = await hub.connector(other, 'peptideclients');
    const arrived = Promise.withResolvers<void>();
    const receiver = await startRawReceiver((socket) => {
      arrived.resolve();
      socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    });
    const endpoint = await subscribe(tenant, `http://${receiver.host}/`);
    await subscribe(other, `http://${receiver.host}/`);
    await hub.query(
      `update crossdock.webhook_endpoints set sealed_secret = set_byte(sealed_secret, 60, 255 - get_byte(sealed_secret, 60)) where id = '${endpoint}'`,
    );
    await place();
    await place(otherConnector.key);
    await arrived.promise;
    expect((await dropped(endpoint)).attempts[0].error).toBe('secret_unreadable');
  });

  test('of one shop costs no other shop an order', async () => {
    const [broken, healthy] = [await openShop(hub), await openShop(hub)];
    await hub.query(
      `update crossdock.connectors set sealed_secret = set_byte(sealed_secret, 60, 255 - get_byte(sealed_secret, 60)) where id = '${broken.connector.id}'`,
    );
    const answer = await healthy.deliver(changedOrder({ id: 501 }), 'order.created', { source: 'https://unknown.example' });
    expect(answer.status).toBe(201);
  });
});

describe('an order that somebody captured', () => {
  test('deletes nothing when it is sent again as a deletion', async () => {
    const shop = await openShop(hub);
    await shop.play('009-created-order.created');
    const answer = await shop.deliver(changedOrder({}), 'order.deleted');
    expect(answer.json).toEqual({ ok: true, quarantined: true });
    expect((await shop.orders())[0].status).toBe('open');
  });
});

describe('a key in a place where none belongs', () => {
  test('is not kept beyond what may be shown of it', async () => {
    const answer = await hub.call('POST', `/integrations/v1/orders/${connector.key}`, {
      headers: { referer: `https://x.example/?k=${connector.key}` },
    });
    expect(answer.status).toBe(404);
    const [row] = await eventually(async () => {
      const rows = await hub.query<{ row: string }>(
        `select r::text as row from crossdock.request_log r where id = '${answer.headers.get('x-request-id')}'`,
      );
      return rows.length > 0 ? rows : undefined;
    });
    expect(row?.row).not.toContain(connector.key);
    expect(row?.row).toContain(connector.key.slice(0, 'pck_int_'.length + 8));
  });
});

describe('a cursor', () => {
  test.each(['2025-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '2025-01-01T00:00:00-16:00'])('at %s is refused', async (at) => {
    const id = '01a1f9b4-98a5-73a5-9504-80a8b30803c0';
    const path = `/v1/orders?cursor_at=${encodeURIComponent(at)}&cursor_id=${id}`;
    const { status, json } = await hub.call('GET', path, { headers: { authorization: `Bearer ${tenant.readKey}` } });
    expect([status, json.error]).toEqual([400, 'invalid_cursor']);
  });
});
