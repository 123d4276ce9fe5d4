/** The upkeep as a process does it: all that is not kept any more is gone after one turn, however much it is, and nothing else. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import type { Log } from '../../core/domain/ports.ts';
import { openDatabase } from '../../core/store/database.ts';
import { startUpkeep } from '../../core/store/upkeep.ts';
import { freshDatabase } from '../support/database.ts';

const keepDays = 30;
const soon = { timeout: 15_000, interval: 20 };
const day = 24 * 60 * 60 * 1_000;

/** A database with one organisation, and its owner. */
async function newDatabase() {
  const fresh = await freshDatabase();
  onTestFinished(() => fresh.drop());
  const owner = new pg.Client({ connectionString: fresh.url, options: '-c search_path=crossdock' });
  await owner.connect();
  onTestFinished(() => owner.end());
  const query = async <Row extends pg.QueryResultRow>(sql: string) => (await owner.query<Row>(sql)).rows;
  await query(`insert into organisations (id, slug, name) values (uuid_v7(), 'acme', 'Acme')`);
  const count = async (table: string) =>
    (await query<{ count: number }>(`select count(*)::integer as count from ${table}`))[0]?.count;
  /** Starts one process's upkeep; what it complains of is in `warnings`. */
  const start = async (warnings: string[] = []) => {
    const warn: Log['warn'] = (message, fields) => void warnings.push(`${message} ${JSON.stringify(fields)}`);
    const log = { info: () => {}, warn, error: () => {} };
    const database = await openDatabase({ url: fresh.url, tenantConnections: 1, systemConnections: 1, log });
    const stop = startUpkeep(database.system, log, () => performance.now(), keepDays);
    onTestFinished(async () => {
      await stop();
      await database.close();
    });
  };
  return { url: fresh.url, query, count, start };
}

type TestDatabase = Awaited<ReturnType<typeof newDatabase>>;

const putKeys = ({ query }: TestDatabase, rows: number, expiresAt: string) =>
  query(`insert into idempotency_keys (org_id, caller_id, key, fingerprint, status_code, body, expires_at)
    select id, id, gen_random_uuid()::text, '', 201, '', ${expiresAt} from organisations, generate_series(1, ${rows}) where slug = 'acme'`);

/** Ids as they are made at `at`. */
const idsOf = (at: string) => `overlay(gen_random_uuid()::text placing left(uuid_v7_floor(${at})::text, 13) from 1)::uuid`;

const putEvents = ({ query }: TestDatabase, rows: number, at: string) =>
  query(`insert into events (org_id, id, type, object_type, object_id, sequence, data, created_at)
    select id, ${idsOf(at)}, 'order.created', 'order', id, 1, '{}', ${at} from organisations, generate_series(1, ${rows}) where slug = 'acme'`);

const putRequests = ({ query }: TestDatabase, rows: number, at: string, of = 'null') =>
  query(`insert into request_log (id, org_id, received_at, method, path, client_ip, headers, status_code, duration_milliseconds,
      replayed, duplicate, quarantined, entities)
    select ${idsOf(at)}, ${of}, ${at}, 'GET', '/', '', '{}', 401, 1, false, false, false, '[]' from generate_series(1, ${rows})`);

it('deletes more than one batch of each kind in one turn, and nothing that is kept', async () => {
  const database = await newDatabase();
  await putKeys(database, 5_000, `now() - interval '1 second'`);
  await putKeys(database, 3, `now() + interval '1 minute'`);
  await putEvents(database, 5_000, `now() - interval '33 days'`);
  await putEvents(database, 4, `now() - interval '31 days'`);
  await putRequests(database, 5_000, `now() - interval '25 hours'`);
  await putRequests(database, 5, `now() - interval '23 hours'`);
  await putRequests(database, 6, `now() - interval '25 hours'`, `(select id from organisations where slug = 'acme')`);
  await database.start();
  await expect.poll(() => database.count('idempotency_keys'), soon).toBe(3);
  await expect.poll(() => database.count('events'), soon).toBe(4);
  await expect.poll(() => database.count('request_log'), soon).toBe(5 + 6);
});

it('ends no session that may still be used, and forgets the others', async () => {
  const { query, count, start } = await newDatabase();
  await query(
    `insert into operators (id, email, name, role, password_hash) values (uuid_v7(), 'a@example.com', 'A', 'platform_admin', '')`,
  );
  await query(`insert into operator_sessions (id_hash, operator_id, created_at, last_seen_at, client_ip)
    select sha256(hours::text::bytea), id, now() - hours * interval '1 hour', now(), '' from operators, unnest(array[11, 25, 900]) as hours`);
  await start();
  await expect.poll(() => count('operator_sessions'), soon).toBe(1);
});

it('forgets how often callers came who have been away for an hour, and of nobody else', async () => {
  const { query, count, start } = await newDatabase();
  await query(`insert into rate_windows (org_id, caller_id, seconds)
    select id, uuid_v7(), array_fill(0::bigint, array[60]) || extract(epoch from now() - minutes * interval '1 minute')::bigint
    from organisations, unnest(array[0, 1, 59, 61, 9000]) as minutes where slug = 'acme'`);
  await query(
    `insert into rate_windows (org_id, caller_id, seconds)
    select id, uuid_v7(), array_fill(0::bigint, array[61]) from organisations, generate_series(1, 25000) where slug = 'acme'`,
  );
  await start();
  await expect.poll(() => count('rate_windows'), soon).toBe(3);
});

it('is done by one process at a time', async () => {
  const { url, query, start } = await newDatabase();
  const request = new pg.Client({ connectionString: url, options: '-c search_path=crossdock' });
  await request.connect();
  onTestFinished(() => request.end());
  await request.query('begin; lock table idempotency_keys');
  await Promise.all([start(), start()]);
  const waiting = () => query(`select from pg_locks where relation = 'idempotency_keys'::regclass and not granted`);
  await expect.poll(waiting, soon).not.toEqual([]);
  await sleep(500);
  expect(await waiting()).toHaveLength(1);
});

it('does no harm when several processes begin at once, and is done by others when one is gone', async () => {
  const database = await newDatabase();
  await putKeys(database, 10_000, `now() - interval '1 second'`);
  const warnings: string[] = [];
  await Promise.all([database.start(warnings), database.start(warnings), database.start(warnings)]);
  await expect.poll(() => database.count('idempotency_keys'), soon).toBe(0);
  await putKeys(database, 1, `now() - interval '1 second'`);
  const startAnother = async () => {
    await database.start(warnings);
    return database.count('idempotency_keys');
  };
  await expect.poll(startAnother, soon).toBe(0);
  expect(warnings).toEqual([]);
});

it('waits for no key that a request is just storing anew', async () => {
  const database = await newDatabase();
  await putKeys(database, 3, `now() - interval '1 second'`);
  const request = new pg.Client({ connectionString: database.url, options: '-c search_path=crossdock' });
  await request.connect();
  onTestFinished(() => request.end());
  await request.query(`begin; update idempotency_keys set expires_at = now() + interval '1 day'
    where key = (select key from idempotency_keys order by key limit 1)`);
  const warnings: string[] = [];
  await database.start(warnings);
  await expect.poll(() => database.count('idempotency_keys'), soon).toBe(1);
  await request.query('commit');
  expect([await database.count('idempotency_keys'), warnings]).toEqual([1, []]);
});

it('keeps no lock on one table while it waits for another', async () => {
  const { query, url, start } = await newDatabase();
  const nameOf = (daysAgo: number) => new Date(Date.now() - daysAgo * day).toISOString().slice(0, 10).replaceAll('-', '');
  const put = async (table: string, daysAgo: number) => {
    const midnight = `date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - interval '${daysAgo} days'`;
    const [bounds] = await query<{ low: string; high: string }>(
      `select uuid_v7_floor(${midnight}) as low, uuid_v7_floor(${midnight} + interval '1 day') as high`,
    );
    const name = `${table}_${nameOf(daysAgo)}`;
    await query(`create table ${name} partition of ${table} for values from ('${bounds?.low}') to ('${bounds?.high}')`);
    return name;
  };
  const first = await put('deliveries', 40);
  const inUse = await put('request_log', 40);
  const reader = new pg.Client({ connectionString: url, options: '-c search_path=crossdock' });
  await reader.connect();
  onTestFinished(() => reader.end());
  await reader.query(`begin; select from ${inUse}`);
  await start();
  const waiting = `select from pg_locks where relation = '${inUse}'::regclass and not granted`;
  await expect.poll(() => query(waiting), soon).not.toEqual([]);
  const held = await query<{ name: string }>(
    `select distinct relation::regclass::text as name from pg_locks where granted and mode = 'AccessExclusiveLock'
       and relation in ('deliveries'::regclass, 'delivery_attempts'::regclass) union all
     select relname from pg_class where relname = '${first}'`,
  );
  expect(held).toEqual([]);
});
