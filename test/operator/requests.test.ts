import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RequestLogEntry } from '../../core/domain/request-log.ts';
import { uuidV7 } from '../../core/domain/uuid.ts';
import { createRequestLog } from '../../core/store/request-log.ts';
import { silentLog, startOperatorApi } from './operator-api.ts';
import { requestEntry } from './request-entry.ts';

const api = await startOperatorApi();
const log = createRequestLog(api.database.system, silentLog);
const start = api.clock.now();
let owner: { organisationId: string; storeId: string; connectorId: string };
let entries: readonly RequestLogEntry[];

beforeAll(async () => {
  const { id: organisationId } = await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' });
  const { id: storeId } = await api.ok('POST', '/orgs/acme/stores', { slug: 'main', name: 'Main' });
  const newConnector = async () =>
    (await api.ok('POST', '/orgs/acme/stores/main/connectors', { name: 'c', payload_format: 'peptideclients' })).id;
  owner = { organisationId, storeId, connectorId: await newConnector() };
  const at = (seconds: number) => ({ ...owner, receivedAt: start + seconds * 1_000 });
  entries = [
    requestEntry({ ...at(0), statusCode: 201, externalId: 'shop-1' }),
    requestEntry({ ...at(1), statusCode: 401, errorCode: 'signature_invalid', errorDetail: 'clock 400 s off' }),
    requestEntry({ ...at(2), statusCode: 422, errorCode: 'validation_failed', externalId: 'shop-2' }),
    requestEntry({ ...at(3), statusCode: 200, method: 'GET', path: "/v1/it's" }),
    requestEntry({ ...at(4), statusCode: 200, quarantined: true, reason: 'no lines', externalId: 'shop-1' }),
    requestEntry({ ...at(5), statusCode: 503, replayed: true, duplicate: true, adapter: 'peptideclients@1.2.3' }),
  ];
  for (const entry of entries) await log.appendDurably(entry);
  await log.appendDurably(requestEntry({ ...at(6), connectorId: await newConnector() }));
  return () => log.close();
});

const list = (query = '') => api.ok('GET', `/connectors/${owner.connectorId}/requests${query}`);

describe('the request log of a connector', () => {
  it('is listed newest first, without what the requests carried', async () => {
    const { rows, next_cursor } = await list();
    expect(rows.map(({ id }: { id: string }) => id)).toEqual(entries.map(({ id }) => id).toReversed());
    expect(next_cursor).toBeNull();
    expect(rows[0]).toEqual({
      id: entries[5]?.id,
      request_id: entries[5]?.id,
      at: new Date(start + 5_000).toISOString(),
      method: 'POST',
      path: '/integrations/v1/orders',
      status_code: 503,
      error_code: null,
      external_id: null,
      client_ip: '192.0.2.1',
      duration_ms: 3,
      adapter: 'peptideclients@1.2.3',
      replayed: true,
      duplicate: true,
      quarantined: false,
      reason: null,
      connector_id: owner.connectorId,
      connector_name: 'c',
      store_id: owner.storeId,
      store: 'main',
    });
  });

  it('goes through all rows page by page, whatever comes in meanwhile', async () => {
    const first = await list('?limit=4');
    const meanwhile = requestEntry({ ...owner, receivedAt: start + 7_000 });
    await log.appendDurably(meanwhile);
    const second = await list(`?limit=4&cursor=${first.next_cursor}`);
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(entries.map(({ id }) => id).toReversed());
    await api.database.system.query('delete from request_log where id = $1', [meanwhile.id]);
  });

  const time = (seconds: number) => encodeURIComponent(new Date(start + seconds * 1_000).toISOString());
  it.each([
    ['status_code=401', [1]],
    ['status_class=2xx', [4, 3, 0]],
    ['status_class=5XX', [5]],
    ['error_code=validation_failed', [2]],
    ['external_id=shop-1', [4, 0]],
    ['external_id=shop', []],
    ['method=GET', [3]],
    [`path=${encodeURIComponent("/v1/it's")}`, [3]],
    ['quarantined=true', [4]],
    ['quarantined=false&status_class=2xx', [3, 0]],
    [`since=${time(3)}`, [5, 4, 3]],
    [`until=${time(3)}`, [2, 1, 0]],
    [`since=${time(1)}&until=${time(4)}&status_class=4xx`, [2, 1]],
  ])('can be narrowed by ?%s', async (query, expected) => {
    const { rows } = await list(`?${query}`);
    expect(rows.map(({ id }: { id: string }) => entries.findIndex((entry) => entry.id === id))).toEqual(expected);
  });

  it.each([
    ['status_code=99', 'status_code'],
    ['status_class=6xx', 'status_class'],
    ['status_class=200', 'status_class'],
    ['since=yesterday', 'since'],
    ['until=2026-02-30T00:00:00Z', 'until'],
    ['quarantined=1', 'quarantined'],
    ['quarantined=constructor', 'quarantined'],
    ['external_id=%00', 'external_id'],
    ['statuscode=200', 'statuscode'],
    ['limit=500', 'limit'],
  ])('is not listed with ?%s', async (query, path) => {
    const { status, json } = await api.call('GET', `/connectors/${owner.connectorId}/requests?${query}`);
    expect([status, json.fields]).toEqual([422, [{ path, message: expect.any(String) }]]);
  });
});

describe('one request', () => {
  it('is shown whole', async () => {
    const body = '{"name":"Jos\u00e9","n":12345678901234567890}';
    const entry = requestEntry({
      ...owner,
      receivedAt: start,
      body: Buffer.from(body),
      responseBody: '{"ok":true}',
      errorDetail: 'nothing',
      clockSkewSeconds: -412,
      translation: { kind: 'command', command: { name: 'order.create' } },
      entities: [{ type: 'order', id: owner.storeId }],
    });
    await log.appendDurably(entry);
    const { rows } = await list('?limit=100');
    expect(await api.ok('GET', `/requests/${entry.id}`)).toEqual({
      ...rows.find(({ id }: { id: string }) => id === entry.id),
      headers: { 'user-agent': 'a shop' },
      body,
      body_masked: false,
      response_body: '{"ok":true}',
      error_detail: 'nothing',
      clock_skew_seconds: -412,
      signature: null,
      translation: { kind: 'command', command: { name: 'order.create' } },
      entities: [{ type: 'order', id: owner.storeId }],
    });
  });

  it('shows bytes that are no text in base64, and no body as null', async () => {
    const bytes = requestEntry({ ...owner, receivedAt: start, body: Buffer.from([0xff, 0x00, 0x7b]) });
    await log.appendDurably(bytes);
    expect(await api.ok('GET', `/requests/${bytes.id}`)).toMatchObject({ body: null, body_base64: '/wB7' });
    const without = await api.ok('GET', `/requests/${entries[0]?.id}`);
    expect([without.body, 'body_base64' in without, without.translation]).toEqual([null, false, null]);
  });

  it('is shown although nobody could be identified', async () => {
    const stranger = requestEntry({ receivedAt: start, statusCode: 401, errorCode: 'invalid_api_key' });
    await log.appendDurably(stranger);
    expect(await api.ok('GET', `/requests/${stranger.id}`)).toMatchObject({
      error_code: 'invalid_api_key',
      connector_id: null,
      store_id: null,
    });
  });

  it.each([uuidV7(start, randomBytes), 'x', '%00'])('that does not exist is not found: %s', async (id) => {
    const { status, text } = await api.call('GET', `/requests/${id}`);
    expect([status, text]).toEqual([404, '{"error":"not_found","detail":"no such route or record"}']);
  });
});
