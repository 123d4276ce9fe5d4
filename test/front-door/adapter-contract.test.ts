/** What the adapter contract promises beyond JSON and keys, kept for an adapter that runs in a thread of its own. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startTestHub } from '../support/hub.ts';
import { adapterSource, pluginFolder } from '../support/plugin-folder.ts';

const source = adapterSource({
  format: 'partner',
  path: '/partner/:connectorId',
  before: `import { isUuid, readJsonObject, verifyHexHmac } from 'crossdock/sdk';`,
  configSchema: `{ type: 'object', properties: { pattern: { type: 'string', maxLength: 50 } }, additionalProperties: false }`,
  translate: `
    const reading = readJsonObject(request.body, { numbersAsText: true });
    const what = Object.keys(json).length === 0 && 'value' in reading ? JSON.stringify(reading.value) : request.body.length + ' bytes';
    return { kind: 'ignore', reason: what };`,
  route: `body: 'raw',`,
  inbound: `
    identify: (request) => {
      const claim = bearerClaim(request);
      return claim.by === 'key' ? claim : { by: 'connector', id: request.path.split('/')[2] ?? '' };
    },
    rateLimitBy: 'address',
    signature: {
      required: 'unless-key', header: 'X-Sig',
      async verify({ headers, body }, { secrets }) {
        if (headers['x-sig'] === 'wanted') return 'signature_missing';
        return verifyHexHmac({ header: headers['x-sig'], body, secrets });
      },
    },`,
  more: `
    async checkConfig({ pattern = '' }) {
      try { new RegExp(pattern); return []; } catch { return [{ path: 'pattern', message: 'is no regular expression' }]; }
    },`,
});
const file = await pluginFolder({ partner: source });
const hub = await startTestHub({ CROSSDOCK_PLUGINS: file, CROSSDOCK_TRUST_PROXY: '1' });
const tenant = await hub.tenant();
const connector = await hub.connector(tenant, 'partner', { rate_limit_per_minute: 20 });
const path = `/partner/${connector.id}`;
const signature = (body: string) => createHmac('sha256', connector.secret).update(body).digest('hex');
const send = (body: string, headers: Record<string, string>) =>
  hub.call('POST', path, { body, headers: { 'x-forwarded-for': '192.0.2.1', ...headers } });

describe('a raw body', () => {
  test.each([
    ['JSON, which the adapter reads as the hub would', '{"id":19.90}', '{"id":"19.90"}'],
    ['anything else', '<order/>', '8 bytes'],
    ['JSON that the hub would refuse', '{"__proto__":1}', '15 bytes'],
    ['nothing', '', '0 bytes'],
  ])('may be %s', async (_what, body, reason) => {
    const answer = await send(body, { authorization: `Bearer ${connector.key}`, 'content-type': 'application/xml' });
    expect([answer.status, answer.json]).toEqual([200, { kind: 'ignored', reason }]);
  });
});

describe('a signature that is required unless there is a key', () => {
  test('is not asked of who showed the whole key, but has to hold where it is', async () => {
    const headers = { authorization: `Bearer ${connector.key}` };
    expect((await send('{}', headers)).status).toBe(200);
    expect((await send('{}', { ...headers, 'x-sig': signature('{}') })).status).toBe(200);
    expect((await send('{}', { ...headers, 'x-sig': signature('{ }') })).json.error).toBe('signature_invalid');
  });

  test('is asked of who merely named the connector', async () => {
    expect((await send('{}', {})).json.error).toBe('signature_missing');
    expect((await send('{}', { 'x-sig': signature('{}') })).status).toBe(200);
    expect((await send('{}', { 'x-sig': 'wanted' })).json.error).toBe('signature_missing');
  });
});

test('a rate limit by address counts each address of a connector by itself', async () => {
  const from = (address: string) => send('{}', { 'x-forwarded-for': address, authorization: `Bearer ${connector.key}` });
  const many = await Promise.all(Array.from({ length: 25 }, () => from('192.0.2.2')));
  expect(many.filter(({ status }) => status === 200)).toHaveLength(20);
  expect(many.filter(({ json }) => json.error === 'rate_limited')).toHaveLength(5);
  expect((await from('192.0.2.3')).status).toBe(200);
});

describe('settings that a schema cannot judge', () => {
  const operator = { authorization: 'Bearer test-admin-token' };
  const connectors = `/admin/v1/orgs/${tenant.organisationId}/stores/${tenant.storeId}/connectors`;
  const refusal = { error: 'validation_failed', fields: [{ path: 'config.pattern', message: 'is no regular expression' }] };

  test('are judged by the adapter when a connector is made', async () => {
    const body = { name: 'p', payload_format: 'partner', config: { pattern: '(' } };
    const answer = await hub.call('POST', connectors, { body, headers: operator });
    expect([answer.status, answer.json]).toEqual([422, expect.objectContaining(refusal)]);
  });

  test('and when it is changed', async () => {
    const change = (pattern: string) =>
      hub.call('PATCH', `/admin/v1/connectors/${connector.id}`, { body: { config: { pattern } }, headers: operator });
    expect((await change('(')).json).toMatchObject(refusal);
    expect((await change('^a')).status).toBe(200);
  });

  test('come after what the schema says, judged where the adapter runs', async () => {
    const body = { name: 'p', payload_format: 'partner', config: { pattern: '('.repeat(51), other: 1 } };
    const { json } = await hub.call('POST', connectors, { body, headers: operator });
    expect(json.fields.map((field: { path: string }) => field.path).toSorted()).toEqual(['config.other', 'config.pattern']);
  });
});
