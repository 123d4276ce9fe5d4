/** Alerts of a hub that is killed with signal 9 while it finds them, while it tells of them, and while somebody hears of them. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { findFreePort } from '../../core/platform/embedded-database/free-port.ts';
import { newDice } from '../support/dice.ts';
import { eventually, hubClient } from '../support/hub.ts';
import { newDataDirectory, type SpawnedHub, spawnHub } from '../support/spawned-hub.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';

const token = 'alerts-crash-token';
const rounds = 2;

it('are told once each time they come and once each time they are over', async () => {
  const dice = newDice();
  const dataDirectory = newDataDirectory();
  const variables = {
    PORT: String(await findFreePort()),
    CROSSDOCK_ADMIN_TOKEN: token,
    CROSSDOCK_LOG_LEVEL: 'error',
    CROSSDOCK_RETRY_SCHEDULE: '200ms',
    CROSSDOCK_ALERT_INTERVAL: '100ms',
  };
  let hub: SpawnedHub = spawnHub({ dataDirectory, variables });
  const { url } = await hub.ready;
  const client = hubClient(url, token);
  const tenant = await client.tenant();
  const { key } = await client.connector(tenant, 'peptideclients');
  const receiver = await startWebhookReceiver();
  await client.endpoint(tenant, receiver.url, { event_types: ['alert.raised', 'alert.ended'], max_attempts: 20 });
  const gone = await startWebhookReceiver(answering(410));

  const killAndRestart = async () => {
    await sleep(dice.between(0, 500));
    hub.signal('SIGKILL');
    await hub.ended;
    hub = spawnHub({ dataDirectory, variables });
    await hub.ready;
  };
  const toldOf = (endpointId: string, type: string) =>
    receiver.received.filter(
      (webhook) => webhook.type === type && JSON.parse(webhook.body).data.alert.endpoint_id === endpointId,
    );

  for (let round = 0; round < rounds; round++) {
    // The first that hears of it never answers, so that a kill always finds something that is on its way.
    let heard = 0;
    receiver.answer = (response, webhook) => (heard++ === 0 ? undefined : answering(200)(response, webhook));
    const { id } = await client.endpoint(tenant, gone.url);
    const body = { external_id: randomUUID(), lines: [{ description: 'Mug', quantity: 1, unit_price_cents: 1999 }] };
    await client.call('POST', '/integrations/v1/orders', { body, headers: { authorization: `Bearer ${key}` } });
    await killAndRestart();
    await eventually(() => (toldOf(id, 'alert.raised').length > 0 && heard > 1 ? true : undefined), 30_000);
    await client.admin('DELETE', `/webhook-endpoints/${id}`);
    await killAndRestart();
    await eventually(() => toldOf(id, 'alert.ended')[0], 30_000);
  }

  const { rows } = (await client.admin('GET', `/orgs/${tenant.organisationId}/deliveries?limit=100`)).json;
  const alerts = rows.filter((row: { event_type: string }) => row.event_type.startsWith('alert.'));
  expect(alerts).toHaveLength(2 * rounds);
  expect(new Set(receiver.received.map(({ deliveryId }) => deliveryId)).size).toBe(2 * rounds);
  expect(new Set(receiver.received.map(({ eventId }) => eventId)).size).toBe(2 * rounds);
}, 240_000);
