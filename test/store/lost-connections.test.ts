/** What a pool does when connections die in the hands of those who hold them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UnavailableError } from '../../core/domain/unavailable.ts';
import { type Database, openDatabase } from '../../core/store/database.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { runQuery } from '../support/query.ts';

const organisationId = '00000000-0000-7000-8000-000000000000';
const tenantConnections = 2;

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  database = await openDatabase({ url: fresh.url, tenantConnections, systemConnections: 1, log });
});
afterAll(() => fresh.drop());

/** Work of a tenant whose connection is killed in the middle. */
function interruptedWork(): Promise<unknown> {
  return database.asTenant(organisationId, async (em) => {
    const [row] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
    await runQuery(fresh.url, `select pg_terminate_backend(${row?.pid})`);
    return em.execute('select 1');
  });
}

it('serves tenants again after more connections died in transactions than the pool has', async () => {
  for (let round = 0; round < 2 * tenantConnections; round++) {
    await expect(interruptedWork()).rejects.toBeInstanceOf(UnavailableError);
  }
  const stores = await database.asTenant(organisationId, (em) => em.execute('select 1 as one from crossdock.stores'));
  expect(stores).toEqual([]);
  expect((await database.tenants.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

it('closes although a connection died in a transaction a moment ago', async () => {
  await expect(interruptedWork()).rejects.toBeInstanceOf(UnavailableError);
  await expect(database.close()).resolves.toBeUndefined();
});
