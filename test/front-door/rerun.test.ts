/** Running a request without its storefront: one that came before, once more, and a sample to try a connector with. */
import { describe, expect, test } from 'vitest';
import { waysIn } from '../support/fulfilment-partner.ts';
import { eventually, startTestHub, type TestConnector, wooSignature } from '../support/hub.ts';

const hub = await startTestHub();
let serial = 0;

const operate = (method: string, path: string, body?: unknown) =>
  hub.call(method, `/admin/v1${path}`, {
    headers: { authorization: 'Bearer test-admin-token' },
    ...(body !== undefined && { body }),
  });
const place = (connector: TestConnector, body: object, headers: Record<string, string> = {}) =>
  hub.call('POST', '/integrations/v1/orders', { body, headers: { authorization: `Bearer ${connector.key}`, ...headers } });
const logged = (id: string) =>
  eventually(async () => {
    const { status, json } = await operate('GET', `/requests/${id}`);
    return status === 200 ? json : undefined;
  });
const newBody = () => ({ external_id: `rerun-${++serial}`, lines: [{ description: 'x', quantity: 1, unit_price_cents: 100 }] });

describe('a replay', () => {
  test('of an order that is known changes nothing, and is a request of its own in the log', async () => {
    const connector = await hub.connector(await hub.tenant(), 'peptideclients');
    const first = await place(connector, newBody(), { 'idempotency-key': 'once' });
    const requestId = String(first.headers.get('x-request-id'));
    await logged(requestId);
    const { status, json } = await operate('POST', `/requests/${requestId}/replay`, {});
    expect([status, json.status_code]).toEqual([202, 200]);
    const row = await logged(json.request_id);
    expect(row).toMatchObject({ connector_id: connector.id, status_code: 200, duplicate: true, replayed: false });
    expect(row.headers).toMatchObject({ 'x-crossdock-replay-of': requestId });
    expect(row.entities).toEqual((await logged(requestId)).entities);
  });

  test('of a body that the log keeps without what reads like a card number or a key is refused', async () => {
    const connector = await hub.connector(await hub.tenant(), 'peptideclients');
    const first = await place(connector, { ...newBody(), external_id: '4380342415453206' });
    expect(first.status).toBe(201);
    const requestId = String(first.headers.get('x-request-id'));
    expect((await logged(requestId)).body_masked).toBe(true);
    const { status, json } = await operate('POST', `/requests/${requestId}/replay`);
    expect([status, json.error, json.detail]).toEqual([409, 'conflict', expect.stringContaining('send it again')]);
  });

  test('brings in what was refused before, once the reason is gone', async () => {
    const tenant = await hub.tenant();
    const connector = await hub.connector(tenant, 'peptideclients', { scopes: ['clients:write'] });
    const body = newBody();
    const refused = await place(connector, body);
    expect(refused.status).toBe(403);
    await hub.query(`update crossdock.connectors set scopes = '{orders:write}' where id = '${connector.id}'`);
    const requestId = String(refused.headers.get('x-request-id'));
    await logged(requestId);
    // Other processes, and this one's memory, hear of a change within two seconds.
    const json = await eventually(async () => {
      const answer = (await operate('POST', `/requests/${requestId}/replay`)).json;
      return answer.status_code === 201 ? answer : undefined;
    });
    expect((await logged(json.request_id)).external_id).toBe(body.external_id);
  });

  test('releases a quarantined request, or keeps it for longer', async () => {
    const tenant = await hub.tenant({ websiteUrl: 'https://shop.example' });
    const connector = await hub.connector(tenant, 'woocommerce');
    const body = '{"id": 77, "status": "processing"}';
    const answer = await hub.call('POST', `/integrations/v1/webhook/woocommerce/${connector.id}`, {
      body,
      headers: {
        'content-type': 'application/json',
        'x-wc-webhook-topic': 'order.created',
        'x-wc-webhook-signature': wooSignature(connector.secret, body),
      },
    });
    expect(answer.json).toMatchObject({ quarantined: true });
    const { status, json } = await operate('POST', `/requests/${answer.headers.get('x-request-id')}/replay`);
    expect([status, json.status_code]).toEqual([202, 200]);
    expect(await logged(json.request_id)).toMatchObject({ quarantined: true });
  });

  test('of what nobody is known for, has no body, or belongs to a revoked connector is refused with the reason', async () => {
    const connector = await hub.connector(await hub.tenant(), 'peptideclients');
    const stranger = await hub.call('POST', '/integrations/v1/orders', {
      body: newBody(),
      headers: { authorization: 'Bearer nobody' },
    });
    const known = await place(connector, newBody());
    await operate('POST', `/connectors/${connector.id}/revoke`, {});
    for (const { headers } of [stranger, known]) {
      const id = String(headers.get('x-request-id'));
      await logged(id);
      const { status, json } = await operate('POST', `/requests/${id}/replay`);
      expect([status, json.error]).toEqual([409, 'conflict']);
    }
    for (const id of ['x', '01a1f9b4-98a5-73a5-9504-80a8b30803c0']) {
      expect((await operate('POST', `/requests/${id}/replay`)).status).toBe(404);
    }
  });
});

describe('a test of a connector', () => {
  test.each(['peptideclients', 'woocommerce', 'website'])(
    "sends %s's own sample, signed with the connector's secret",
    async (format) => {
      const tenant = await hub.tenant({ websiteUrl: 'https://shop.example' });
      const connector = await hub.connector(tenant, format);
      const { status, json } = await operate('POST', `/connectors/${connector.id}/test`, {});
      expect([status, json.request_id]).toEqual([200, expect.any(String)]);
      const row = await logged(json.request_id);
      expect(row).toMatchObject({ connector_id: connector.id, status_code: json.status_code, client_ip: '127.0.0.1' });
      expect(row.error_code ?? '').not.toMatch(/^signature/);
      expect(JSON.stringify(row.headers)).toContain('x-crossdock-test');
    },
  );

  test.each(Object.entries(waysIn))(
    'of a fulfilment partner (%s) is proved as it asks for, or says who can',
    async (_name, { auth }) => {
      const connector = await hub.connector(await hub.tenant(), 'fulfilment', { config: { auth } });
      const { status, json } = await operate('POST', `/connectors/${connector.id}/test`, {});
      const isKeyTheirs = 'public_key' in auth || 'jwks' in auth;
      expect([status, isKeyTheirs ? json.error : json.status_code]).toEqual(isKeyTheirs ? [409, 'conflict'] : [200, 200]);
      if (isKeyTheirs) expect(json.detail).toContain('crossdock send');
    },
  );

  test('that does not exist is not found', async () => {
    expect((await operate('POST', '/connectors/01a1f9b4-98a5-73a5-9504-80a8b30803c0/test')).status).toBe(404);
  });
});
