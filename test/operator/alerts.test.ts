import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RequestLogEntry } from '../../core/domain/request-log.ts';
import { uuidV7 } from '../../core/domain/uuid.ts';
import { createRequestLog } from '../../core/store/request-log.ts';
import { silentLog, startOperatorApi } from './operator-api.ts';
import { requestEntry } from './request-entry.ts';

const api = await startOperatorApi();
const hour = 60 * 60 * 1_000;
let slug: string;
let organisationId: string;
let connectorId: string;

beforeEach(async () => {
  slug = `org-${randomBytes(6).toString('hex')}`;
  organisationId = (await api.ok('POST', '/orgs', { slug, name: 'Acme' })).id;
  await api.ok('POST', `/orgs/${slug}/stores`, { slug: 'main', name: 'Main' });
  connectorId = (await api.ok('POST', `/orgs/${slug}/stores/main/connectors`, { name: 'Shop', payload_format: 'peptideclients' }))
    .id;
});

const alerts = async () => (await api.ok('GET', `/orgs/${slug}/alerts`)).rows;

async function logged(...entries: readonly (Partial<RequestLogEntry> & { readonly hoursAgo: number })[]): Promise<void> {
  const log = createRequestLog(api.database.system, silentLog);
  for (const { hoursAgo, ...entry } of entries) {
    const receivedAt = api.clock.now() - hoursAgo * hour;
    await log.appendDurably(requestEntry({ organisationId, connectorId, receivedAt, ...entry }));
  }
  await log.close();
}

async function newEndpoint(): Promise<string> {
  return (
    await api.ok('POST', `/orgs/${slug}/webhook-endpoints`, { url: 'https://receiver.example/', event_types: ['order.created'] })
  ).id;
}

/** Deliveries of the organisation's endpoints, oldest first, each with its status. */
async function delivered(...statuses: readonly string[]): Promise<void> {
  for (const status of statuses) {
    api.clock.advance(1);
    await api.database.system.query("select emit_event($1, null, 'order.created', 'order', $1, 1, '{}')", [organisationId]);
    await api.database.system.query(
      `update deliveries set status = $2, id = $3, created_at = to_timestamp($4 / 1000.0) where org_id = $1 and attempts = 0 and status = 'pending'`,
      [organisationId, status, uuidV7(api.clock.now(), randomBytes), api.clock.now()],
    );
  }
}

describe('the alerts of an organisation', () => {
  it('are none when nothing is wrong', async () => {
    await newEndpoint();
    await logged({ hoursAgo: 1 }, { hoursAgo: 1, statusCode: 422, errorCode: 'validation_failed' });
    expect(await alerts()).toEqual([]);
  });

  it('count the requests of a connector that were quarantined within seven days', async () => {
    await logged(
      { hoursAgo: 7 * 24 + 1, quarantined: true },
      { hoursAgo: 6 * 24, quarantined: true },
      { hoursAgo: 1, quarantined: true },
    );
    expect(await alerts()).toEqual([
      {
        code: 'requests_quarantined',
        severity: 'warning',
        title: 'Requests of "Shop" could not be understood',
        detail: expect.any(String),
        since: new Date(api.clock.now() - 6 * 24 * hour).toISOString(),
        connector_id: connectorId,
        count: 2,
      },
    ]);
  });

  it('count the signatures of a connector that failed within a day', async () => {
    await logged(
      { hoursAgo: 25, statusCode: 401, errorCode: 'signature_invalid' },
      { hoursAgo: 3, statusCode: 401, errorCode: 'signature_expired' },
      { hoursAgo: 2, statusCode: 401, errorCode: 'signature_missing' },
      { hoursAgo: 1, statusCode: 401, errorCode: 'signatureless' },
    );
    expect(await alerts()).toMatchObject([{ code: 'signature_failures', connector_id: connectorId, count: 2 }]);
  });

  it('say by how much the clock of a sender is off whose signatures had all expired by the same time', async () => {
    const expired = (clockSkewSeconds: number) => ({
      hoursAgo: 1,
      statusCode: 401,
      errorCode: 'signature_expired',
      clockSkewSeconds,
    });
    await logged(expired(-410), expired(-412));
    expect(await alerts()).toMatchObject([{ code: 'signature_failures', count: 2 }]);
    await logged({ ...expired(-411), hoursAgo: 2 });
    expect(await alerts()).toEqual([
      {
        code: 'sender_clock_skew',
        severity: 'error',
        title: 'The clock of the sender of "Shop" is 411 seconds behind',
        detail: expect.stringContaining('NTP'),
        since: new Date(api.clock.now() - 2 * hour).toISOString(),
        connector_id: connectorId,
        count: 3,
      },
    ]);
    await logged({ hoursAgo: 1, statusCode: 401, errorCode: 'signature_invalid' });
    expect(await alerts()).toMatchObject([{ code: 'sender_clock_skew' }, { code: 'signature_failures', count: 1 }]);
  });

  it('blame no clock for signatures that had waited for different times', async () => {
    for (const clockSkewSeconds of [-400, -900, -5_000])
      await logged({ hoursAgo: 1, statusCode: 401, errorCode: 'signature_expired', clockSkewSeconds });
    expect(await alerts()).toMatchObject([{ code: 'signature_failures', count: 3 }]);
  });

  it('count the requests that the hub failed at within a day, apart from those that an adapter failed at', async () => {
    const failedIn = 'the adapter peptideclients failed in inbound.routes.0.translate: threw (Error)';
    await logged(
      { hoursAgo: 25, statusCode: 500, errorCode: 'internal_error' },
      { hoursAgo: 3, statusCode: 503, errorCode: 'unavailable' },
      { hoursAgo: 2, statusCode: 500, errorCode: 'internal_error', errorDetail: failedIn },
      { hoursAgo: 1, statusCode: 500, errorCode: 'internal_error' },
      { hoursAgo: 1, statusCode: 404, errorCode: 'not_found' },
    );
    expect(await alerts()).toMatchObject([
      { code: 'adapter_failing', severity: 'error', connector_id: connectorId, count: 1 },
      { code: 'server_errors', severity: 'error', connector_id: connectorId, count: 2 },
    ]);
  });

  it('name an endpoint by its host, never by its path, its query or an address', async () => {
    for (const url of ['https://receiver.example/secret-path', 'receiver.example?token=secret']) {
      const endpoint = await newEndpoint();
      await api.database.system.query(
        "update webhook_endpoints set url = $2, enabled = false, disabled_reason = 'gone' where id = $1",
        [endpoint, url],
      );
    }
    expect((await alerts()).map(({ title }: { title: string }) => title)).toEqual([
      'The webhook endpoint at receiver.example was disabled',
      'The webhook endpoint at receiver.example was disabled',
    ]);
    await api.database.system.query(
      "update webhook_endpoints set url = 'ada@example.com', transport = 'email' where org_id = $1",
      [organisationId],
    );
    expect(JSON.stringify(await alerts())).not.toContain('ada');
  });

  it('name an endpoint whose last ten deliveries all failed', async () => {
    const endpoint = await newEndpoint();
    const start = api.clock.now();
    await delivered('succeeded', ...Array<string>(9).fill('dropped'));
    expect(await alerts()).toEqual([]);
    await delivered('failed');
    expect(await alerts()).toMatchObject([
      { code: 'endpoint_failing', severity: 'error', endpoint_id: endpoint, since: new Date(start + 2).toISOString() },
    ]);
    await delivered('succeeded');
    expect(await alerts()).toEqual([]);
  });

  it('do not judge an endpoint by fewer deliveries than ten', async () => {
    await newEndpoint();
    await delivered(...Array<string>(9).fill('dropped'), 'cancelled', 'pending');
    expect(await alerts()).toEqual([]);
  });

  it('name an endpoint whose deliveries wait more than ten minutes for their first attempt, unless it is paused', async () => {
    const endpoint = await newEndpoint();
    const start = api.clock.now();
    await delivered('pending');
    api.clock.advance(hour / 6);
    expect(await alerts()).toEqual([]);
    api.clock.advance(1);
    expect(await alerts()).toMatchObject([
      {
        code: 'deliveries_delayed',
        severity: 'warning',
        endpoint_id: endpoint,
        since: new Date(start + 1).toISOString(),
        count: 1,
      },
    ]);
    await api.ok('PATCH', `/webhook-endpoints/${endpoint}`, { paused: true });
    expect(await alerts()).toEqual([]);
  });

  it('name an endpoint that the hub disabled, but not one that an operator did', async () => {
    const [endpoint, other] = [await newEndpoint(), await newEndpoint()];
    await api.ok('PATCH', `/webhook-endpoints/${other}`, { enabled: false });
    expect(await alerts()).toEqual([]);
    await api.database.system.query("update webhook_endpoints set enabled = false, disabled_reason = 'gone' where id = $1", [
      endpoint,
    ]);
    expect(await alerts()).toMatchObject([{ code: 'endpoint_disabled', severity: 'error', endpoint_id: endpoint }]);
    await api.call('DELETE', `/webhook-endpoints/${endpoint}`);
    expect(await alerts()).toEqual([]);
  });

  it('name secrets that nobody changed for ninety days, until they are rotated or of no use', async () => {
    const endpoint = await newEndpoint();
    const ageBy = (days: number) =>
      Promise.all(
        ['connectors', 'webhook_endpoints'].map((table) =>
          api.database.system.query(`update ${table} set secret_changed_at = now() - $2 * interval '1 day' where org_id = $1`, [
            organisationId,
            days,
          ]),
        ),
      );
    await ageBy(89);
    expect(await alerts()).toEqual([]);
    await ageBy(91);
    expect(await alerts()).toMatchObject([
      { code: 'secret_aged', severity: 'info', connector_id: connectorId },
      { code: 'secret_aged', severity: 'info', endpoint_id: endpoint },
    ]);
    await api.ok('POST', `/webhook-endpoints/${endpoint}/rotate-secret`);
    expect(await alerts()).toMatchObject([{ connector_id: connectorId }]);
    await api.ok('POST', `/connectors/${connectorId}/revoke`);
    await ageBy(91);
    expect(await alerts()).toMatchObject([{ endpoint_id: endpoint }]);
  });

  it('come worst first, and not from another organisation', async () => {
    const endpoint = await newEndpoint();
    await logged({ hoursAgo: 1, quarantined: true });
    await api.database.system.query("update webhook_endpoints set enabled = false, disabled_reason = 'gone' where id = $1", [
      endpoint,
    ]);
    expect((await alerts()).map(({ severity }: { severity: string }) => severity)).toEqual(['error', 'warning']);
    await api.ok('POST', '/orgs', { slug: `${slug}-b`, name: 'B' });
    expect((await api.ok('GET', `/orgs/${slug}-b/alerts`)).rows).toEqual([]);
    expect((await api.call('GET', '/orgs/nobody/alerts')).status).toBe(404);
  });
});
