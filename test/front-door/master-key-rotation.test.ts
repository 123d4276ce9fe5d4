/**
 * A new master key, introduced as an operator does it: hubs with the old and the new variables side by side, the real command,
 * storefronts that go on sending and receivers that check every signature.
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHub } from '../../core/main.ts';
import { crossdock, startCrossdock } from '../cli/command.ts';
import { freshDatabase } from '../support/database.ts';
import { eventually, hubClient, type HubClient, pcSignature, type TestConnector, type TestTenant } from '../support/hub.ts';
import { runQuery } from '../support/query.ts';
import { newDataDirectory, spawnHub, terminate } from '../support/spawned-hub.ts';
import {
  type ReceivedWebhook,
  startWebhookReceiver,
  verifiesAsTheSampleDoes,
  type WebhookReceiver,
} from '../support/webhook-receiver.ts';

const token = 'rotation-test-token';
const [oldKey, newKey] = [1, 2].map((fill) => Buffer.alloc(32, fill).toString('base64')) as [string, string]; // two in, two out
const idOf = (key: string): string => createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 8);
const onlyOld = { CROSSDOCK_MASTER_KEY: oldKey };
const both = { CROSSDOCK_MASTER_KEY: newKey, CROSSDOCK_MASTER_KEY_PREVIOUS: oldKey };
const onlyNew = { CROSSDOCK_MASTER_KEY: newKey };

async function newDatabase(): Promise<string> {
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}

/** One more hub on the database. */
async function startOn(databaseUrl: string, keys: Record<string, string>) {
  const hub = await startHub({
    variables: {
      DATABASE_URL: databaseUrl,
      CROSSDOCK_ADMIN_TOKEN: token,
      CROSSDOCK_PLUGINS: new URL('../../plugins.yaml', import.meta.url).pathname,
      CROSSDOCK_LOG_LEVEL: 'fatal',
      CROSSDOCK_OUTBOUND_ALLOW: '127.0.0.0/8',
      PORT: '0',
      ...keys,
    },
    role: 'all',
    onStep: () => {},
  });
  let running = true;
  const stop = async (): Promise<void> => {
    if (running) await hub.stop();
    running = false;
  };
  onTestFinished(stop);
  return { ...hubClient(hub.url ?? '', token), stop };
}

/** Runs the command with the new key, the old one beside it. */
const rotate = (databaseUrl: string, ...options: readonly string[]) =>
  crossdock(['master-key', 'rotate', '--json', ...options], { variables: { DATABASE_URL: databaseUrl, ...both } });

/** How many values each key has sealed, by the key's id. */
async function sealed(databaseUrl: string): Promise<Readonly<Record<string, number>>> {
  const columns = ['connectors.sealed_secret', 'connectors.sealed_previous_secret', 'connectors.sealed_config'];
  const all = [...columns, 'webhook_endpoints.sealed_secret', 'webhook_endpoints.sealed_previous_secret'].map((place) => {
    const [table, column] = place.split('.');
    return `select encode(substr(${column}, 2, 4), 'hex') as key from crossdock.${table} where ${column} is not null`;
  });
  const rows = await runQuery(
    databaseUrl,
    `select key, count(*)::integer as count from (${all.join(' union all ')}) s group by key`,
  );
  return Object.fromEntries(rows.map(({ key, count }) => [String(key), Number(count)]));
}

/** A shop that signs its orders, has one in every sealed column, and is told of its orders by signed webhooks. */
interface Shop {
  readonly tenant: TestTenant;
  readonly connector: TestConnector;
  readonly partner: TestConnector;
  readonly receiver: WebhookReceiver;
  readonly endpointSecret: string;
}

const grace = { grace_seconds: 3_600 };
const partnerAuth = { type: 'basic', user: 'acme', password: 'open sesame' };

async function openShop(hub: HubClient): Promise<Shop> {
  const tenant = await hub.tenant();
  const options = { require_signature: true, rate_limit_per_minute: 6_000 };
  const connector = await hub.connector(tenant, 'peptideclients', options);
  const partner = await hub.connector(tenant, 'fulfilment', { config: { auth: partnerAuth } });
  const receiver = await startWebhookReceiver();
  const endpoint = await hub.endpoint(tenant, receiver.url);
  const { json } = await hub.admin('POST', `/connectors/${connector.id}/rotate-secret`, grace);
  const { json: rotated } = await hub.admin('POST', `/webhook-endpoints/${endpoint.id}/rotate-secret`, grace);
  const secret: string = json.signing_secret_plain;
  return { tenant, connector: { ...connector, secret }, partner, receiver, endpointSecret: rotated.signing_secret_plain };
}

let orders = 0;

/** Sends a signed order; its id when it was accepted. */
async function order(hub: HubClient, { connector: { key, secret } }: Pick<Shop, 'connector'>): Promise<string> {
  const lines = [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }];
  const body = JSON.stringify({ external_id: `order-${++orders}`, lines });
  const headers = {
    authorization: `Bearer ${key}`,
    'pc-signature': pcSignature(secret, body),
    'content-type': 'application/json',
  };
  const answer = await hub.call('POST', '/integrations/v1/orders', { headers, body });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json.id;
}

/** The order's webhook, once it has come. */
function webhookOf({ receiver }: Shop, orderId: string) {
  return eventually(() => receiver.received.find(({ body }) => body.includes(orderId)));
}

/** True when it is signed with this secret; the signature with the one before it stands behind. */
function signedBy(secret: string, webhook: ReceivedWebhook): boolean {
  const [time, newest] = String(webhook.headers['x-pc-signature']).split(',');
  return verifiesAsTheSampleDoes(secret, { ...webhook, headers: { 'x-pc-signature': `${time},${newest}` } });
}

/** Everything that takes a secret of the shop works at this hub. */
async function expectToWork(hub: HubClient, shop: Shop): Promise<void> {
  const webhook = await webhookOf(shop, await order(hub, shop));
  expect(signedBy(shop.endpointSecret, webhook)).toBe(true);
  const authorization = `Basic ${Buffer.from('acme:open sesame').toString('base64')}`;
  const path = `/webhook/orders/${shop.partner.id}`;
  const answer = await hub.call('POST', path, { headers: { authorization }, body: {} });
  expect(answer.json.error).not.toBe('invalid_api_key');
  expect(answer.status).toBe(422); // proved, and nothing in it
}

describe('a new master key', () => {
  it('seals nothing while a hub runs that does not hold it, and everybody reads everything', async () => {
    const databaseUrl = await newDatabase();
    const before = await startOn(databaseUrl, onlyOld);
    const after = await startOn(databaseUrl, both);
    const shops = [await openShop(before), await openShop(after)];
    for (const shop of shops) for (const hub of [before, after]) await expectToWork(hub, shop);
    const count = { [idOf(oldKey)]: 12 };
    expect(await sealed(databaseUrl)).toEqual(count);

    const { code, stderr } = await rotate(databaseUrl, '--wait', '0');
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^crossdock: nothing was changed: the hub on .* runs without master key /),
    ]);
    expect(await sealed(databaseUrl)).toEqual(count);
    await expectToWork(before, await openShop(after));
  });

  it('takes the place of the old one while storefronts send, receivers verify and operators change secrets', async () => {
    const databaseUrl = await newDatabase();
    const before = await startOn(databaseUrl, onlyOld);
    const shops = [await openShop(before), await openShop(before)];
    await before.stop();
    const hubs = [await startOn(databaseUrl, both), await startOn(databaseUrl, both)];

    let going = true;
    const delivered: Promise<boolean>[] = [];
    const sending = shops.map(async (shop, place) => {
      for (let turn = place; going; turn++) {
        const id = await order(hubs[turn % hubs.length] as HubClient, shop); // one of them
        delivered.push(webhookOf(shop, id).then((webhook) => signedBy(shop.endpointSecret, webhook)));
      }
    });
    // Secrets that are made and changed meanwhile, at either hub.
    const changed = hubs.map(async (hub) => {
      const tenant = await hub.tenant();
      const connectors: TestConnector[] = [];
      while (going) {
        const connector = await hub.connector(tenant, 'peptideclients', { require_signature: true });
        const { json } = await hub.admin('POST', `/connectors/${connector.id}/rotate-secret`, grace);
        connectors.push({ ...connector, secret: json.signing_secret_plain });
        await hub.admin('PATCH', `/connectors/${shops[0]?.partner.id}`, { config: { auth: partnerAuth } });
      }
      return connectors;
    });
    await eventually(() => (delivered.length > 10 ? true : undefined));
    const { code, json, stderr } = await rotate(databaseUrl);
    const during = delivered.length;
    await eventually(() => (delivered.length > during + 10 ? true : undefined));
    going = false;
    await Promise.all(sending);
    expect(new Set(await Promise.all(delivered))).toEqual(new Set([true]));
    const connectors = (await Promise.all(changed)).flat();

    expect([code, stderr]).toEqual([0, '']);
    expect(json.at(-1)).toMatchObject({ finished: true, key: idOf(newKey), retired: [idOf(oldKey)], unreadable: [] });
    expect(json.at(-1).resealed).toBeGreaterThanOrEqual(12);
    expect(Object.keys(await sealed(databaseUrl))).toEqual([idOf(newKey)]);
    console.info(`rotated beside ${delivered.length} signed orders and webhooks, ${connectors.length} connectors made meanwhile`);

    await Promise.all(hubs.map(({ stop }) => stop()));
    const afterwards = await startOn(databaseUrl, onlyNew);
    for (const shop of shops) await expectToWork(afterwards, shop);
    for (const connector of connectors) await order(afterwards, { connector });
    await expect(startOn(databaseUrl, onlyOld)).rejects.toThrow(
      `were sealed under master key ${idOf(newKey)}, but this hub holds`,
    );
  }, 120_000);

  it('is put in place by the next run where one was killed, from where that one was', async () => {
    const databaseUrl = await newDatabase();
    const before = await startOn(databaseUrl, onlyOld);
    const shop = await openShop(before);
    const last = await openShop(before);
    await before.stop();
    const hub = await startOn(databaseUrl, both);
    const total = 12;

    // Somebody holds a row, so that the replacement cannot come to its end before it is killed.
    const holder = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=crossdock' });
    await holder.connect();
    onTestFinished(() => holder.end());
    await holder.query(`begin; select from connectors where id = '${last.partner.id}' for update`);
    const running = startCrossdock(['master-key', 'rotate'], { variables: { DATABASE_URL: databaseUrl, ...both } });
    await running.waitFor(/sealed again: \d+ of 12/);
    expect((await running.end('SIGKILL')).code).toBe(null);
    // What it asked for last may still wait for the row, and the server does not know yet that nobody wants it any more.
    await eventually(async () => {
      const left =
        "select from pg_stat_activity where application_name = 'crossdock-master-key' and datname = current_database()";
      return (await runQuery(databaseUrl, left)).length === 0 ? true : undefined;
    });
    await holder.query('rollback');
    const half = await sealed(databaseUrl);
    expect(half).toEqual({ [idOf(oldKey)]: expect.any(Number), [idOf(newKey)]: expect.any(Number) });
    for (const known of [shop, last]) await expectToWork(hub, known);

    const { code, json } = await rotate(databaseUrl);
    expect(code).toBe(0);
    expect(json.at(-1)).toMatchObject({ finished: true, resealed: half[idOf(oldKey)], retired: [idOf(oldKey)] });
    expect(await sealed(databaseUrl)).toEqual({ [idOf(newKey)]: total });
    for (const known of [shop, last]) await expectToWork(hub, known);
    expect((await rotate(databaseUrl)).json.at(-1)).toMatchObject({ finished: true, resealed: 0 });
  }, 120_000);
});

describe('the master key of a data folder', () => {
  it('is replaced beside the hub that runs on it, and while none does, and is readable for its owner alone', async () => {
    const dataDirectory = newDataDirectory();
    const file = join(dataDirectory, 'master-key');
    const tokenFile = join(dataDirectory, 'admin-token');
    writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 });
    const variables = { CROSSDOCK_ADMIN_TOKEN_FILE: tokenFile };
    const rotateIt = () => crossdock(['master-key', 'rotate'], { variables: { CROSSDOCK_DATA_DIR: dataDirectory } });
    const keyInFile = () => [readFileSync(file, 'utf8'), statSync(file).mode & 0o777];

    const first = spawnHub({ dataDirectory, variables });
    const running = hubClient((await first.ready).url, token);
    const shop = await openShop(running);
    const [oldest] = keyInFile();
    const plan = await crossdock(['master-key', 'rotate', '--dry-run', '--json'], {
      variables: { CROSSDOCK_DATA_DIR: dataDirectory },
    });
    expect(plan.json).toEqual([
      { dry_run: true, key: null, sealed: [{ key: idOf(String(oldest)), count: 6 }], resealable: 6, hubs: [expect.anything()] },
    ]);
    expect(keyInFile()).toEqual([oldest, 0o600]);

    const beside = await rotateIt();
    expect([beside.code, beside.stderr, beside.stdout]).toEqual([
      0,
      '',
      expect.stringContaining('it is gone from the data folder'),
    ]);
    const [newer] = keyInFile();
    expect(keyInFile()).toEqual([expect.not.stringMatching(String(oldest)), 0o600]);
    await expectToWork(running, shop);
    const later = await openShop(running);
    await terminate(first);

    const alone = await rotateIt();
    expect([alone.code, alone.stderr]).toEqual([0, '']);
    expect(keyInFile()).toEqual([expect.not.stringMatching(String(newer)), 0o600]);
    const second = spawnHub({ dataDirectory, variables });
    const again = hubClient((await second.ready).url, token);
    for (const known of [shop, later]) await expectToWork(again, known);
    for (const hub of [first, second]) expect(hub.output()).not.toContain(token);
  }, 180_000);
});
