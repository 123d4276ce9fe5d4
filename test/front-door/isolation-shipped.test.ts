/** A shipped adapter, isolated: whatever it does in the hub it does in a thread and in a process of its own. */
import { describe, expect, test } from 'vitest';
import { eventually, pcSignature, startTestHub } from '../support/hub.ts';
import { pluginFolder } from '../support/plugin-folder.ts';
import { startWebhookReceiver, verifiesAsTheSampleDoes } from '../support/webhook-receiver.ts';

const order = { external_id: 'o-1', lines: [{ description: 'Lamp', quantity: 1, unit_price_cents: 1_999 }] };

describe.each(['worker', 'process'])('the integration API in a %s', (level) => {
  test('takes a signed order once, finds it, and delivers it signed', async () => {
    const file = await pluginFolder({}, [`peptideclients\n    isolation: ${level}`]);
    const hub = await startTestHub({ CROSSDOCK_PLUGINS: file });
    expect((await hub.admin('GET', '/adapters')).json.rows[0]).toMatchObject({
      id: 'peptideclients',
      name: 'JSON API',
      setup: { steps: expect.arrayContaining([expect.stringContaining('{delivery_url}')]) },
      isolation: level,
    });
    const tenant = await hub.tenant();
    const connector = await hub.connector(tenant, 'peptideclients', { require_signature: true });
    const receiver = await startWebhookReceiver();
    const endpoint = await hub.endpoint(tenant, receiver.url);

    const body = JSON.stringify(order);
    const send = (signature: string) =>
      hub.call('POST', '/integrations/v1/orders', {
        body,
        headers: {
          authorization: `Bearer ${connector.key}`,
          'content-type': 'application/json',
          'pc-signature': signature,
          'idempotency-key': 'once',
        },
      });
    expect((await send(pcSignature('another secret', body))).json.error).toBe('signature_invalid');
    const created = await send(pcSignature(connector.secret, body));
    expect(created.status).toBe(201);
    expect((await send(pcSignature(connector.secret, body))).text).toBe(created.text);

    const found = await hub.call('GET', '/integrations/v1/orders/by-external/o-1', {
      headers: { authorization: `Bearer ${connector.key}` },
    });
    expect(found.json.id).toBe(created.json.id);
    const webhook = await eventually(() => receiver.received[0]);
    expect(verifiesAsTheSampleDoes(endpoint.secret, webhook)).toBe(true);
    expect(receiver.received).toHaveLength(1);
    expect((await hub.call('GET', '/integrations/v1/openapi.json')).json.openapi).toBe('3.1.0');

    const tried = await hub.call('POST', `/admin/v1/connectors/${connector.id}/test`, {
      headers: { authorization: 'Bearer test-admin-token' },
    });
    expect([tried.status, tried.json.detail]).toEqual([409, expect.stringContaining('is isolated')]);
    await hub.stop();
  });
});
