/** The request log of an organisation: what narrows the list down lets the same rows through a tail. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { passesRequestFilter, requestFilter, requestParameters } from '../../core/operator/inbound/request-filter.ts';
import { readQuery } from '../../core/operator/request/query.ts';
import { isFault } from '../../core/domain/fault.ts';
import type { RequestLogEntry } from '../../core/domain/request-log.ts';
import { createRequestLog } from '../../core/store/request-log.ts';
import type { AnyJson } from '../support/json.ts';
import { silentLog, startOperatorApi } from './operator-api.ts';
import { requestEntry } from './request-entry.ts';

const api = await startOperatorApi();
const start = api.clock.now();
const connectors: string[] = [];
let organisationId: string;
let entries: readonly RequestLogEntry[];
let strangers: readonly RequestLogEntry[];

beforeAll(async () => {
  organisationId = (await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' })).id;
  const other = await api.ok('POST', '/orgs', { slug: 'other', name: 'Other' });
  const places: { readonly organisationId: string; readonly storeId: string; readonly connectorId: string }[] = [];
  for (const slug of ['main', 'side']) {
    const { id: storeId } = await api.ok('POST', '/orgs/acme/stores', { slug, name: slug });
    const body = { name: `shop of ${slug}`, payload_format: 'peptideclients' };
    const { id: connectorId } = await api.ok('POST', `/orgs/acme/stores/${slug}/connectors`, body);
    connectors.push(connectorId);
    places.push({ organisationId, storeId, connectorId });
  }
  const [main, side] = places;
  const at = (seconds: number) => ({ receivedAt: start + seconds * 1_000 });
  entries = [
    requestEntry({ ...at(0), ...main, statusCode: 201, externalId: 'shop-1' }),
    requestEntry({ ...at(1), ...side, statusCode: 201, externalId: 'shop-1', clientIp: '198.51.100.7' }),
    requestEntry({ ...at(2), ...main, statusCode: 401, errorCode: 'signature_invalid', method: 'PUT' }),
    requestEntry({ ...at(3), ...side, statusCode: 422, errorCode: 'validation_failed', path: '/webhook/woocommerce' }),
    requestEntry({ ...at(4), ...main, statusCode: 503, errorCode: 'unavailable', path: '/webhook/orders' }),
    requestEntry({ ...at(5), ...main, quarantined: true, reason: 'no lines', path: '/webhook/woocommerce' }),
    requestEntry({ ...at(6), organisationId, statusCode: 200, method: 'GET', path: '/v1/orders' }), // a key of the read API
    requestEntry({ ...at(7), ...main, statusCode: 401, errorCode: 'signature_expired', externalId: 'shop-2' }),
    requestEntry({ ...at(8), ...side, statusCode: 302, path: `/long/${'x'.repeat(3_000)}` }),
  ];
  strangers = [
    requestEntry({ ...at(1), statusCode: 401, errorCode: 'invalid_api_key' }),
    requestEntry({ ...at(2), statusCode: 404, errorCode: 'not_found', clientIp: '198.51.100.7' }),
  ];
  const log = createRequestLog(api.database.system, silentLog);
  const elsewhere = requestEntry({ ...at(3), organisationId: other.id, externalId: 'shop-1' });
  for (const entry of [...entries, ...strangers, elsewhere]) log.append(entry);
  await log.close();
});

const idsOf = (rows: readonly AnyJson[]) => rows.map(({ id }) => id);
/** Which of the entries were listed. */
const listed = async (query: string) =>
  idsOf((await api.ok('GET', `/orgs/acme/requests?${query}`)).rows).map((id) => entries.findIndex((entry) => entry.id === id));
const time = (seconds: number) => encodeURIComponent(new Date(start + seconds * 1_000).toISOString());

describe('the request log of an organisation', () => {
  it('has the requests of all its connectors and keys, newest first, page by page', async () => {
    const first = await api.ok('GET', '/orgs/acme/requests?limit=5');
    const second = await api.ok('GET', `/orgs/acme/requests?limit=5&cursor=${first.next_cursor}`);
    expect(idsOf([...first.rows, ...second.rows])).toEqual(entries.map(({ id }) => id).toReversed());
    expect(second.next_cursor).toBeNull();
    expect(first.rows[0]).toMatchObject({ connector_id: connectors[1], connector_name: 'shop of side', store: 'side' });
    expect(first.rows[2]).toMatchObject({ connector_id: null, connector_name: null, store_id: null, store: null });
  });

  it.each([
    ['status_code=401', [7, 2]],
    ['status_code=201', [1, 0]],
    ['status_code=404', []],
    ['status_class=2xx', [6, 5, 1, 0]],
    ['status_class=3xx', [8]],
    ['status_class=4xx', [7, 3, 2]],
    ['status_class=5xx', [4]],
    ['error_code=signature_invalid', [2]],
    ['external_id=shop-1', [1, 0]],
    ['method=PUT', [2]],
    ['path=/webhook/woocommerce', [5, 3]],
    ['path=/webhook', []],
    ['path=/webhook/*', [5, 4, 3]],
    ['path=*', [8, 7, 6, 5, 4, 3, 2, 1, 0]],
    ['client_ip=198.51.100.7', [1]],
    [`since=${time(6)}`, [8, 7, 6]],
    [`until=${time(2)}`, [1, 0]],
    ['quarantined=true', [5]],
    ['quarantined=false&path=/webhook/*', [4, 3]],
    ['status_class=4xx&method=POST', [7, 3]],
    ['status_code=401&error_code=signature_expired&external_id=shop-2', [7]],
    ['external_id=shop-1&status_class=4xx', []],
    ['error_code=unavailable&path=/webhook/orders&status_code=503', [4]],
    ['status_class=4xx&status_code=201', []],
  ])('is narrowed down by ?%s, and a tail by the same', async (query, expected) => {
    expect(await listed(query)).toEqual(expected);
    const values = readQuery(new URLSearchParams(query), requestParameters);
    if (isFault(values)) throw new Error(values.detail);
    const { rows } = await api.repositories.requests.list(organisationId, {}, { limit: 100 });
    const passing = rows.filter((row) => passesRequestFilter(requestFilter(values), row));
    expect(passing.map(({ id }) => entries.findIndex((entry) => entry.id === id))).toEqual(expected);
  });

  it('is narrowed down to one connector and to one store, by id or slug', async () => {
    expect(await listed(`connector=${connectors[1]}`)).toEqual([8, 3, 1]);
    expect(await listed(`connector=${connectors[1]?.toUpperCase()}&status_class=4xx`)).toEqual([3]);
    expect(await listed('store=side')).toEqual([8, 3, 1]);
    expect(await listed(`store=${entries[0]?.storeId}&error_code=unavailable`)).toEqual([4]);
  });

  it.each([
    ['store=elsewhere', 'store'],
    ['connector=x', 'connector'],
    [`connector=${randomUUID()}`, 'connector'],
    ['client_ip=', 'client_ip'],
    ['last_event_id=1', 'last_event_id'],
  ])('is not listed with ?%s', async (query, path) => {
    const { status, json } = await api.call('GET', `/orgs/acme/requests?${query}`);
    expect([status, json.fields]).toEqual([422, [{ path, message: expect.any(String) }]]);
  });

  it('keeps the beginning of a path that is too long for a list', async () => {
    const row = await api.ok('GET', `/requests/${entries[8]?.id}`);
    expect(row.path).toBe(entries[8]?.path.slice(0, 500));
  });
});

describe('the requests of senders that nobody could identify', () => {
  it('are listed for the platform, newest first', async () => {
    expect(idsOf((await api.ok('GET', '/requests')).rows)).toEqual(strangers.map(({ id }) => id).toReversed());
    expect(idsOf((await api.ok('GET', '/requests?client_ip=198.51.100.7&status_class=4xx')).rows)).toEqual([strangers[1]?.id]);
    expect(idsOf((await api.ok('GET', '/requests?error_code=invalid_api_key')).rows)).toEqual([strangers[0]?.id]);
    const first = await api.ok('GET', '/requests?limit=1');
    expect(idsOf((await api.ok('GET', `/requests?limit=1&cursor=${first.next_cursor}`)).rows)).toEqual([strangers[0]?.id]);
  });

  it('are nothing for an organisation', async () => {
    const { token } = await api.ok('POST', '/orgs/acme/tokens', { name: 'admin', role: 'org_admin' });
    const answer = await api.call('GET', '/requests', undefined, { authorization: `Bearer ${token}` });
    expect([answer.status, answer.json.error]).toEqual([404, 'not_found']);
  });
});
