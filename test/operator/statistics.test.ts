/** Counts by the hour: which hours, and which of them is which. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRequestLog } from '../../core/store/request-log.ts';
import { silentLog, startOperatorApi } from './operator-api.ts';
import { requestEntry } from './request-entry.ts';

const api = await startOperatorApi();
const hourMilliseconds = 3_600_000;
const thisHour = Math.floor(api.clock.now() / hourMilliseconds) * hourMilliseconds;

beforeAll(async () => {
  const { id: organisationId } = await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' });
  await api.ok('POST', '/orgs/acme/stores', { slug: 'main', name: 'Main' });
  const body = { name: 'shop', payload_format: 'peptideclients' };
  const { id: connectorId } = await api.ok('POST', '/orgs/acme/stores/main/connectors', body);
  const log = createRequestLog(api.database.system, silentLog);
  for (const [age, statusCode] of [
    [0, 200],
    [0, 503],
    [1, 404],
    [3, 200],
    [4, 200],
    [167, 500],
    [168, 500],
  ] as const) {
    log.append(requestEntry({ receivedAt: thisHour - age * hourMilliseconds, statusCode, connectorId, organisationId }));
  }
  await log.close();
});

describe('statistics', () => {
  it('have one number for each hour, the running one last, and no more hours than were asked for', async () => {
    const { since, hours, total, connectors } = await api.ok('GET', '/orgs/acme/statistics?hours=4');
    expect([since, hours]).toEqual([new Date(thisHour - 3 * hourMilliseconds).toISOString(), 4]);
    const counts = { requests: [1, 0, 1, 2], client_errors: [0, 0, 1, 0], server_errors: [0, 0, 0, 1], orders: [0, 0, 0, 0] };
    expect(total).toMatchObject(counts);
    expect(connectors).toEqual([{ connector_id: expect.any(String), ...counts }]);
  });

  it('go back for a day, or for a week at most', async () => {
    const day = (await api.ok('GET', '/orgs/acme/statistics')).total.requests;
    const week = (await api.ok('GET', '/orgs/acme/statistics?hours=168')).total.requests;
    expect([day.length, week.length, week[0], week.slice(-24)]).toEqual([24, 168, 1, day]);
  });

  it.each(['hours=0', 'hours=169', 'hours=x', 'since=2026-01-01T00:00:00Z'])('are not had with ?%s', async (query) => {
    expect((await api.call('GET', `/orgs/acme/statistics?${query}`)).status).toBe(422);
  });

  it('are of one organisation', async () => {
    await api.ok('POST', '/orgs', { slug: 'other', name: 'Other' });
    const { total, stores, connectors, endpoints } = await api.ok('GET', '/orgs/other/statistics?hours=2');
    expect([total.requests, stores, connectors, endpoints]).toEqual([[0, 0], [], [], []]);
  });
});
