/** Several processes on one database, as an operator runs them: who does what, and what one of them changes holds in the others. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Role, startHub } from '../../core/main.ts';
import { freshDatabase, ownedDatabase } from '../support/database.ts';
import { eventually, type HubClient, hubClient, hubVariables, pcSignature, type TestConnector } from '../support/hub.ts';
import { readMetrics } from '../support/metrics-text.ts';
import { newDataDirectory, spawnHub } from '../support/spawned-hub.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';

/** Starts a process' part of a hub, which is stopped after the test. */
async function startPart(databaseUrl: string, role: Role, variables: Record<string, string> = { PORT: '0' }) {
  const shared = hubVariables(databaseUrl);
  const hub = await startHub({
    variables: { ...shared, CROSSDOCK_DRAIN_SECONDS: '0', ...variables },
    role,
    onStep: () => {},
  });
  onTestFinished(() => hub.stop());
  return { url: hub.url, client: hubClient(hub.url ?? '', shared['CROSSDOCK_ADMIN_TOKEN'] ?? '') };
}

async function newDatabase(): Promise<string> {
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}

const placeOrder = ({ call }: HubClient, { key }: TestConnector, headers: Record<string, string> = {}) =>
  call('POST', '/integrations/v1/orders', {
    headers: { authorization: `Bearer ${key}`, ...headers },
    body: { external_id: randomUUID(), lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] },
  });

describe('a web process without a worker', () => {
  it('takes orders and leaves their deliveries to a worker that is started later', async () => {
    const databaseUrl = await newDatabase();
    const web = await startPart(databaseUrl, 'web');
    const receiver = await startWebhookReceiver();
    const tenant = await web.client.tenant();
    const connector = await web.client.connector(tenant, 'peptideclients');
    const endpoint = await web.client.endpoint(tenant, receiver.url);
    expect((await placeOrder(web.client, connector)).status).toBe(201);

    await eventually(async () => {
      const metrics = readMetrics((await web.client.call('GET', '/metrics')).text);
      return Number(metrics.value('crossdock_queue_oldest_due_seconds')) > 1 ? true : undefined;
    }, 30_000);
    expect(receiver.received).toEqual([]);

    const worker = await startPart(databaseUrl, 'worker', {});
    expect(worker.url).toBeUndefined();
    const { deliveryId } = await eventually(() => receiver.received[0]);
    const delivery = await eventually(async () => {
      const { json } = await web.client.admin('GET', `/deliveries/${deliveryId}`);
      return json.status === 'succeeded' ? json : undefined;
    });
    expect([delivery.endpoint_id, delivery.attempts.length]).toEqual([endpoint.id, 1]);
  });
});

describe('a worker with a port', () => {
  it('says that it is well, and takes no orders and no orders of an operator', async () => {
    const { url } = await startPart(await newDatabase(), 'worker');
    const statusOf = async (path: string) => (await fetch(`${url}${path}`, { headers: { connection: 'close' } })).status;
    expect(await Promise.all(['/readyz', '/integrations/v1/health', '/admin/v1/orgs'].map(statusOf))).toEqual([200, 404, 404]);
  });
});

describe('what is changed through one web process', () => {
  it('holds in the other within its short memory', async () => {
    const databaseUrl = await newDatabase();
    const [{ client: here }, { client: there }] = await Promise.all([
      startPart(databaseUrl, 'web'),
      startPart(databaseUrl, 'web'),
    ]);
    const tenant = await here.tenant();
    const apiKey = (await here.admin('POST', `/orgs/${tenant.organisationId}/api-keys`, { name: 'r', scope: 'read_only' })).json;
    const readThere = () => there.call('GET', '/v1/orders', { headers: { authorization: `Bearer ${apiKey.key}` } });
    const newConnector = () => here.connector(tenant, 'peptideclients');
    const [narrowed, signed, rotated, revoked] = [
      await newConnector(),
      await newConnector(),
      await here.connector(tenant, 'peptideclients', { require_signature: true }),
      await newConnector(),
    ];
    /** A body that is no JSON: it is looked at when the key and the signature are good, and changes nothing. */
    const writeThere = ({ key, secret }: TestConnector, isSigned: boolean) =>
      there.call('POST', '/integrations/v1/orders', {
        headers: { authorization: `Bearer ${key}`, ...(isSigned && { 'pc-signature': pcSignature(secret, '{') }) },
        body: '{',
      });
    const changes = [
      {
        change: () => here.admin('PATCH', `/connectors/${narrowed.id}`, { ip_allowlist: ['10.0.0.0/8'] }),
        ask: () => writeThere(narrowed, false),
        refusal: [403, 'ip_not_allowed'],
      },
      {
        change: () => here.admin('PATCH', `/connectors/${signed.id}`, { require_signature: true }),
        ask: () => writeThere(signed, false),
        refusal: [401, 'signature_missing'],
      },
      {
        change: () => here.admin('POST', `/connectors/${rotated.id}/rotate-secret`, { grace_seconds: 0 }),
        ask: () => writeThere(rotated, true),
        refusal: [401, 'signature_invalid'],
      },
      {
        change: () => here.admin('POST', `/connectors/${revoked.id}/revoke`),
        ask: () => writeThere(revoked, false),
        refusal: [401, 'invalid_api_key'],
      },
      { change: () => here.admin('POST', `/api-keys/${apiKey.id}/revoke`), ask: readThere, refusal: [401, 'invalid_api_key'] },
    ];
    const took: number[] = [];
    for (const { change, ask, refusal } of changes) {
      expect((await ask()).status).toBeOneOf([200, 422]); // and the key is remembered there now
      await change();
      const changedAt = performance.now();
      const answer = await eventually(async () => {
        const { status, json } = await ask();
        return status === 200 || status === 422 ? undefined : [status, json.error];
      });
      expect(answer).toEqual(refusal);
      took.push(Math.round(performance.now() - changedAt));
    }
    console.info(`changes held in the other process after ${took.join(', ')} ms`);
  });
});

describe('an empty database on which four processes start at once', () => {
  it('is migrated by one of them, for a user who is nobody special, and then serves all', { timeout: 90_000 }, async () => {
    const { url } = await ownedDatabase();
    const dataDirectory = newDataDirectory();
    const start = (role: Role) => spawnHub({ dataDirectory, variables: hubVariables(url), options: ['--role', role] });
    const hubs = [start('web'), start('web'), start('worker'), start('worker')];
    const urls = await Promise.all(hubs.map(async ({ ready }) => (await ready).url));
    expect(hubs.filter((hub) => hub.output().includes('crossdock: applied 0001'))).toHaveLength(1);
    for (const hub of urls) expect((await hubClient(hub, '').call('GET', '/readyz')).status).toBe(200);
  });
});
