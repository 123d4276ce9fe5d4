/** What the HTTP server does with senders that break the rules, over real sockets. */
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestConnector, type TestHub } from '../support/hub.ts';

let hub: TestHub;
let connector: TestConnector;
beforeAll(async () => {
  hub = await startTestHub({ CROSSDOCK_TRUST_PROXY: '127.0.0.0/8' });
  connector = await hub.connector(await hub.tenant(), 'peptideclients', { ip_allowlist: ['10.0.0.0/8'] });
});

/** Sends raw bytes and gives everything that comes back until the server closes, or `until` is seen. */
function raw(text: string, until?: string): Promise<string> {
  const { hostname, port } = new URL(hub.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    const done = () => (socket.destroy(), resolve(answer));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (until !== undefined && answer.includes(until)) done();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
  });
}

const head = 'POST /integrations/v1/orders HTTP/1.1\r\nHost: x\r\n';

describe('framing that could mean two things', () => {
  test.each([
    ['a length and chunks', `${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['two lengths', `${head}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc`],
    ['a folded header', `${head}X-A: 1\r\n b\r\n\r\n`],
    ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n'],
  ])('(%s) is 400 and ends the connection', async (_name, text) => {
    expect(await raw(text)).toMatch(/^HTTP\/1\.1 400 /);
  });
  test('headers without end are 431', async () => {
    expect(await raw(`${head}X-A: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('a body', () => {
  const authorized = () => `${head}Authorization: Bearer ${connector.key}\r\nX-Forwarded-For: 10.0.0.1\r\n`;
  test('that announces a gigabyte is 413 before any of it came', async () => {
    const answer = await raw(`${authorized()}Content-Length: 1073741824\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"error":"payload_too_large"');
  });
  test('that grows past the limit in chunks is 413', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    expect(await raw(`${authorized()}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(17)}`)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('the caller’s address', () => {
  const from = (forwarded: string) =>
    hub.call('POST', '/integrations/v1/orders', {
      body: '{',
      headers: { authorization: `Bearer ${connector.key}`, 'x-forwarded-for': forwarded },
    });
  test('is what a trusted proxy says it is', async () => {
    expect((await from('10.1.2.3')).json.error).toBe('invalid_json');
    expect((await from('11.1.2.3')).json.error).toBe('ip_not_allowed');
  });
  test('is never what somebody in front of the proxy claims, nor text that is no address', async () => {
    expect((await from('10.1.2.3, 203.0.113.9')).json.error).toBe('ip_not_allowed');
    expect((await from('10.0.0.1"<script>')).json.error).toBe('ip_not_allowed');
  });
});

describe('the operator API', () => {
  test('wants a token of its own and no other surface’s', async () => {
    expect((await hub.call('GET', '/admin/v1/orgs')).json.error).toBe('missing_authorization');
    const withKey = await hub.call('GET', '/admin/v1/orgs', { headers: { authorization: `Bearer ${connector.key}` } });
    expect([withKey.status, withKey.json.error]).toEqual([401, 'invalid_token']);
  });
  test('names what is wrong with a body that is no JSON', async () => {
    const answer = await hub.call('POST', '/admin/v1/orgs', { body: '{', headers: { authorization: 'Bearer test-admin-token' } });
    expect([answer.status, answer.json.error]).toEqual([422, 'validation_failed']);
  });
});
