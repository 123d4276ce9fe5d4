/** The request log's writer: what it keeps as it is, and a row that cannot be kept. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestLogEntry } from '../../core/domain/request-log.ts';
import { type Database, openDatabase } from '../../core/store/database.ts';
import { createRequestLog } from '../../core/store/request-log.ts';
import { silentLog } from '../operator/operator-api.ts';
import { requestEntry } from '../operator/request-entry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const receivedAt = Date.now();
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase({ url: fresh.url, tenantConnections: 1, systemConnections: 1, log: silentLog });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** Writes the entries and gives the ids of those that are there. */
async function written(...entries: readonly RequestLogEntry[]): Promise<readonly string[]> {
  const log = createRequestLog(database.system, silentLog);
  for (const entry of entries) log.append(entry);
  await log.close();
  const ids = entries.map(({ id }) => id);
  const { rows } = await database.system.query<{ id: string }>('select id from request_log where id::text = any ($1)', [ids]);
  return rows.map(({ id }) => id);
}

it('writes a request whose id reads like the number of a card', async () => {
  const entry = requestEntry({ receivedAt, id: '01a224d6-4242-7424-8242-0004aaaaaaaa' });
  expect(await written(entry)).toEqual([entry.id]);
});

it('gives up a row that the database does not take, and no other', async () => {
  const [first, last] = [requestEntry({ receivedAt }), requestEntry({ receivedAt })];
  const misshapen = requestEntry({ receivedAt, id: 'no id at all' });
  expect((await written(first, misshapen, last)).toSorted()).toEqual([first.id, last.id].toSorted());
});
