/** Sealing again under a new master key, value by value: what another writes meanwhile stands, and what does not open is told. */
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { createSecretBox } from '../../core/platform/secret-box.ts';
import { reseal } from '../../core/store/reseal.ts';
import { sealedTables } from '../../core/store/sealed-columns.ts';
import { freshDatabase } from '../support/database.ts';

const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const before = createSecretBox([oldKey], randomBytes);
const box = createSecretBox([newKey, oldKey], randomBytes);

const database = await freshDatabase();
const [client, hub] = [1, 2].map(
  () => new pg.Client({ connectionString: database.url, options: '-c search_path=crossdock' }),
) as [pg.Client, pg.Client]; // two in, two out
await client.connect();
await hub.connect();
afterAll(async () => {
  await client.end();
  await hub.end();
  await database.drop();
});

const organisation = randomUUID();
const store = randomUUID();
await client.query("insert into organisations (id, slug, name) values ($1, 'acme', 'Acme')", [organisation]);
await client.query(
  "insert into stores (org_id, id, slug, name, currency, timezone) values ($1, $2, 'main', 'Main', 'GBP', 'UTC')",
  [organisation, store],
);

const placeOf = (id: string) => `connectors/${organisation}/${id}`;

/** A connector whose secret the old key sealed. */
async function newConnector(sealed = (id: string) => before.seal('a secret', placeOf(id))): Promise<string> {
  const id = randomUUID();
  await client.query(
    `insert into connectors (org_id, id, store_id, name, payload_format, scopes, require_signature, ip_allowlist,
       rate_limit_per_minute, config, sealed_secret)
     values ($1, $2, $3, 'shop', 'peptideclients', '{}', true, '{}', 600, '{}', $4)`,
    [organisation, id, store, sealed(id)],
  );
  return id;
}

async function sealedSecret(id: string): Promise<Buffer> {
  const { rows } = await client.query<{ sealed_secret: Buffer }>('select sealed_secret from connectors where id = $1', [id]);
  return rows[0]?.sealed_secret ?? Buffer.alloc(0);
}

const isUnderNewKey = async (id: string) => (await sealedSecret(id)).subarray(1, 5).equals(box.sealingKeyId);

test('knows every column of the schema that holds sealed values, and no other', async () => {
  const { rows } = await client.query<{ place: string }>(
    `select table_name || '.' || column_name as place from information_schema.columns
     where table_schema = 'crossdock' and data_type = 'bytea' and column_name like '%sealed%'`,
  );
  const known = sealedTables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`));
  expect(rows.map(({ place }) => place).toSorted()).toEqual(known.toSorted());
});

test('goes through more rows than one batch has, and finds nothing the second time', async () => {
  const ids: string[] = [];
  while (ids.length < 230) ids.push(await newConnector());
  const progress: number[] = [];
  expect(await reseal(client, box, (done) => progress.push(done))).toEqual({ resealed: 230, missed: 0, unreadable: [] });
  expect(progress).toEqual([100, 200, 230]);
  for (const id of ids) expect(box.open(await sealedSecret(id), placeOf(id))).toBe('a secret');
  expect(await reseal(client, box, () => {})).toEqual({ resealed: 0, missed: 0, unreadable: [] });
});

test('leaves a secret that was changed after it was read, and seals the new one in the next pass', async () => {
  const id = await newConnector();
  const newer = before.seal('newer', placeOf(id));
  await hub.query('begin');
  await hub.query('select from connectors where id = $1 for update', [id]);
  const read = Promise.withResolvers<void>();
  const open = (sealed: Buffer, place: string): string => {
    read.resolve();
    return box.open(sealed, place);
  };
  const pass = reseal(client, { sealingKeyId: box.sealingKeyId, seal: (...given) => box.seal(...given), open }, () => {});
  await read.promise;
  await hub.query('update connectors set sealed_secret = $1 where id = $2', [newer, id]);
  await hub.query('commit');
  expect(await pass).toEqual({ resealed: 0, missed: 1, unreadable: [] });
  expect(await sealedSecret(id)).toEqual(newer);

  expect(await reseal(client, box, () => {})).toEqual({ resealed: 1, missed: 0, unreadable: [] });
  expect([box.open(await sealedSecret(id), placeOf(id)), await isUnderNewKey(id)]).toEqual(['newer', true]);
});

test('waits for nobody who holds a row, and comes back to it', async () => {
  const id = await newConnector();
  await client.query("set lock_timeout = '50ms'");
  await hub.query('begin');
  await hub.query('select from connectors where id = $1 for update', [id]);
  expect(await reseal(client, box, () => {})).toEqual({ resealed: 0, missed: 1, unreadable: [] });
  await hub.query('rollback');
  expect(await reseal(client, box, () => {})).toEqual({ resealed: 1, missed: 0, unreadable: [] });
});

test('moves no value that was put into another row: it says which, and seals the others', async () => {
  const good = await newConnector();
  const moved = await newConnector(() => before.seal('of another row', placeOf(good)));
  const report = await reseal(client, box, () => {});
  expect(report).toEqual({
    resealed: 1,
    missed: 0,
    unreadable: [
      {
        table: 'connectors',
        organisationId: organisation,
        id: moved,
        column: 'sealed_secret',
        reason: 'the sealed secret does not belong to this row, or was altered',
      },
    ],
  });
  expect([await isUnderNewKey(good), await isUnderNewKey(moved)]).toEqual([true, false]);

  await client.query('update connectors set revoked_at = now(), sealed_config = sealed_secret where id = $1', [moved]);
  // Nobody opens it, and nobody can use it any more: it does not keep the old key for ever.
  expect(await reseal(client, box, () => {})).toEqual({ resealed: 2, missed: 0, unreadable: [] });
  const { rows } = await client.query('select sealed_secret, sealed_config from connectors where id = $1', [moved]);
  expect(box.open(rows[0].sealed_secret, placeOf(moved))).toBe('');
  expect(box.open(rows[0].sealed_config, `${placeOf(moved)}/config`)).toBe('{}');
});
