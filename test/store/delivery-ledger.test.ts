/** The ledger of deliveries on a real database, beside a hub that only takes requests: what becomes due is claimed by the test alone. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttemptRecord, ClaimedDelivery, DeliveryLedger } from '../../core/domain/delivery.ts';
import { type Hub, startHub } from '../../core/main.ts';
import { createSecretBox } from '../../core/platform/secret-box.ts';
import { createDeliveryLedger } from '../../core/store/delivery-ledger.ts';
import { queueSchema } from '../../core/store/queue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { hubClient, type HubClient, hubVariables } from '../support/hub.ts';
import { runQuery } from '../support/query.ts';

const leaseMilliseconds = 6_000;

let database: FreshDatabase;
let hub: Hub;
let client: HubClient;
let pool: pg.Pool;
let boss: PgBoss;
let ledger: DeliveryLedger;

beforeAll(async () => {
  database = await freshDatabase();
  const variables: Record<string, string> = { ...hubVariables(database.url), PORT: '0', CROSSDOCK_DRAIN_SECONDS: '0' };
  hub = await startHub({ variables, role: 'web', onStep: () => {} });
  client = hubClient(hub.url ?? '', 'test-admin-token');
  pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=crossdock' });
  boss = new PgBoss({ connectionString: database.url, schema: queueSchema, migrate: false, supervise: false, schedule: false });
  await boss.start();
  const box = createSecretBox([Buffer.from(variables['CROSSDOCK_MASTER_KEY'] ?? '', 'base64')], randomBytes);
  ledger = createDeliveryLedger(pool, boss, box, { now: Date.now }, 60_000);
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await pool.end();
  await hub.stop();
  await database.drop();
});

/** Orders of a new tenant, each with one delivery that is due. */
async function placeOrders(count: number): Promise<void> {
  const tenant = await client.tenant();
  await client.endpoint(tenant, 'https://receiver.example.com/hooks');
  const { key } = await client.connector(tenant, 'peptideclients');
  for (let number = 1; number <= count; number += 1) {
    const body = { external_id: `order-${number}`, lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] };
    await client.call('POST', '/integrations/v1/orders', { body, headers: { authorization: `Bearer ${key}` } });
  }
}

function failed({ organisationId, id: deliveryId, attemptNumber }: ClaimedDelivery, errorDetail: string): AttemptRecord {
  const record = { organisationId, deliveryId, attemptNumber, startedAt: Date.now(), latencyMilliseconds: 1 };
  return { ...record, errorCode: 'http_500', errorDetail, status: 'failed', nextAttemptAt: Date.now() + 3_600_000 };
}

const deliveryOf = async (id: string) => (await client.admin('GET', `/deliveries/${id}`)).json;

const dueTimes = async () =>
  (await runQuery(database.url, 'select next_attempt_at from crossdock.deliveries order by id')).map((row) =>
    String(row['next_attempt_at']),
  );

describe('attempts', () => {
  it('whose words the database cannot hold are recorded without them, and those beside them whole', async () => {
    await placeOrders(3);
    const { deliveries } = await ledger.claim(10, leaseMilliseconds);
    expect(deliveries).toHaveLength(3);
    await ledger.settle(deliveries.map((delivery, index) => failed(delivery, index === 1 ? 'half \ud800, and \0' : 'no luck')));
    const details: string[] = [];
    for (const { id } of deliveries) {
      const { status, attempts } = await deliveryOf(id);
      expect([status, attempts.length]).toEqual(['failed', 1]);
      details.push(attempts[0].error_detail);
    }
    expect(details).toEqual(['no luck', 'what there was to say of this attempt cannot be stored', 'no luck']);
  });
});

describe('what has been due for long', () => {
  it('stays as old as it is, and is queued again where its job is lost', async () => {
    await runQuery(database.url, 'delete from crossdock.deliveries');
    await runQuery(database.url, `delete from ${queueSchema}.job`);
    await placeOrders(2);
    await runQuery(database.url, "update crossdock.deliveries set next_attempt_at = now() - interval '10 minutes'");
    await runQuery(
      database.url,
      `delete from ${queueSchema}.job where id = (select id from crossdock.deliveries order by id limit 1)`,
    );
    const before = await dueTimes();
    await ledger.requeueOverdue();
    await ledger.recover();
    expect(await dueTimes()).toEqual(before);
    const { deliveries, taken } = await ledger.claim(10, leaseMilliseconds);
    expect([deliveries.length, taken]).toEqual([2, 2]);
  });
});
