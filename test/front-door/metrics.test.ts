/** What operators see of a hub from outside: metrics that agree with what was sent, and whether it is up and can serve. */
import { request as httpRequest } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHub } from '../../core/main.ts';
import { type Answer, eventually, pcSignature, startTestHub, type TestHub } from '../support/hub.ts';
import { type MetricsText, readMetrics } from '../support/metrics-text.ts';
import { answering, startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const metricsToken = 'scrape-me';
const scrapeHeaders = { authorization: `Bearer ${metricsToken}` };

const orderBody = (externalId: string, currency = 'GBP'): string =>
  JSON.stringify({ external_id: externalId, currency, lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] });

const hub = await startTestHub({ CROSSDOCK_METRICS_TOKEN: metricsToken, CROSSDOCK_RETRY_SCHEDULE: '50ms' });

async function scrape(of: Pick<TestHub, 'call'> = hub): Promise<MetricsText> {
  const answer = await of.call('GET', '/metrics', { headers: scrapeHeaders });
  expect(answer.status).toBe(200);
  return readMetrics(answer.text);
}

describe('metrics', () => {
  it('agree with what a load counted', async () => {
    const tenant = await hub.tenant();
    const { key, secret } = await hub.connector(tenant, 'peptideclients', {
      rate_limit_per_minute: 6_000,
      require_signature: true,
    });
    const receiver: WebhookReceiver = await startWebhookReceiver((response, webhook) =>
      answering(receiver.received.length % 10 === 0 ? 500 : 200)(response, webhook),
    );
    await hub.endpoint(tenant, receiver.url);
    const before = await scrape();

    const counted = new Map<string, number>();
    const count = ({ status }: Answer) => counted.set(String(status), (counted.get(String(status)) ?? 0) + 1);
    const send = async (index: number): Promise<void> => {
      const body = index % 7 === 0 ? '{' : orderBody(`metric-${index}`);
      const signature = index % 11 === 0 ? 'nonsense' : pcSignature(secret, body);
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'pc-signature': signature };
      count(await hub.call('POST', '/integrations/v1/orders', { body, headers }));
    };
    for (let start = 1; start <= 300; start += 20)
      await Promise.all(Array.from({ length: 20 }, (_, index) => send(start + index)));
    expect([...counted.keys()].toSorted()).toEqual(['201', '401', '422']);

    const created = counted.get('201') ?? 0;
    await eventually(async () => {
      const rows = await hub.query<{ done: number }>(
        `select count(*)::integer as done from crossdock.deliveries where status = 'succeeded'`,
      );
      return rows[0]?.done === created ? true : undefined;
    }, 15_000);
    const after = await scrape();
    const grown = (name: string, labels: Record<string, string> = {}) => after.sum(name, labels) - before.sum(name, labels);

    for (const [code, times] of counted) {
      expect([code, grown('crossdock_requests_total', { surface: 'peptideclients', code })]).toEqual([code, times]);
    }
    expect(grown('crossdock_requests_total', { surface: 'peptideclients' })).toBe(300);
    expect(grown('crossdock_request_duration_seconds_count', { surface: 'peptideclients' })).toBe(300);
    expect(grown('crossdock_commit_batch_size_sum')).toBe(created);
    expect(grown('crossdock_ingest_commit_duration_seconds_count')).toBe(grown('crossdock_commit_batch_size_count'));

    const failures = receiver.received.length - created;
    expect(failures).toBeGreaterThan(0);
    expect(grown('crossdock_deliveries_total', { outcome: 'succeeded', format: 'peptideclients' })).toBe(created);
    expect(grown('crossdock_deliveries_total', { outcome: 'failed', format: 'peptideclients' })).toBe(failures);
    expect(grown('crossdock_delivery_attempt_duration_seconds_count')).toBe(receiver.received.length);
    expect(grown('crossdock_delivery_lag_seconds_count')).toBe(receiver.received.length);
    expect(grown('crossdock_delivery_lag_seconds_bucket', { le: '30' })).toBe(receiver.received.length);
  }, 60_000);

  it('show the backlog as it is in the database', async () => {
    const tenant = await hub.tenant();
    const { key } = await hub.connector(tenant, 'peptideclients');
    const receiver = await startWebhookReceiver(answering(500));
    const { id } = await hub.endpoint(tenant, receiver.url, { retry_schedule: ['1h'] });
    const headers = { authorization: `Bearer ${key}` };
    for (const name of ['a', 'b', 'c']) {
      await hub.call('POST', '/integrations/v1/orders', { headers, body: orderBody(`backlog-${name}`) });
    }
    await eventually(async () => {
      const rows = await hub.query<{ failed: number }>(
        `select count(*)::integer as failed from crossdock.deliveries where endpoint_id = '${id}' and status = 'failed'`,
      );
      return rows[0]?.failed === 3 ? true : undefined;
    });
    const seen = await eventually(async () => {
      const metrics = await scrape();
      return metrics.value('crossdock_queue_depth', { state: 'scheduled' }) === 3 ? metrics : undefined;
    }, 10_000);
    expect(seen.value('crossdock_queue_depth', { state: 'due' })).toBe(0);
    expect(seen.value('crossdock_queue_oldest_due_seconds')).toBe(0);
    expect(seen.value('crossdock_database_up')).toBe(1);

    // Due, and left alone by the dispatcher, as in a backlog that it cannot work off: their jobs lie an hour ahead.
    await hub.query(`update crossdock.webhook_endpoints set paused = true where id = '${id}'`);
    await hub.query(
      `update crossdock.deliveries set next_attempt_at = now() - interval '10 minutes' where endpoint_id = '${id}'`,
    );
    const late = await eventually(async () => {
      const metrics = await scrape();
      return (metrics.value('crossdock_queue_oldest_due_seconds') ?? 0) > 605 ? metrics : undefined; // two looks at lost jobs later
    }, 15_000);
    expect(late.value('crossdock_queue_depth', { state: 'due' })).toBe(3);
  }, 30_000);

  it('have labels of few values, and none that a tenant or a caller chose', async () => {
    const tenant = await hub.tenant();
    const { key } = await hub.connector(tenant, 'peptideclients');
    const headers = { authorization: `Bearer ${key}` };
    await hub.call('POST', '/integrations/v1/orders', { headers, body: orderBody('canary-label') });
    await hub.call('GET', '/integrations/v1/orders/by-external/canary-label', { headers });
    await hub.call('GET', '/canary-label');
    await hub.call('DELETE', '/v1/orders', { headers });
    const { text } = await hub.call('GET', '/metrics', { headers: scrapeHeaders });
    for (const canary of ['canary-label', tenant.organisationId, tenant.storeId]) expect(text).not.toContain(canary);
    const metrics = readMetrics(text);
    expect([...metrics.labelValues('surface')].toSorted()).toEqual(['admin', 'core', 'peptideclients', 'read']);
    for (const code of metrics.labelValues('code')) expect(code).toMatch(/^(\d{3}|aborted)$/);
  });

  it('count a caller who goes away before the answer', async () => {
    const tenant = await hub.tenant();
    const { key } = await hub.connector(tenant, 'peptideclients');
    const aborted = async () => (await scrape()).sum('crossdock_requests_total', { code: 'aborted' });
    const before = await aborted();
    const headers = { authorization: `Bearer ${key}`, 'content-length': '100' };
    const sender = httpRequest(`${hub.url}/integrations/v1/orders`, { method: 'POST', headers });
    sender.on('error', () => {}); // it is we who break it off
    sender.write('{');
    await eventually(() => (sender.socket?.bytesWritten ? true : undefined));
    sender.destroy();
    expect(await eventually(async () => ((await aborted()) > before ? aborted() : undefined))).toBe(before + 1);
  });

  it("are for those who have the token, and in nobody's request log", async () => {
    for (const [headers, error] of [
      [{}, 'missing_authorization'],
      [{ authorization: 'Bearer wrong' }, 'invalid_token'],
      [{ authorization: 'Bearer test-admin-token' }, 'invalid_token'],
      [{ authorization: `Basic ${metricsToken}` }, 'invalid_token'],
    ] as const) {
      const answer = await hub.call('GET', '/metrics', { headers });
      expect([answer.status, answer.json.error]).toEqual([401, error]);
      expect(answer.text).not.toContain('crossdock_');
    }
    const answer = await hub.call('GET', '/metrics', { headers: scrapeHeaders });
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    await hub.call('GET', '/v1/orders'); // this one is, and it came later
    await eventually(async () => (await logged('/v1/orders')) || undefined);
    expect(await logged('/metrics')).toBe(0);
  });

  it('are open where no token is set', async () => {
    const open = await startTestHub();
    const answer = await open.call('GET', '/metrics');
    expect(answer.status).toBe(200);
    await open.stop();
  });
});

async function logged(path: string): Promise<number> {
  const rows = await hub.query<{ count: number }>(
    `select count(*)::integer as count from crossdock.request_log where path = '${path}'`,
  );
  return rows[0]?.count ?? 0;
}

describe('readiness', () => {
  it('fails while migrations are pending, and says which', async () => {
    expect((await hub.call('GET', '/readyz')).status).toBe(200);
    const last = `(select name from crossdock.applied_migrations order by name desc limit 1)`;
    const [taken] = await hub.query<{ name: string }>(
      `delete from crossdock.applied_migrations where name = ${last} returning name`,
    );
    const answer = await hub.call('GET', '/readyz');
    expect([answer.status, answer.json]).toEqual([503, { ok: false, detail: `migrations are pending: ${taken?.name}` }]);
    expect((await hub.call('GET', '/healthz')).status).toBe(200);
    await hub.query(`insert into crossdock.applied_migrations (name) values ('${taken?.name}')`);
    expect((await hub.call('GET', '/readyz')).status).toBe(200);
  });

  it('fails while the hub drains', async () => {
    const other = await startTestHub();
    expect((await other.call('GET', '/readyz')).status).toBe(200);
    const stopped = other.stop();
    const answer = await eventually(async () => {
      const seen = await other.call('GET', '/readyz');
      return seen.status === 503 ? seen : undefined;
    });
    expect(answer.json).toEqual({ ok: false, detail: 'the hub is stopping' });
    await stopped;
  });
});

describe('a worker', () => {
  const start = async (variables: Record<string, string>) => {
    const worker = await startHub({
      variables: {
        DATABASE_URL: hub.databaseUrl,
        CROSSDOCK_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
        CROSSDOCK_ADMIN_TOKEN: 'test-admin-token',
        CROSSDOCK_PLUGINS: new URL('../../plugins.yaml', import.meta.url).pathname,
        CROSSDOCK_LOG_LEVEL: 'fatal',
        ...variables,
      },
      role: 'worker',
      onStep: () => {},
    });
    onTestFinished(() => worker.stop());
    return worker;
  };

  it('with a port shows how it is and nothing else', async () => {
    const { url } = await start({ PORT: '0' });
    const statuses = await Promise.all(
      ['/healthz', '/readyz', '/metrics', '/v1/orders', '/admin/v1/orgs', '/integrations/v1/orders'].map(
        async (path) => (await fetch(url + path)).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 404, 404, 404]);
  });

  it('without a port listens nowhere', async () => {
    expect((await start({})).url).toBeUndefined();
  });
});
