/** Orders by the hour, out of the times in their ids. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidV7, uuidV7Floor } from '../../core/domain/uuid.ts';
import { type Database, openDatabase } from '../../core/store/database.ts';
import { createStatistics } from '../../core/store/operator/statistics.ts';
import { silentLog } from '../operator/operator-api.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const hourMilliseconds = 3_600_000;
const since = Date.UTC(2026, 0, 31, 22);
const organisationId = uuidV7(since, () => new Uint8Array(10).fill(1));
const storeId = uuidV7(since, () => new Uint8Array(10).fill(2));
const lastOf = (milliseconds: number) => uuidV7(milliseconds, () => new Uint8Array(10).fill(255));

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase({ url: fresh.url, tenantConnections: 1, systemConnections: 1, log: silentLog });
  await database.system.query("insert into organisations (id, slug, name) values ($1, 'acme', 'Acme')", [organisationId]);
  await database.system.query(
    "insert into stores (org_id, id, slug, name, currency, timezone) values ($1, $2, 'main', 'Main', 'GBP', 'UTC')",
    [organisationId, storeId],
  );
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function makeOrder(id: string): Promise<void> {
  await database.system.query(
    `insert into orders (org_id, id, store_id, source, external_id, status, payment_status, fulfilment_status, currency, shipping_cents,
       fees_cents, tax_cents, discount_cents, total_cents, refunded_cents, totals_mismatch_cents, rounded, content_hash, created_at)
     values ($1, $2::uuid, $3, 'api', ($2::uuid)::text, 'open', 'paid', 'unfulfilled', 'GBP', 0, 0, 0, 0, 0, 0, 0, false, '', now())`,
    [organisationId, id, storeId],
  );
}

it('has each order in the hour in which its id was made, from the first id to the last', async () => {
  const atHour = (hour: number) => since + hour * hourMilliseconds;
  const outside = [lastOf(atHour(0) - 1), uuidV7Floor(atHour(3))];
  const inside = [
    uuidV7Floor(atHour(0)),
    lastOf(atHour(1) - 1),
    uuidV7Floor(atHour(2)),
    lastOf(atHour(3) - 1),
    lastOf(atHour(2)),
  ];
  for (const id of [...outside, ...inside]) await makeOrder(id);
  const { orders } = await createStatistics(database).hourly(organisationId, since, 3);
  const byHour = orders.map((row) => [row.hour.toISOString(), row.storeId, row.connectorId, row.orders]);
  expect(byHour.toSorted(([one], [other]) => String(one).localeCompare(String(other)))).toEqual([
    ['2026-01-31T22:00:00.000Z', storeId, null, 2],
    ['2026-02-01T00:00:00.000Z', storeId, null, 3],
  ]);
});
