/** What is older than the operator wants to keep goes, and nothing else does. */
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';

const database = await freshDatabase();
const owner = new pg.Client({ connectionString: database.url, options: '-c search_path=crossdock' });
await owner.connect();
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const rows = async (sql: string) => (await owner.query(sql)).rows;
const partitions = async () =>
  (await rows(`select relname from pg_class where relname ~ '^(deliveries|delivery_attempts|request_log)_[0-9]{8}$'`)).map(
    ({ relname }) => relname as string,
  );

test('a day that is too old is dropped, younger ones stay, and a week ahead is there', async () => {
  const oldDay = new Date(Date.now() - 31 * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const keptDay = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  for (const [day, daysAgo] of [
    [oldDay, 31],
    [keptDay, 30],
  ] as const) {
    const start = `date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - interval '${daysAgo} days'`;
    const bounds = await rows(`select uuid_v7_floor(${start}) as low, uuid_v7_floor(${start} + interval '1 day') as high`);
    await owner.query(
      `create table request_log_${day} partition of request_log for values from ('${bounds[0].low}') to ('${bounds[0].high}')`,
    );
  }
  await owner.query('select maintain_partitions(30)');
  const names = await partitions();
  expect(names).not.toContain(`request_log_${oldDay}`);
  expect(names).toContain(`request_log_${keptDay}`);
  expect(names.filter((name) => name.startsWith('deliveries_'))).toHaveLength(8);
});

test('a day that somebody reads just now stays until the next time, and nobody waits for it', async () => {
  const reader = new pg.Client({ connectionString: database.url, options: '-c search_path=crossdock' });
  await reader.connect();
  await owner.query(`create table request_log_20200101 partition of request_log
    for values from ('016f5e66-e800-0000-0000-000000000000') to ('016f638d-4400-0000-0000-000000000000')`);
  await reader.query('begin; select count(*) from request_log_20200101');
  const startedAt = performance.now();
  await owner.query('select maintain_partitions(30)');
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(await partitions()).toContain('request_log_20200101');
  await reader.query('commit');
  await reader.end();
  await owner.query('select maintain_partitions(30)');
  expect(await partitions()).not.toContain('request_log_20200101');
});

test('events go once their deliveries have, in batches', async () => {
  const [{ id }] = await rows(`insert into organisations (id, slug, name) values (uuid_v7(), 'acme', 'Acme') returning id`);
  for (const days of [40, 33, 31, 0]) {
    await owner.query(
      `insert into events (org_id, id, type, object_type, object_id, sequence, data, created_at)
       select $1, uuid_v7_floor(at), 'order.created', 'order', uuid_v7(), 1, '{}', at from (select now() - $2 * interval '1 day') as moment (at)`,
      [id, days],
    );
  }
  expect(await rows('select purge_events(30, 1) as purged')).toEqual([{ purged: 1 }]);
  expect(await rows('select purge_events(30, 100) as purged')).toEqual([{ purged: 1 }]);
  expect(await rows('select count(*)::integer as left from events')).toEqual([{ left: 2 }]);
});
