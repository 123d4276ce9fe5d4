/** What makes an alert told once: the ledger, whoever looks and however often. */
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import type { Sighting } from '../../core/domain/alert.ts';
import { createAlertLedger } from '../../core/store/alert-ledger.ts';
import { openDatabase } from '../../core/store/database.ts';
import { freshDatabase } from '../support/database.ts';
import { runQuery } from '../support/query.ts';

const fresh = await freshDatabase();
const log = { info: () => {}, warn: () => {}, error: () => {} };
const database = await openDatabase({ url: fresh.url, tenantConnections: 2, systemConnections: 20, log });
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
const ledger = createAlertLedger(database.system);
const quietMilliseconds = 600_000;

async function newOrganisation(): Promise<string> {
  const id = randomUUID();
  await database.system.query('insert into organisations (id, slug, name) values ($1::uuid, $1::text, $1::text)', [id]);
  return id;
}

function sightingOf(organisationId: string, connectorId: string = randomUUID()): Sighting {
  return {
    organisationId,
    connectorId,
    code: 'signature_failures',
    severity: 'warning',
    title: 'Signatures do not match',
    detail: 'Compare the secrets.',
    since: new Date(),
    link: 'https://hub.example.com/console',
  };
}

/** The types of what was told in an organisation, in order. */
async function told(organisationId: string): Promise<readonly string[]> {
  const { rows } = await database.system.query<{ type: string }>('select type from events where org_id = $1 order by id', [
    organisationId,
  ]);
  return rows.map(({ type }) => type.replace('alert.', ''));
}

/** As if nobody had found an organisation's alerts for this long, and as if what is over had been over for longer. */
async function pass(organisationId: string, milliseconds: number): Promise<void> {
  await database.system.query(
    `update alerts set seen_at = seen_at - $2 * interval '1 millisecond', ended_at = ended_at - $2 * interval '1 millisecond'
     where org_id = $1`,
    [organisationId, milliseconds],
  );
}

test('is raised once by twenty looks at once, and ended once', async () => {
  const organisationId = await newOrganisation();
  const sightings = Array.from({ length: 30 }, () => sightingOf(organisationId));
  const looks = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      ledger.settle(index % 2 === 0 ? sightings : sightings.toReversed(), quietMilliseconds),
    ),
  );
  expect(looks.toSorted((one, other) => one - other)).toEqual([...Array<number>(19).fill(0), 30]);
  await pass(organisationId, quietMilliseconds + 1);
  const ends = await Promise.all(Array.from({ length: 20 }, () => ledger.settle([], quietMilliseconds)));
  expect(ends.reduce((sum, count) => sum + count)).toBe(30);
  expect((await told(organisationId)).toSorted((one, other) => one.localeCompare(other))).toEqual([
    ...Array<string>(30).fill('ended'),
    ...Array<string>(30).fill('raised'),
  ]);
});

test('goes on while it is found, and for a while after', async () => {
  const organisationId = await newOrganisation();
  const sighting = sightingOf(organisationId);
  await ledger.settle([sighting], quietMilliseconds);
  await pass(organisationId, quietMilliseconds - 1_000);
  await ledger.settle([], quietMilliseconds);
  await ledger.settle([sighting], quietMilliseconds);
  await pass(organisationId, quietMilliseconds - 1_000);
  await ledger.settle([], quietMilliseconds);
  expect(await told(organisationId)).toEqual(['raised']);
  await pass(organisationId, 1_001);
  await ledger.settle([], quietMilliseconds);
  expect(await told(organisationId)).toEqual(['raised', 'ended']);
});

test('takes twice as long to be over each time that it comes back within a day, up to 32 times', async () => {
  const organisationId = await newOrganisation();
  const sighting = sightingOf(organisationId);
  for (const factor of [1, 2, 4, 8, 16, 32, 32]) {
    await ledger.settle([sighting], quietMilliseconds);
    await database.system.query("update alerts set ended_at = now() - interval '1 hour' where ended_at is not null");
    await pass(organisationId, factor * quietMilliseconds - 1_000);
    expect(await ledger.settle([], quietMilliseconds)).toBe(0);
    await database.system.query("update alerts set ended_at = now() - interval '1 hour' where ended_at is not null");
    await pass(organisationId, 1_001);
    expect(await ledger.settle([], quietMilliseconds)).toBe(1);
  }
  await database.system.query("update alerts set ended_at = now() - interval '25 hours'");
  await ledger.settle([sighting], quietMilliseconds);
  await database.system.query("update alerts set seen_at = now() - $1 * interval '1 millisecond' where ended_at is null", [
    quietMilliseconds + 1,
  ]);
  expect(await ledger.settle([], quietMilliseconds)).toBe(1);
});

test('is another one in another organisation, for another code and for another connector', async () => {
  const [one, other] = [await newOrganisation(), await newOrganisation()];
  const sighting = sightingOf(one);
  const all = [sighting, { ...sighting, organisationId: other }, { ...sighting, code: 'secret_aged' as const }, sightingOf(one)];
  expect(await ledger.settle(all, quietMilliseconds)).toBe(4);
  expect(await ledger.settle(all, quietMilliseconds)).toBe(0);
});

test('is neither known nor told when the look dies before it is done', async () => {
  const organisationId = await newOrganisation();
  const client = await database.system.connect();
  await client.query('begin');
  const rows = [{ org_id: organisationId, code: 'secret_aged', subject: '', told: {} }];
  await client.query("select settle_alerts($1, interval '1 minute')", [JSON.stringify(rows)]);
  client.on('error', () => {}); // it is about to die
  const { rows: own } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  await runQuery(fresh.url, `select pg_terminate_backend(${own[0]?.pid})`);
  client.release(true);
  expect(await told(organisationId)).toEqual([]);
  expect(await ledger.settle([sightingOf(organisationId)], quietMilliseconds)).toBe(1);
});

test('is looked for by one worker at a time', async () => {
  const turns = await Promise.all(Array.from({ length: 10 }, () => ledger.takeTurn(60_000)));
  expect(turns.filter((isMine) => isMine)).toHaveLength(1);
  await database.system.query("update alert_watch set next_look_at = now() - interval '1 second'");
  expect(await ledger.takeTurn(60_000)).toBe(true);
});
