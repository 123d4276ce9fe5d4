/** Stopping as a supervisor does: SIGTERM, at a bad moment, and 25 seconds. */
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually, hubClient } from '../support/hub.ts';
import { keepSending } from '../support/keep-alive-client.ts';
import { databasePid, newDataDirectory, spawnHub, terminate } from '../support/spawned-hub.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';

const stopLimitMilliseconds = 25_000;
const token = 'stop-test-token';

const orderBody = (externalId: string): string =>
  JSON.stringify({ external_id: externalId, lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] });

describe('SIGTERM', () => {
  it('ends a start that is under way, and the next one succeeds', async () => {
    const dataDirectory = newDataDirectory();
    const hub = spawnHub({ dataDirectory });
    await eventually(() => (hub.output().includes('starting PostgreSQL') ? true : undefined), 15_000);
    const ending = await terminate(hub);
    expect([ending.code, ending.signal]).toEqual([0, null]);
    expect(databasePid(dataDirectory)).toBeUndefined();
    await spawnHub({ dataDirectory }).ready;
  });

  it('loses no request of clients that keep their connections, and no order that was acknowledged', async () => {
    const dataDirectory = newDataDirectory();
    const variables = { CROSSDOCK_ADMIN_TOKEN: token };
    const hub = spawnHub({ dataDirectory, variables });
    const { url } = await hub.ready;
    const client = hubClient(url, token);
    const tenant = await client.tenant();
    const connectors = await Promise.all(
      Array.from({ length: 40 }, () => client.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6_000 })),
    );
    let sent = 0;
    const driving = Promise.all(
      connectors.map(({ key }) => {
        const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
        return keepSending(`${url}/integrations/v1/orders`, headers, () => orderBody(`kept-${++sent}`));
      }),
    );
    await eventually(() => (sent > 400 ? true : undefined));
    const ending = await terminate(hub);
    const runs = await driving;
    expect(runs.flatMap(({ failure, refused }) => [...refused, ...(failure === undefined ? [] : [failure])])).toEqual([]);
    expect([ending.code, ending.signal]).toEqual([0, null]);
    expect(ending.milliseconds).toBeLessThan(stopLimitMilliseconds);

    const acknowledged = runs.flatMap(({ answered }) => answered.map((text) => JSON.parse(text).external_id));
    expect(acknowledged).toHaveLength(sent);
    const { url: next } = await spawnHub({ dataDirectory, variables }).ready;
    const headers = { authorization: `Bearer ${connectors[0]?.key}` };
    for (const externalId of acknowledged.slice(-200)) {
      const found = await hubClient(next, token).call('GET', `/integrations/v1/orders/by-external/${externalId}`, { headers });
      expect([externalId, found.status]).toEqual([externalId, 200]);
    }
  }, 40_000);

  it('waits neither for a sender that never finishes nor longer than it may for a receiver that never answers', async () => {
    const dataDirectory = newDataDirectory();
    const variables = { CROSSDOCK_ADMIN_TOKEN: token, CROSSDOCK_RETRY_SCHEDULE: '100ms' };
    const hub = spawnHub({ dataDirectory, variables });
    const { url } = await hub.ready;
    const client = hubClient(url, token);
    const tenant = await client.tenant();
    const { key } = await client.connector(tenant, 'peptideclients');
    const receiver = await startWebhookReceiver(() => {});
    await client.endpoint(tenant, receiver.url);
    await client.call('POST', '/integrations/v1/orders', {
      headers: { authorization: `Bearer ${key}` },
      body: orderBody('1001'),
    });
    await eventually(() => receiver.received[0]);
    const sender = connect(Number(new URL(url).port), '127.0.0.1');
    onTestFinished(() => void sender.destroy());
    sender.on('error', () => {}); // it is cut off, which is the point
    sender.write(
      `POST /integrations/v1/orders HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer ${key}\r\nContent-Length: 100\r\n\r\n{`,
    );
    await eventually(() => (sender.bytesWritten > 0 ? true : undefined));

    const ending = await terminate(hub);
    expect([ending.code, ending.signal]).toEqual([0, null]);
    expect(ending.milliseconds).toBeLessThan(stopLimitMilliseconds);
    expect(ending.output).toContain('crossdock: stopped');
    expect(databasePid(dataDirectory)).toBeUndefined();

    receiver.answer = answering(200);
    await spawnHub({ dataDirectory, variables }).ready;
    await eventually(() => receiver.received[1]);
    expect(new Set(receiver.received.map(({ deliveryId }) => deliveryId)).size).toBe(1);
  }, 60_000);
});
