/** What `POST /integrations/v1/orders` refuses, from outside: each with its words, a log row, and nothing written. */
import { beforeAll, describe, expect, test } from 'vitest';
import { eventually, startTestHub, type TestConnector, type TestHub, type TestTenant } from '../support/hub.ts';

let hub: TestHub;
let tenant: TestTenant;
let connector: TestConnector;
let serial = 0;

beforeAll(async () => {
  hub = await startTestHub();
  tenant = await hub.tenant({ currency: 'EUR' });
  connector = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6000 });
});

const newId = () => `order-${++serial}`;
const line = { description: 'Widget', quantity: 2, unit_price_cents: 1999 };
const bearer = (key = connector.key) => ({ authorization: `Bearer ${key}` });
const post = (body: unknown, headers: Record<string, string> = {}) =>
  hub.call('POST', '/integrations/v1/orders', { body, headers: { ...bearer(), ...headers } });

/** The rows of everything that a refused request must not have written. */
async function countRows(): Promise<string> {
  const tables = ['orders', 'order_lines', 'clients', 'payments', 'external_refs', 'events', 'idempotency_keys'];
  const [row] = await hub.query<object>(
    `select ${tables.map((table) => `(select count(*) from crossdock.${table}) as ${table}`).join(', ')}`,
  );
  return JSON.stringify(row);
}

describe('a refused request', () => {
  const order = () => ({ external_id: newId(), lines: [line] });
  const cases: [string, () => ReturnType<TestHub['call']>, number, string, string | undefined][] = [
    [
      'no Authorization',
      () => hub.call('POST', '/integrations/v1/orders', { body: order() }),
      401,
      'missing_authorization',
      'Authorization header required',
    ],
    [
      'another scheme',
      () => post(order(), { authorization: 'Basic abc' }),
      401,
      'invalid_api_key',
      'key not found, revoked, or expired',
    ],
    [
      'an unknown key',
      () => post(order(), bearer('pck_int_nobody')),
      401,
      'invalid_api_key',
      'key not found, revoked, or expired',
    ],
    ['a read key', () => post(order(), bearer(tenant.readKey)), 401, 'invalid_api_key', 'key not found, revoked, or expired'],
    ['a compressed body', () => post(order(), { 'content-encoding': 'gzip' }), 415, 'unsupported_media_type', undefined],
    [
      'another charset',
      () => post(order(), { 'content-type': 'application/json; charset=latin1' }),
      415,
      'unsupported_media_type',
      undefined,
    ],
    ['no JSON', () => post('{"external_id":'), 422, 'invalid_json', 'request body did not parse as JSON'],
    [
      'JSON in JSON',
      () => post(JSON.stringify(JSON.stringify(order()))),
      422,
      'invalid_json',
      'request body did not parse as JSON',
    ],
    [
      'a form',
      () => post('external_id=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      422,
      'invalid_json',
      undefined,
    ],
    ['a repeated key', () => post('{"external_id":"a","external_id":"b","lines":[]}'), 422, 'invalid_json', undefined],
    ['a NUL', () => post('{"external_id":"a\\u0000","lines":[{}]}'), 422, 'invalid_json', undefined],
    ['256 KiB of brackets', () => post('['.repeat(262_144)), 422, 'invalid_json', undefined],
    ['no external_id', () => post({ lines: [line] }), 422, 'external_id_required', "create endpoints require 'external_id'"],
    ['no lines', () => post({ external_id: newId() }), 422, 'lines_required', "create order missing 'lines' array"],
    [
      'an external_id with a space at its end',
      () => post({ ...order(), external_id: 'a ' }),
      422,
      'validation_failed',
      undefined,
    ],
    [
      'an amount as text',
      () => post({ ...order(), shipping_cents: '100' }),
      422,
      'validation_failed',
      '/shipping_cents must be integer,null',
    ],
    ['an amount with decimals', () => post({ ...order(), shipping_cents: 19.99 }), 422, 'validation_failed', undefined],
    ['a negative amount', () => post({ ...order(), shipping_cents: -1 }), 422, 'amount_out_of_range', undefined],
    [
      'an amount above the limit',
      () => post({ ...order(), shipping_cents: 10_000_000_000 }),
      422,
      'amount_out_of_range',
      undefined,
    ],
    ['a currency that is none', () => post({ ...order(), currency: 'XXQ' }), 422, 'validation_failed', undefined],
    [
      'an unknown route',
      () => hub.call('POST', '/integrations/v1/nothing', { body: order(), headers: bearer() }),
      404,
      'not_found',
      undefined,
    ],
    [
      'another case',
      () => hub.call('POST', '/Integrations/v1/orders', { body: order(), headers: bearer() }),
      404,
      'not_found',
      undefined,
    ],
    [
      'a slash at the end',
      () => hub.call('POST', '/integrations/v1/orders/', { body: order(), headers: bearer() }),
      404,
      'not_found',
      undefined,
    ],
    [
      'broken percent-encoding',
      () => hub.call('GET', '/integrations/v1/orders/by-external/%E0%A4%A', { headers: bearer() }),
      400,
      'bad_request',
      undefined,
    ],
    [
      'another method',
      () => hub.call('DELETE', '/integrations/v1/orders', { headers: bearer() }),
      405,
      'method_not_allowed',
      undefined,
    ],
    ['OPTIONS', () => hub.call('OPTIONS', '/integrations/v1/orders'), 405, 'method_not_allowed', undefined],
  ];

  test.each(cases)(
    'for %s has its status, code and detail, a log row, and wrote nothing',
    async (_name, send, status, error, detail) => {
      const before = await countRows();
      const answer = await send();
      expect([answer.status, answer.json.error]).toEqual([status, error]);
      expect(Object.keys(answer.json)).toEqual(['error', 'detail']);
      if (detail !== undefined) expect(answer.json.detail).toBe(detail);
      if (status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      if (status === 405) expect(answer.headers.get('allow')).toBe('POST');
      expect(await countRows()).toBe(before);
      const row = await eventually(async () => {
        const id = answer.headers.get('x-request-id');
        const found = await hub.call('GET', `/admin/v1/requests/${id}`, {
          headers: { authorization: 'Bearer test-admin-token' },
        });
        return found.status === 200 ? found.json : undefined;
      }, 1_000);
      expect([row.status_code, row.error_code]).toEqual([status, error]);
      expect(JSON.stringify(row)).not.toContain(connector.key);
    },
  );

  test('that is too large is answered at once and the connection closed', async () => {
    const answer = await post(`{"notes":"${'x'.repeat(1_100_000)}"}`);
    expect([answer.status, answer.json.error, answer.headers.get('connection')]).toEqual([413, 'payload_too_large', 'close']);
  });

  test('for two reasons is told the one that is checked first', async () => {
    const woo = await hub.connector(tenant, 'woocommerce');
    const narrow = await hub.connector(tenant, 'peptideclients', {
      scopes: ['orders:cancel'],
      require_signature: true,
      ip_allowlist: ['10.0.0.0/8'],
    });
    const scoped = await hub.connector(tenant, 'peptideclients', { scopes: ['orders:cancel'] });
    expect((await post('{', bearer(woo.key))).json.error).toBe('wrong_format');
    expect((await post('{', bearer(narrow.key))).json).toEqual({ error: 'ip_not_allowed', detail: 'source ip not in allowlist' });
    expect((await post('{', { ...bearer(scoped.key), 'idempotency-key': 'a b' })).json).toEqual({
      error: 'insufficient_scope',
      detail: 'key missing scope: orders:write',
    });
    expect((await post('{', { 'idempotency-key': 'a b' })).json.error).toBe('invalid_idempotency_key');
    await hub.admin('POST', `/connectors/${narrow.id}/revoke`);
    expect((await post('{', bearer(narrow.key))).json.error).toBe('ip_not_allowed');
    await hub.admin('POST', `/connectors/${scoped.id}/revoke`);
    expect((await post('{', bearer(scoped.key))).json.error).toBe('invalid_api_key');
  });
});

describe('a store that says which formats it may use', () => {
  test('is closed to the keys of all others, for as long as it says so', async () => {
    const choosy = await hub.tenant();
    const { key } = await hub.connector(choosy, 'peptideclients');
    const place = () => post({ external_id: newId(), lines: [line] }, bearer(key));
    const allow = (adapters: readonly string[] | null) =>
      hub.admin('PATCH', `/orgs/${choosy.organisationId}/stores/${choosy.storeId}`, { adapters });
    const becomes = (status: number) =>
      eventually(async () => {
        const answer = await place();
        return answer.status === status ? answer : undefined;
      });
    expect((await place()).status).toBe(201);
    await allow(['woocommerce']);
    expect((await becomes(401)).json.error).toBe('invalid_api_key');
    await allow(null);
    expect((await becomes(201)).status).toBe(201);
  });
});

describe('the rate limit', () => {
  test('lets exactly the cap through, says when to come back, and names what is left', async () => {
    const slow = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 5 });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => post({ external_id: newId(), lines: [line] }, bearer(slow.key))),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(refused).toHaveLength(7);
    for (const { json, headers } of refused) {
      expect(json).toEqual({ error: 'rate_limited', detail: '5 req/min cap' });
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(55);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(61);
      expect(headers.get('ratelimit-policy')).toBe('"default";q=5;w=60');
    }
  });
});
