import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidV7 } from '../../core/domain/uuid.ts';
import { createRequestLog } from '../../core/store/request-log.ts';
import { runQuery } from '../support/query.ts';
import { silentLog, startOperatorApi } from './operator-api.ts';
import { requestEntry } from './request-entry.ts';

const api = await startOperatorApi();
const nobody = '01920000-0000-7000-8000-000000000000';

interface Tenant {
  readonly id: string;
  readonly storeId: string;
  readonly connectorId: string;
  readonly endpointId: string;
  readonly deliveryId: string;
  readonly requestId: string;
  /** Everything that was shown once. */
  readonly secrets: readonly string[];
}

let mine: Tenant;
let theirs: Tenant;

beforeAll(async () => {
  mine = await newTenant('mine');
  theirs = await newTenant('theirs');
});

async function newTenant(slug: string): Promise<Tenant> {
  const { id } = await api.ok('POST', '/orgs', { slug, name: slug });
  const store = await api.ok('POST', `/orgs/${slug}/stores`, { slug: `${slug}-store`, name: 'Store' });
  const connectors = `/orgs/${slug}/stores/${slug}-store/connectors`;
  const connector = await api.ok('POST', connectors, { name: 'c', payload_format: 'peptideclients' });
  const connectorSecret = await api.ok('POST', `/connectors/${connector.id}/rotate-secret`, { grace_seconds: 600 });
  const config = { api_secret: `${slug} api secret`, auth: { user: 'u', password: `${slug} password` } };
  await api.ok('POST', connectors, { name: 'p', payload_format: 'partner', config });
  const apiKey = await api.ok('POST', `/orgs/${slug}/api-keys`, { name: 'k', scope: 'read_write' });
  const body = { url: 'https://receiver.example/', event_types: ['order.created'] };
  const endpoint = await api.ok('POST', `/orgs/${slug}/webhook-endpoints`, body);
  const endpointSecret = await api.ok('POST', `/webhook-endpoints/${endpoint.id}/rotate-secret`, { grace_seconds: 600 });
  await api.database.system.query("select emit_event($1, $2, 'order.created', 'order', $1, 1, '{}')", [id, store.id]);
  const delivery = await api.database.system.query<{ id: string }>('select id from deliveries where org_id = $1', [id]);
  const log = createRequestLog(api.database.system, silentLog);
  const entry = requestEntry({ receivedAt: api.clock.now(), organisationId: id, storeId: store.id, connectorId: connector.id });
  await log.appendDurably(entry);
  await log.close();
  return {
    id,
    storeId: store.id,
    connectorId: connector.id,
    endpointId: endpoint.id,
    deliveryId: delivery.rows[0]?.id ?? '',
    requestId: entry.id,
    secrets: [
      connector.key,
      connector.signing_secret_plain,
      connectorSecret.signing_secret_plain,
      config.api_secret,
      config.auth.password,
      apiKey.key,
      endpoint.signing_secret_plain,
      endpointSecret.signing_secret_plain,
    ],
  };
}

describe('what belongs to another organisation', () => {
  it.each([
    ['GET', ''],
    ['PATCH', ''],
    ['POST', '/connectors'],
    ['GET', '/connectors'],
  ])('answers %s on its store%s byte for byte like what does not exist', async (method, action) => {
    const body = method === 'GET' ? undefined : { name: 'x', payload_format: 'peptideclients' };
    const unknown = await api.call(method, `/orgs/mine/stores/${nobody}${action}`, body);
    expect([unknown.status, unknown.json.error]).toEqual([404, 'not_found']);
    for (const store of [theirs.storeId, 'theirs-store', 'nowhere', '%00']) {
      const answer = await api.call(method, `/orgs/mine/stores/${store}${action}`, body);
      expect([answer.status, answer.text]).toEqual([unknown.status, unknown.text]);
    }
  });

  it('cannot be named as the store of an endpoint', async () => {
    const body = { url: 'https://receiver.example/', event_types: ['order.created'] };
    const unknown = await api.call('POST', '/orgs/mine/webhook-endpoints', { ...body, store: nobody });
    expect(unknown.status).toBe(422);
    for (const store of [theirs.storeId, 'theirs-store']) {
      expect((await api.call('POST', '/orgs/mine/webhook-endpoints', { ...body, store })).text).toBe(unknown.text);
      expect((await api.call('PATCH', `/webhook-endpoints/${mine.endpointId}`, { store })).text).toBe(unknown.text);
    }
  });

  it('is not reached by a cursor that was made there', async () => {
    const cursor = Buffer.from(uuidV7(0, randomBytes)).toString('base64url');
    for (const list of ['stores', 'stores/mine-store/connectors', 'api-keys', 'webhook-endpoints']) {
      const { rows } = await api.ok('GET', `/orgs/mine/${list}?cursor=${cursor}`);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.map(({ org_id }: { org_id: string }) => org_id)).toEqual(rows.map(() => mine.id));
    }
  });

  it('is not there for a repository that is told the wrong tenant', async () => {
    const { stores, connectors, apiKeys, endpoints, requests, deliveries } = api.repositories;
    const unchanged = () => {
      throw new Error('nothing of another tenant is ever offered for a change');
    };
    const page = { limit: 10 };
    expect(await stores.find(mine.id, theirs.storeId)).toBeUndefined();
    expect(await stores.change(mine.id, theirs.storeId, unchanged, unchanged)).toBeUndefined();
    expect(await connectors.find(mine.id, theirs.connectorId)).toBeUndefined();
    expect(await connectors.change(mine.id, theirs.connectorId, unchanged)).toBeUndefined();
    expect(await connectors.create(mine.id, theirs.storeId, unchanged)).toBeUndefined();
    expect((await connectors.list(mine.id, theirs.storeId, page)).rows).toEqual([]);
    expect((await connectors.search(mine.id, { storeId: theirs.storeId }, page)).rows).toEqual([]);
    expect(await connectors.countTraffic(mine.id, [theirs.connectorId], 0)).toEqual(new Map());
    expect(await apiKeys.revoke(mine.id, theirs.connectorId, new Date())).toBeUndefined();
    expect(await endpoints.find(mine.id, theirs.endpointId)).toBeUndefined();
    expect(await endpoints.change(mine.id, theirs.endpointId, 10, unchanged)).toBeUndefined();
    expect((await requests.list(mine.id, { connectorId: theirs.connectorId }, page)).rows).toEqual([]);
    expect(await requests.find(mine.id, theirs.requestId)).toBeUndefined();
    expect(await requests.find(null, theirs.requestId)).toBeUndefined();
    expect((await deliveries.list(mine.id, { endpointId: theirs.endpointId }, page)).rows).toEqual([]);
    expect(await deliveries.find(mine.id, theirs.deliveryId)).toBeUndefined();
    expect(await deliveries.attemptsOf(mine.id, theirs.deliveryId)).toEqual([]);
  });

  it('is hidden from a tenant by the database too, whatever a repository forgets to ask', async () => {
    const tables = ['organisations', 'stores', 'connectors', 'api_keys', 'webhook_endpoints', 'deliveries', 'request_log'];
    const seen: Record<string, readonly string[]> = {};
    for (const table of tables) {
      const column = table === 'organisations' ? 'id' : 'org_id';
      const sql = `select distinct ${column} as org from ${table}`;
      const rows = await api.database.asTenant(mine.id, (em) => em.execute<{ org: string }[]>(sql));
      seen[table] = rows.map(({ org }) => org);
    }
    expect(seen).toEqual(Object.fromEntries(tables.map((table) => [table, [mine.id]])));
  });
});

describe('a secret', () => {
  it('is in no answer after the one that it was made in', async () => {
    const paths = [
      '/orgs?limit=100',
      '/orgs/mine',
      '/orgs/mine/stores',
      '/orgs/mine/stores/mine-store',
      '/orgs/mine/stores/mine-store/connectors',
      '/orgs/mine/api-keys',
      '/orgs/mine/webhook-endpoints',
      '/orgs/mine/orders',
      '/orgs/mine/alerts',
      `/connectors/${mine.connectorId}`,
      `/connectors/${mine.connectorId}/requests`,
      `/requests/${mine.requestId}`,
      `/webhook-endpoints/${mine.endpointId}`,
      `/webhook-endpoints/${mine.endpointId}/deliveries`,
      `/deliveries/${mine.deliveryId}`,
      '/adapters',
    ];
    const answers = await Promise.all(paths.map(async (path) => ({ path, ...(await api.call('GET', path)) })));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const telling = answers.filter(({ text }) => mine.secrets.some((secret) => text.includes(secret)));
    expect(telling).toEqual([]);
    const hinting = answers.filter(({ text }) => /sealed|hash|"key"|signing_secret/.test(text));
    expect(hinting).toEqual([]);
  });

  it('is in no table', async () => {
    const tables = await runQuery(
      api.databaseUrl,
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('crossdock', 'pgboss')",
    );
    const forms = mine.secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('hex')]);
    const leaks: unknown[] = [];
    for (const { name } of tables) {
      const rows = await runQuery(api.databaseUrl, `select row::text as text from ${String(name)} as row`);
      const leaking = rows.filter(({ text }) => forms.some((form) => String(text).includes(form)));
      leaks.push(...leaking.map(() => name));
    }
    expect(tables.length).toBeGreaterThan(10);
    expect(leaks).toEqual([]);
  });
});
