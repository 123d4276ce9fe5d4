/** What the storeep API refuses, in the protocol's own words. */
import { describe, expect, it } from 'vitest';
import { startTestHub } from '../support/hub.ts';
import { newProgram, webhookBody, webhooksPath } from '../support/storeep-program.ts';

const hub = await startTestHub();
const shared = newProgram(hub);

describe('a refusal', () => {
  const plain = async (method: string, headers: Record<string, string>, where = webhooksPath) => {
    const answer = await hub.call(method, where, { headers, ...(method === 'POST' && { body: webhookBody }) });
    return [answer.status, answer.text];
  };
  const worded = (status: number, sentence: string) => [status, JSON.stringify({ status: 'error', errors: [sentence] })];

  it('of who is unknown is 401', async () => {
    const { connector } = await newProgram(hub);
    await hub.admin('POST', `/connectors/${connector.id}/revoke`);
    expect(await plain('GET', {})).toEqual(worded(401, 'authorization header is missing'));
    const invalid = worded(401, 'access token is invalid');
    for (const authorization of [`Bearer ${connector.key}`, `Bearer ${connector.key}x`, 'Bearer stp_x', 'Basic eDp5'])
      expect(await plain('POST', { authorization })).toEqual(invalid);
    const { key } = await hub.connector(await hub.tenant(), 'peptideclients');
    expect(await plain('GET', { authorization: `Bearer ${key}` })).toEqual(invalid);
  });

  it('of what a key may not do is 403', async () => {
    const reader = await newProgram(hub, undefined, { scopes: ['webhooks:read'] });
    const authorization = `Bearer ${reader.connector.key}`;
    expect(await plain('GET', { authorization })).toContain(200);
    const refused = (scope: string) => worded(403, `insufficient permissions, requires: ${scope}`);
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect(await plain(method, { authorization })).toEqual(refused('webhooks:write'));
    expect(await plain('POST', { authorization }, '/api/v1/sessions')).toEqual(refused('sessions:write'));
    const elsewhere = await newProgram(hub, undefined, { ip_allowlist: ['192.0.2.0/24'] });
    const refusal = await plain('GET', { authorization: `Bearer ${elsewhere.connector.key}` });
    expect(refusal).toEqual(worded(403, 'access from this address is not allowed'));
  });

  it('of a method or a malformed query is in the protocol’s words too', async () => {
    const answer = await hub.call('PATCH', webhooksPath);
    expect([answer.status, answer.text]).toEqual(worded(405, 'method not allowed'));
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, PUT, DELETE');
    expect((await hub.call('GET', `${webhooksPath}?limit=%00`)).json).toMatchObject({
      status: 'error',
      errors: [expect.any(String)],
    });
  });

  it('of the sixty-first request of a minute is 429', async () => {
    const tenant = await hub.tenant();
    const { key } = await hub.connector(tenant, 'storeep');
    const headers = { authorization: `Bearer ${key}` };
    const answers = await Promise.all(Array.from({ length: 61 }, () => hub.call('GET', webhooksPath, { headers })));
    const [refused, ...others] = answers.filter(({ status }) => status !== 200);
    expect(others).toEqual([]);
    expect([refused?.status, refused?.text]).toEqual(worded(429, 'rate limit exceeded, try again later'));
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('of a body names all its fields at once', async () => {
    const { call } = await newProgram(hub);
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
    const { call } = await newProgram(hub);
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
    const answer = await call('POST', '', { ...webhookBody, url_or_email });
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
    const { call, create } = await shared;
    const id = await create({ url_or_email });
    expect((await call('GET', '?limit=1')).json.data).toMatchObject([{ url_or_email }]);
    expect((await call('DELETE', `?id=${id}`)).status).toBe(200);
  });

  it('of an e-mail webhook is one plain address, and stays one', async () => {
    const { call, create } = await newProgram(hub);
    const body = { ...webhookBody, type: 'e-mail' };
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
    const id = await create({ type: 'e-mail', url_or_email: 'Ann@example.com' });
    expect((await call('PUT', `?id=${id}`, { url_or_email: 'bob@example.com' })).status).toBe(200);
    expect((await call('GET', '')).json.data).toMatchObject([{ type: 'e-mail', url_or_email: 'bob@example.com' }]);
    const answer = await call('PUT', `?id=${id}`, { url_or_email: 'example.com/hook' });
    expect([answer.status, Object.keys(answer.json.errors)]).toEqual([422, ['url_or_email']]);
  });
});
