/** The storeep API from the outside: a merchant's program manages webhooks, and is told in the protocol's own words. */
import { describe, expect, it } from 'vitest';
import { type Answer, eventually, startTestHub, type TestTenant } from '../support/hub.ts';

const hub = await startTestHub();

const path = '/api/v1/webhooks';
const webhook = { name: 'Order notifications', type: 'api', event: 'order-created', url_or_email: 'example.com/webhooks/orders' };

type Call = (method: string, query: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** A store of its own, and a program that may do everything there. */
async function newProgram(tenant?: TestTenant, options: Record<string, unknown> = {}) {
  const home = tenant ?? (await hub.tenant());
  const connector = await hub.connector(home, 'storeep', { rate_limit_per_minute: 6_000, ...options });
  const call: Call = (method, query, body, headers = {}) =>
    hub.call(method, path + query, {
      headers: { authorization: `Bearer ${connector.key}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  return { tenant: home, connector, call };
}

/** The digits of the id, from the text: as a number they would be other digits. */
function idIn({ text }: Answer): string {
  const [, digits = ''] = /"id":(\d+)/.exec(text) ?? [];
  expect(digits).toMatch(/^\d{17,19}$/);
  return digits;
}

async function create(call: Call, body: object = {}): Promise<string> {
  const answer = await call('POST', '', { ...webhook, ...body });
  expect(answer.status).toBe(201);
  return idIn(answer);
}

const namesOf = ({ json }: Answer): readonly string[] => json.data.map(({ name }: { name: string }) => name);

describe('a webhook', () => {
  it('is listed as the protocol’s page shows it, byte for byte', async () => {
    const { call } = await newProgram();
    const created = await call('POST', '', webhook);
    const id = idIn(created);
    expect([created.status, created.text]).toEqual([201, `{"status":"success","data":{"id":${id}}}`]);
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);

    const listed = await call('GET', '');
    const [, time = ''] = /"created_at":"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)"/.exec(listed.text) ?? [];
    expect(Math.abs(Date.parse(`${time.replace(' ', 'T')}Z`) - Date.now())).toBeLessThan(60_000);
    expect([listed.status, listed.headers.get('content-type'), listed.text]).toEqual([
      200,
      'application/json',
      `{"data":[{"id":${id},"name":"Order notifications","type":"api","event":"order-created","format":"json",` +
        `"url_or_email":"example.com/webhooks/orders","is_enabled":true,"created_at":"${time}","updated_at":"${time}"}],` +
        '"meta":{"pagination":{"total":1,"count":1,"per_page":20,"current_page":1,"total_pages":1,"links":{"next":null}}}}',
    ]);
  });

  it('is changed and deleted by the digits that the list shows', async () => {
    const { call } = await newProgram();
    await create(call);
    const id = idIn(await call('GET', ''));
    const change = {
      name: ' Renamed ',
      event: 'order-updated',
      url_or_email: 'https://example.org/{{order_id}}',
      is_enabled: false,
    };
    const changed = await call('PUT', `?id=${id}`, change);
    expect([changed.status, changed.text]).toEqual([200, '{"status":"success"}']);
    expect((await call('GET', '')).json.data).toMatchObject([{ ...change, name: 'Renamed', type: 'api', format: 'json' }]);

    const deleted = await call('DELETE', `?id=${id}`);
    expect([deleted.status, deleted.text]).toEqual([200, '{"status":"success"}']);
    expect((await call('GET', '')).json).toMatchObject({
      data: [],
      meta: { pagination: { total: 0, count: 0, total_pages: 1 } },
    });
    for (const again of [await call('DELETE', `?id=${id}`), await call('PUT', `?id=${id}`, { name: 'x' })])
      expect([again.status, again.text]).toEqual([404, '{"status":"error","errors":["webhook not found"]}']);
  });

  it('stays as it was after an empty change, its time included', async () => {
    const { call } = await newProgram();
    const id = await create(call);
    const before = await call('GET', '');
    expect(await call('PUT', `?id=${id}`, {})).toMatchObject({ status: 200, text: '{"status":"success"}' });
    expect((await call('PUT', `?id=${id}`, { name: webhook.name, is_enabled: true })).status).toBe(200);
    expect((await call('GET', '')).text).toBe(before.text);
  });

  it('keeps its type and format', async () => {
    const { call } = await newProgram();
    const id = await create(call);
    const answer = await call('PUT', `?id=${id}`, { type: 'api', format: 'json', name: '' });
    expect([answer.status, answer.json]).toEqual([
      422,
      {
        status: 'error',
        errors: { type: 'type cannot be changed', format: 'format cannot be changed', name: 'name must be 1 to 50 characters' },
      },
    ]);
    const mailed = await call('PUT', `?id=${id}`, { url_or_email: 'ann@example.com' });
    expect([mailed.status, Object.keys(mailed.json.errors)]).toEqual([422, ['url_or_email']]);
  });

  it('of one store is unknown to every other, of the same organisation or not', async () => {
    const { tenant, call } = await newProgram();
    const id = await create(call);
    const { organisationId } = tenant;
    const sister = (await hub.admin('POST', `/orgs/${organisationId}/stores`, { slug: 'sister', name: 'Sister' })).json;
    const strangers = [await newProgram(), await newProgram({ ...tenant, storeId: sister.id })];
    for (const stranger of strangers) {
      expect((await stranger.call('GET', '')).json.data).toEqual([]);
      const refusals = [
        await stranger.call('PUT', `?id=${id}`, { is_enabled: false }),
        await stranger.call('DELETE', `?id=${id}`),
        await stranger.call('DELETE', '?id=1'),
        await stranger.call('DELETE', '?id=9223372036854775807'),
        await stranger.call('DELETE', '?id=9223372036854775808'),
        await stranger.call('PUT', '?id=9999999999999999999', {}),
      ];
      for (const { status, text } of refusals)
        expect([status, text]).toEqual([404, '{"status":"error","errors":["webhook not found"]}']);
    }
    const colleague = await newProgram(tenant);
    expect((await colleague.call('PUT', `?id=${id}`, { is_enabled: false })).status).toBe(200);
  });

  it('is made once under an Idempotency-Key, and a change of another one is another request', async () => {
    const { call } = await newProgram();
    const key = { 'idempotency-key': 'create-1' };
    const [first, second] = [await call('POST', '', webhook, key), await call('POST', '', webhook, key)];
    expect([second?.status, second?.text, second?.headers.get('idempotent-replayed')]).toEqual([201, first?.text, 'true']);
    expect((await call('POST', '', { ...webhook, name: 'Other' }, key)).status).toBe(409);
    expect((await call('GET', '')).json.meta.pagination.total).toBe(1);

    const other = await create(call, { name: 'Other' });
    const off = { 'idempotency-key': 'switch-off' };
    expect((await call('PUT', `?id=${idIn(first ?? second)}`, { is_enabled: false }, off)).status).toBe(200);
    const conflict = await call('PUT', `?id=${other}`, { is_enabled: false }, off);
    expect([conflict.status, conflict.json.status, conflict.json.errors]).toEqual([409, 'error', [expect.any(String)]]);
  });
});

describe('the list', () => {
  it('goes page by page in the order that was asked for, along its own links', async () => {
    const { call } = await newProgram();
    const ids: string[] = [];
    for (const name of ['1', '2', '3', '4', '5']) ids.push(await create(call, { name }));
    await call('PUT', `?id=${ids[1]}`, { is_enabled: false });
    expect(namesOf(await call('GET', ''))).toEqual(['5', '4', '3', '2', '1']);
    expect(namesOf(await call('GET', '?sort_order=ASC'))).toEqual(['1', '2', '3', '4', '5']);
    expect(namesOf(await call('GET', '?sort_field=updated_at'))).toEqual(['2', '5', '4', '3', '1']);
    expect(namesOf(await call('GET', '?sort_field=updated_at&sort_order=ASC&limit=1'))).toEqual(['1']);

    const seen: string[] = [];
    const positions: unknown[] = [];
    for (let next: string | null = '?limit=2&sort_order=ASC&x=a%20b'; next !== null;) {
      const answer: Answer = await call('GET', next);
      seen.push(...namesOf(answer));
      const { links, ...position } = answer.json.meta.pagination;
      positions.push(position);
      if (links.next !== null) expect(links.next.startsWith(`http://127.0.0.1:0${path}?limit=2&sort_order=ASC&x=a`)).toBe(true);
      next = links.next === null ? null : new URL(links.next).search;
    }
    expect(seen).toEqual(['1', '2', '3', '4', '5']);
    expect(positions).toEqual(
      [2, 2, 1].map((count, index) => ({ total: 5, count, per_page: 2, current_page: index + 1, total_pages: 3 })),
    );
  });

  it('is empty past its end, however far', async () => {
    const { call } = await newProgram();
    await create(call);
    for (const page of ['2', '3000000000', String(Number.MAX_SAFE_INTEGER)]) {
      const answer = await call('GET', `?limit=50&page=${page}`);
      expect([answer.status, answer.text]).toEqual([
        200,
        `{"data":[],"meta":{"pagination":{"total":1,"count":0,"per_page":50,"current_page":${page},"total_pages":1,"links":{"next":null}}}}`,
      ]);
    }
  });

  it('orders webhooks of one moment by their ids, in the same direction', async () => {
    const { tenant, call } = await newProgram();
    for (const name of ['1', '2', '3', '4']) await create(call, { name });
    await hub.query(`update webhook_endpoints set created_at = '2026-01-01', updated_at = '2026-01-01'
      where store_id = '${tenant.storeId}'`);
    for (const field of ['created_at', 'updated_at']) {
      expect(namesOf(await call('GET', `?sort_field=${field}&sort_order=ASC`))).toEqual(['1', '2', '3', '4']);
      expect(namesOf(await call('GET', `?sort_field=${field}&limit=3`))).toEqual(['4', '3', '2']);
      expect(namesOf(await call('GET', `?sort_field=${field}&limit=3&page=2`))).toEqual(['1']);
    }
  });

  it('names every parameter that is wrong, and no other', async () => {
    const { call } = await newProgram();
    const answer = await call('GET', '?limit=x&sort_order=down');
    expect([answer.status, answer.text]).toEqual([
      422,
      '{"status":"error","errors":{"limit":"limit must be an integer","sort_order":"sort order must be ASC or DESC"}}',
    ]);
    const fields = async (query: string) => Object.keys((await call('GET', query)).json.errors ?? {});
    for (const query of ['limit=0', 'limit=51', 'limit=', 'limit=1.0', 'limit=-1', 'limit=2&limit=3'])
      expect(await fields(`?${query}`)).toEqual(['limit']);
    expect(await fields('?page=0&sort_field=name&sort_order=asc')).toEqual(['page', 'sort_field', 'sort_order']);
    expect((await call('GET', '?limit=50&unknown=1&unknown=2')).status).toBe(200);
  });
});

describe('a store', () => {
  it('takes exactly twenty webhooks, however many are made at once', async () => {
    const { call } = await newProgram();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => call('POST', '', { ...webhook, name: `${index}` })),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, text }) => [status, text])).toEqual(
      Array.from({ length: 20 }, () => [422, '{"status":"error","errors":["maximum of 20 webhooks per store reached"]}']),
    );
    const { data, meta } = (await call('GET', '?limit=50')).json;
    expect([data.length, meta.pagination.total, new Set(answers.map(({ text }) => text)).size]).toEqual([20, 20, 21]);

    await call('DELETE', `?id=${idIn(await call('GET', '?limit=1'))}`);
    expect((await call('POST', '', webhook)).status).toBe(201);
    expect((await call('POST', '', webhook)).status).toBe(422);
  });
});

describe('a refusal', () => {
  const plain = async (method: string, headers: Record<string, string>, where = path) => {
    const answer = await hub.call(method, where, { headers, ...(method === 'POST' && { body: webhook }) });
    return [answer.status, answer.text];
  };
  const worded = (status: number, sentence: string) => [status, JSON.stringify({ status: 'error', errors: [sentence] })];

  it('of who is unknown is 401', async () => {
    const { connector } = await newProgram();
    await hub.admin('POST', `/connectors/${connector.id}/revoke`);
    expect(await plain('GET', {})).toEqual(worded(401, 'authorization header is missing'));
    const invalid = worded(401, 'access token is invalid');
    for (const authorization of [`Bearer ${connector.key}`, `Bearer ${connector.key}x`, 'Bearer stp_x', 'Basic eDp5'])
      expect(await plain('POST', { authorization })).toEqual(invalid);
    const { key } = await hub.connector(await hub.tenant(), 'peptideclients');
    expect(await plain('GET', { authorization: `Bearer ${key}` })).toEqual(invalid);
  });

  it('of what a key may not do is 403', async () => {
    const reader = await newProgram(undefined, { scopes: ['webhooks:read'] });
    const authorization = `Bearer ${reader.connector.key}`;
    expect(await plain('GET', { authorization })).toContain(200);
    const refused = (scope: string) => worded(403, `insufficient permissions, requires: ${scope}`);
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect(await plain(method, { authorization })).toEqual(refused('webhooks:write'));
    expect(await plain('POST', { authorization }, '/api/v1/sessions')).toEqual(refused('sessions:write'));
    const elsewhere = await newProgram(undefined, { ip_allowlist: ['192.0.2.0/24'] });
    const refusal = await plain('GET', { authorization: `Bearer ${elsewhere.connector.key}` });
    expect(refusal).toEqual(worded(403, 'access from this address is not allowed'));
  });

  it('of a method or a malformed query is in the protocol’s words too', async () => {
    const answer = await hub.call('PATCH', path);
    expect([answer.status, answer.text]).toEqual(worded(405, 'method not allowed'));
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, PUT, DELETE');
    expect((await hub.call('GET', `${path}?limit=%00`)).json).toMatchObject({ status: 'error', errors: [expect.any(String)] });
  });

  it('of the sixty-first request of a minute is 429', async () => {
    const tenant = await hub.tenant();
    const { key } = await hub.connector(tenant, 'storeep');
    const headers = { authorization: `Bearer ${key}` };
    const answers = await Promise.all(Array.from({ length: 61 }, () => hub.call('GET', path, { headers })));
    const [refused, ...others] = answers.filter(({ status }) => status !== 200);
    expect(others).toEqual([]);
    expect([refused?.status, refused?.text]).toEqual(worded(429, 'rate limit exceeded, try again later'));
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('of a body names all its fields at once', async () => {
    const { call } = await newProgram();
    const empty = await call('POST', '', {});
    expect([empty.status, empty.json]).toEqual([
      422,
      {
        status: 'error',
        errors: {
          name: 'name is required',
          type: 'type is required',
          event: 'event is required',
          url_or_email: 'url or email is required',
        },
      },
    ]);
    const wrong = { name: 'x'.repeat(51), type: 'sms', event: 'order-lost', format: 'xml', url_or_email: 7, is_enabled: 'yes' };
    const answer = await call('POST', '', wrong);
    expect([answer.status, Object.keys(answer.json.errors).toSorted()]).toEqual([422, Object.keys(wrong).toSorted()]);
    expect((await call('POST', '', '{"name":')).json).toEqual({
      status: 'error',
      errors: ['request body did not parse as JSON'],
    });
    expect((await call('POST', '', '[]')).status).toBe(422);
    expect((await call('GET', '')).json.data).toEqual([]);
  });

  it('of an id comes with whatever else is wrong', async () => {
    const { call } = await newProgram();
    const errors = async (method: string, query: string, body?: unknown) => {
      const answer = await call(method, query, body);
      return [answer.status, answer.json.errors];
    };
    const digits = { id: 'id must be 1 to 19 digits' };
    expect(await errors('DELETE', '')).toEqual([422, { id: 'id is required' }]);
    expect(await errors('PUT', '', {})).toEqual([422, { id: 'id is required' }]);
    for (const id of ['', 'x', '-1', '1.0', '1e3', '12345678901234567890'])
      expect(await errors('DELETE', `?id=${id}`)).toEqual([422, digits]);
    expect(await errors('DELETE', '?id=1&id=1')).toEqual([422, { id: 'id must be given once' }]);
    expect(await errors('PUT', '?id=x', { name: 7 })).toEqual([422, { ...digits, name: 'name must be a string' }]);
  });
});

describe('an address', () => {
  it.each([
    'http://example.com/hook',
    'ftp://example.com/hook',
    'user:secret@example.com/hook',
    'https://user@example.com/hook',
    'example.com/hook#top',
    'example.com:8080/hook',
    'https://example.com:80/hook',
    '{{host}}/hook',
    'https://{{host}}.example.com/hook',
    'example.com:{{port}}/hook',
    '{{scheme}}://example.com/hook',
    'example.com/{{order-id}}',
    'example.com/{{order_id}',
    'example.com/{order_id}}',
    'example.com/{{ order_id }}',
    'example.com/{{{order_id}}}',
    'example.com/a b',
    'https:/example.com',
    'https://',
    '/hook',
    'ann@example.com',
    `example.com/${'x'.repeat(489)}`,
  ])('%s is refused for an api webhook', async (url_or_email) => {
    const { call } = await shared;
    const answer = await call('POST', '', { ...webhook, url_or_email });
    expect([answer.status, Object.keys(answer.json.errors)]).toEqual([422, ['url_or_email']]);
  });

  it.each([
    'example.com',
    'example.com?order={{order_id}}',
    'https://example.com:8443/{{order_id}}/{{utm_source}}?total={{order_total}}',
    'HTTPS://EXAMPLE.com:443/Ä',
    `example.com/${'😀'.repeat(488)}`,
    'http://127.0.0.1:8080/hook',
    'http://localhost:81',
    '127.0.0.1:9/hook',
  ])('%s is kept as it was written', async (url_or_email) => {
    const { call } = await shared;
    const id = await create(call, { url_or_email });
    expect((await call('GET', '?limit=1')).json.data).toMatchObject([{ url_or_email }]);
    expect((await call('DELETE', `?id=${id}`)).status).toBe(200);
  });

  it('of an e-mail webhook is one plain address, and stays one', async () => {
    const { call } = await newProgram();
    const body = { ...webhook, type: 'e-mail' };
    const refused = [
      'example.com/hook',
      'Ann <ann@example.com>',
      'ann@example.com,bob@example.com',
      'ann@example.com\r\nBcc: x',
      `${'a'.repeat(60)}@${'b'.repeat(60)}.example`,
    ];
    for (const url_or_email of refused) {
      const answer = await call('POST', '', { ...body, url_or_email });
      expect([answer.status, Object.keys(answer.json.errors)]).toEqual([422, ['url_or_email']]);
    }
    const id = await create(call, { type: 'e-mail', url_or_email: 'Ann@example.com' });
    expect((await call('PUT', `?id=${id}`, { url_or_email: 'bob@example.com' })).status).toBe(200);
    expect((await call('GET', '')).json.data).toMatchObject([{ type: 'e-mail', url_or_email: 'bob@example.com' }]);
    const answer = await call('PUT', `?id=${id}`, { url_or_email: 'example.com/hook' });
    expect([answer.status, Object.keys(answer.json.errors)]).toEqual([422, ['url_or_email']]);
  });
});

const shared = newProgram();

describe('the request log', () => {
  it('shows what a program asked for', async () => {
    const { connector, call } = await newProgram();
    await create(call);
    const rows = await eventually(async () => {
      const { json } = await hub.admin('GET', `/connectors/${connector.id}/requests`);
      return json.rows.length === 1 ? json.rows : undefined;
    });
    expect(rows).toMatchObject([{ method: 'POST', path, status_code: 201 }]);
  });
});
