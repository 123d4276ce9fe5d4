/** What is wrong with the hub as a whole, and in every organisation at once. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { uuidV7 } from '../../core/domain/uuid.ts';
import { createHubReports } from '../../core/store/hub-reports.ts';
import { runQuery } from '../support/query.ts';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
const minute = 60_000;

const alerts = async () => (await api.ok('GET', '/alerts')).rows;
const ofPlatform = async () => (await alerts()).filter(({ org_id }: { org_id: string | null }) => org_id === null);

/** A process says that it runs, by a clock that is off. */
async function reports(machine: string, { delivers = true, aheadMilliseconds = 0, id = randomUUID(), patience = minute } = {}) {
  const clock = { now: () => Date.now() + aheadMilliseconds };
  await createHubReports(api.database.system, clock).report({ id, machine, delivers }, patience);
  return id;
}

afterEach(async () => {
  await api.database.system.query('delete from hub_reports');
  await api.database.system.query('select maintain_partitions(30)');
});

describe('the alerts of the platform', () => {
  it('are none where nothing is wrong, and none of them is guessed where no process has said anything', async () => {
    expect(await alerts()).toEqual([]);
    await reports('one');
    expect(await alerts()).toEqual([]);
  });

  it.each([
    [31_000, 'warning', 'The clock of one is 31 seconds ahead'],
    [-299_000, 'warning', 'The clock of one is 299 seconds behind'],
    [-3_600_000, 'error', 'The clock of one is 3600 seconds behind'],
  ])('tell of a clock that is %i ms off', async (aheadMilliseconds, severity, title) => {
    await reports('two', { aheadMilliseconds: 29_000 });
    await reports('one', { aheadMilliseconds });
    expect(await alerts()).toEqual([
      { org_id: null, code: 'clock_skew', severity, title, detail: expect.any(String), since: expect.any(String) },
    ]);
  });

  it('tell of a clock once for all processes of its machine, and no more when it is set or they are gone', async () => {
    const id = await reports('one', { aheadMilliseconds: 100_000 });
    const other = await reports('one', { aheadMilliseconds: 100_000 });
    expect(await alerts()).toHaveLength(1);
    await reports('one', { id });
    await reports('one', { id: other, aheadMilliseconds: 100_000, patience: 0 });
    expect(await alerts()).toEqual([]);
  });

  it('say that nothing is delivered while only others run', async () => {
    await reports('web', { delivers: false });
    expect(await alerts()).toMatchObject([{ org_id: null, code: 'no_worker', severity: 'error' }]);
    const worker = await reports('worker');
    expect(await alerts()).toEqual([]);
    await reports('worker', { id: worker, patience: 0 });
    expect(await alerts()).toMatchObject([{ org_id: null, code: 'no_worker' }]);
  });

  it('say that nobody makes the partitions of the coming days', async () => {
    const [day] = (
      await api.database.system.query(`select to_char(now() at time zone 'UTC' + interval '3 days', 'YYYYMMDD') as name,
        to_char(now() at time zone 'UTC' - interval '4 days', 'YYYY-MM-DD') as due`)
    ).rows as { name: string; due: string }[]; // as it was asked for
    await runQuery(api.databaseUrl, `drop table crossdock.request_log_${day?.name}`);
    const [alert] = await alerts();
    expect(alert).toMatchObject({ org_id: null, code: 'partitions_missing', severity: 'error' });
    expect(alert.since).toBe(`${day?.due}T00:00:00.000Z`);
    expect(alert.detail).toContain(': request_log.');
  });

  describe('about deliveries that are late', () => {
    let organisationId: string;
    beforeAll(async () => {
      organisationId = (await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' })).id;
      const body = { url: 'https://receiver.example/', event_types: ['order.created'] };
      const { id } = await api.ok('POST', '/orgs/acme/webhook-endpoints', body);
      const values = [organisationId, id, uuidV7(api.clock.now(), randomBytes), new Date(api.clock.now() - 6 * minute)];
      await api.database.system.query(
        `insert into deliveries (org_id, endpoint_id, id, event_id, event_type, status, attempts, next_attempt_at)
         values ($1, $2, $3, $3, 'order.created', 'failed', 1, $4)`,
        values,
      );
    });

    it('count those that nothing of their endpoint holds back', async () => {
      expect(await ofPlatform()).toMatchObject([{ code: 'queue_delayed', severity: 'warning', count: 1 }]);
      await api.database.system.query('update webhook_endpoints set rate_per_second = 1');
      expect(await ofPlatform()).toEqual([]);
    });
  });
});

describe('the alerts of everybody', () => {
  it("show each organisation's under its id, worst first and the platform's own before others", async () => {
    const ids: string[] = [];
    for (const slug of ['one', 'two']) {
      api.clock.advance(1); // ids of one moment have no order
      ids.push((await api.ok('POST', '/orgs', { slug, name: slug })).id);
      await api.ok('POST', `/orgs/${slug}/webhook-endpoints`, { url: 'https://gone.example/', event_types: ['order.created'] });
    }
    await api.database.system.query(
      "update webhook_endpoints set enabled = false, disabled_reason = 'gone' where url = 'https://gone.example/'",
    );
    await reports('web', { delivers: false });
    await reports('worker', { aheadMilliseconds: 60_000 });
    const rows = (await alerts()).map(({ org_id, code }: { org_id: string; code: string }) => [org_id, code]);
    expect(rows).toEqual([
      [ids[0], 'endpoint_disabled'],
      [ids[1], 'endpoint_disabled'],
      [null, 'clock_skew'],
    ]);
    expect((await api.ok('GET', '/orgs/one/alerts')).rows).toHaveLength(1);
  });

  it('are for nobody but the platform', async () => {
    await api.ok('POST', '/orgs', { slug: 'tenant', name: 'Tenant' });
    const { token } = await api.ok('POST', '/orgs/tenant/tokens', { name: 'admin', role: 'org_admin' });
    for (const path of ['/alerts', '/alert-recipients'])
      expect((await api.call('GET', path, undefined, { authorization: `Bearer ${token}` })).status).toBe(404);
  });
});

describe('the organisation that stands for the platform', () => {
  it('is shown to nobody, and nobody can name it or take its name', async () => {
    const { rows } = await api.ok('GET', '/orgs?limit=100');
    expect(rows.map(({ slug }: { slug: string }) => slug)).not.toContain(':platform');
    for (const name of ['00000000-0000-0000-0000-000000000000', encodeURIComponent(':platform')])
      expect((await api.call('GET', `/orgs/${name}`)).status).toBe(404);
    expect((await api.call('POST', '/orgs', { slug: ':platform', name: 'Mine' })).status).toBe(422);
  });
});
