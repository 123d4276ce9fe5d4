/** What hubs on one database know of each other's master keys, and when a new one may seal. */
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSecretBox, masterKeyId, type SecretBox } from '../../core/platform/secret-box.ts';
import { chooseSealingKey, findRunningHubs, joinRunningHubs } from '../../core/store/running-hubs.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { eventually } from '../support/hub.ts';

const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const [oldId, newId] = [masterKeyId(oldKey), masterKeyId(newKey)];
const silent = { info: () => {}, warn: () => {}, error: () => {} };

let database: FreshDatabase;
let client: pg.Client;
let pool: pg.Pool;
const leaving: (() => Promise<void>)[] = [];
let milliseconds = 0;

beforeEach(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.url });
  pool = new pg.Pool({ connectionString: database.url });
  // A pool has ended before its connections have, and the database is dropped in between.
  pool.on('connect', (connection) => void connection.on('error', () => {}));
  await client.connect();
});

afterEach(async () => {
  for (const leave of leaving.splice(0)) await leave();
  await pool.end();
  await client.end();
  await database.drop();
});

/** A hub with these keys, the one that it would rather seal with first. */
async function join(...keys: readonly Buffer[]): Promise<SecretBox & { readonly leave: () => Promise<void> }> {
  const box = createSecretBox(keys, randomBytes);
  const options = { pool, keys: box, id: randomUUID(), name: `hub ${leaving.length}`, refreshKeys: () => {}, log: silent };
  const leave = await joinRunningHubs({ ...options, stopwatch: () => milliseconds });
  leaving.push(leave);
  return Object.assign(box, { leave });
}

const running = async () => (await findRunningHubs(client)).map(({ name, sealingKeyId }) => [name, sealingKeyId.toString('hex')]);

test('the first hub seals with the first of its keys, and every later one as that does', async () => {
  const first = await join(oldKey);
  const later = await join(newKey, oldKey);
  expect([first.sealingKeyId, later.sealingKeyId]).toEqual([oldId, oldId]);
  expect(await running()).toEqual([
    ['hub 0', oldId.toString('hex')],
    ['hub 1', oldId.toString('hex')], // at once: whoever replaces the key waits for it
  ]);
});

test('a hub that lacks the key that seals takes no place, as long as somebody else holds it', async () => {
  const holder = await join(oldKey);
  await expect(join(newKey)).rejects.toThrow(`sealed under master key ${oldId.toString('hex')}, but this hub holds`);
  expect(await running()).toHaveLength(1);
  await holder.leave();
  expect((await join(newKey)).sealingKeyId).toEqual(newId); // nothing was sealed, and nobody is left who could miss it
});

test('a key is chosen only when every hub holds it, and is followed', async () => {
  const blind = await join(oldKey);
  const hub = await join(newKey, oldKey);
  expect((await chooseSealingKey(client, newId)).map(({ name }) => name)).toEqual(['hub 0']);
  await blind.leave();
  expect(await chooseSealingKey(client, newId)).toEqual([]);
  await eventually(() => (hub.sealingKeyId.equals(newId) ? true : undefined));
  // What it sealed before may still be on its way.
  expect(await running()).toEqual([['hub 1', oldId.toString('hex')]]);
  milliseconds += 6_000;
  await eventually(async () => ((await running())[0]?.[1] === newId.toString('hex') ? true : undefined));
});

test('a hub that was not heard for long keeps nobody waiting', async () => {
  await join(oldKey);
  await client.query(
    `insert into crossdock.running_hubs (id, name, key_ids, sealing_key_id, seen_at)
     values ($1, 'killed', $2, $3, now() - interval '1 minute')`,
    [randomUUID(), [oldId], oldId],
  );
  expect((await chooseSealingKey(client, newId)).map(({ name }) => name)).toEqual(['hub 0']);
});
