/** A worker whose machine stands still for longer than its lease, and then goes on as if nothing had happened. */
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { eventually, hubClient, hubVariables } from '../support/hub.ts';
import { newDataDirectory, spawnHub, terminate } from '../support/spawned-hub.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';

const leaseMilliseconds = 6_000;

test('what a worker finds out after its lease was taken over changes nothing', { timeout: 90_000 }, async () => {
  const { url: databaseUrl } = await freshDatabase();
  const dataDirectory = newDataDirectory();
  const token = 'paused-test-token';
  const start = (role: string) =>
    spawnHub({
      dataDirectory,
      variables: { ...hubVariables(databaseUrl), CROSSDOCK_ADMIN_TOKEN: token },
      options: ['--role', role],
    });
  const [web, paused] = [start('web'), start('worker')];
  const client = hubClient((await web.ready).url, token);
  await paused.ready;
  const tenant = await client.tenant();
  const { key } = await client.connector(tenant, 'peptideclients');
  const open: ServerResponse[] = [];
  const receiver = await startWebhookReceiver((response) => void open.push(response));
  await client.endpoint(tenant, receiver.url);
  const body = { external_id: '1001', lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] };
  await client.call('POST', '/integrations/v1/orders', { headers: { authorization: `Bearer ${key}` }, body });
  const { deliveryId } = await eventually(() => receiver.received[0]);
  const readDelivery = async () => (await client.admin('GET', `/deliveries/${deliveryId}`)).json;

  paused.signal('SIGSTOP');
  await start('worker').ready;
  await eventually(() => receiver.received[1], leaseMilliseconds + 30_000);
  expect(receiver.received[1]?.deliveryId).toBe(deliveryId);

  open[0]?.writeHead(500).end();
  paused.signal('SIGCONT');
  expect((await terminate(paused)).code).toBe(0); // it has recorded what it was told
  expect((await readDelivery()).attempts).toMatchObject([{ number: 1, error: 'interrupted' }]);

  open[1]?.writeHead(200).end();
  const delivery = await eventually(async () => {
    const found = await readDelivery();
    return found.status === 'succeeded' ? found : undefined;
  });
  expect(delivery.attempts).toMatchObject([
    { number: 1, error: 'interrupted' },
    { number: 2, status_code: 200, error: null },
  ]);
  expect(receiver.received).toHaveLength(2);
});
