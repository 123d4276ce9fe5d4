/** The first account of a hub, and the addresses at which a browser can use it. */
import { describe, expect, test } from 'vitest';
import { startTestHub } from '../support/hub.ts';

const password = 'correct horse battery';
const somebody = { token: 'test-admin-token', email: 'ann@example.com', name: 'Ann', password };

/** A hub without accounts, and the calls of its first page. */
async function freshHub(variables: Record<string, string> = {}) {
  const hub = await startTestHub(variables);
  const operate = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    hub.call(method, `/admin/v1${path}`, { headers, ...(body !== undefined && { body }) });
  const setUp = (changes: object = {}, headers?: Record<string, string>) =>
    operate('POST', '/setup', { ...somebody, ...changes }, headers);
  const isNeeded = async (): Promise<boolean> => (await operate('GET', '/setup')).json.needed;
  return { ...hub, operate, setUp, isNeeded };
}

describe('setting up a hub', () => {
  test('takes a token of the platform, and signs its holder in', async () => {
    const hub = await freshHub();
    expect(await hub.isNeeded()).toBe(true);
    const { status, json, headers } = await hub.setUp();
    expect([status, json.operator]).toEqual([
      201,
      expect.objectContaining({ email: 'ann@example.com', name: 'Ann', role: 'platform_admin', org_id: null }),
    ]);
    const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
    const own = { cookie, 'x-csrf-token': String(json.csrf_token) };
    expect((await hub.operate('POST', '/orgs', { slug: 'acme', name: 'Acme' }, own)).status).toBe(201);
    expect((await hub.operate('POST', '/session', { email: somebody.email, password })).status).toBe(200);
    const audit = await hub.query<{ actor_name: string; target_id: string; entry: string }>(
      `select actor_name, target_id, audit_log::text as entry from crossdock.audit_log where action = 'POST /setup'`,
    );
    expect(audit.map(({ actor_name, target_id }) => [actor_name, target_id])).toEqual([
      ['CROSSDOCK_ADMIN_TOKEN', json.operator.id],
    ]);
    expect(audit[0]?.entry).not.toContain(somebody.token);
    expect(await hub.isNeeded()).toBe(false);
    const again = await hub.setUp({ email: 'bob@example.com' });
    expect([again.status, again.json.error]).toEqual([409, 'conflict']);
  });

  test('of many at once makes one account', async () => {
    const hub = await freshHub();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_one, index) => hub.setUp({ email: `operator-${index}@example.com` })),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await hub.query('select email from crossdock.operators')).toHaveLength(1);
  });

  test('takes no other token, and soon no guesses', async () => {
    const hub = await freshHub();
    const tenant = await hub.tenant();
    const { json } = await hub.admin('POST', `/orgs/${tenant.organisationId}/tokens`, { name: 'x', role: 'org_admin' });
    expect((await hub.setUp({ token: json.token })).json.error).toBe('forbidden');
    const answers = [];
    for (let guess = 0; guess < 11; guess += 1) answers.push((await hub.setUp({ token: `guess ${guess}` })).status);
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect((await hub.setUp()).status).toBe(429); // the right one too, or the limit would tell
    await hub.query(`update crossdock.login_failures set at = at - interval '16 minutes'`);
    expect((await hub.setUp()).status).toBe(201);
  });

  test('takes no more guesses at once than one after the other', async () => {
    const hub = await freshHub();
    const answers = await Promise.all(Array.from({ length: 40 }, (_one, guess) => hub.setUp({ token: `guess ${guess}` })));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  test('says which fields it cannot take', async () => {
    const hub = await freshHub();
    const { status, json } = await hub.setUp({ email: 'nobody', password: 'short' });
    expect([status, json.fields.map(({ path }: { path: string }) => path)]).toEqual([422, ['email', 'password']]);
  });
});

describe('a browser', () => {
  test('may open a hub of this machine by any of its names', async () => {
    const hub = await freshHub({ CROSSDOCK_PUBLIC_URL: 'http://127.0.0.1:8080' });
    const port = new URL(hub.url).port;
    // As Chromium sends it from http://localhost: the page's origin is where the request goes.
    const { status } = await hub.setUp({}, { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' });
    expect(status).toBe(201);
  });

  test('is told where to go when its page is not the hub\u2019s, before it signs in', async () => {
    const hub = await freshHub({ CROSSDOCK_PUBLIC_URL: 'http://127.0.0.1:8080' });
    const headers = { origin: 'https://console.example.com', 'sec-fetch-site': 'cross-site' };
    const login = { email: somebody.email, password };
    for (const { status, json } of [await hub.setUp({}, headers), await hub.operate('POST', '/session', login, headers)]) {
      expect([status, json.error]).toEqual([403, 'forbidden']);
      expect(json.detail).toMatch(/open http:\/\/127\.0\.0\.1:8080\/console, or set CROSSDOCK_PUBLIC_URL/);
    }
  });

  test('is told when it would throw the session away', async () => {
    const publicUrl = 'http://hub.lan:8080';
    const hub = await freshHub({ CROSSDOCK_PUBLIC_URL: publicUrl });
    const { status, json } = await hub.setUp({}, { origin: publicUrl });
    expect([status, json.detail]).toEqual([403, expect.stringContaining('by its https address')]);
  });

  test('gets a cookie that travels over https only, of a hub that the world can reach', async () => {
    const publicUrl = 'https://hub.example.com';
    const hub = await freshHub({ CROSSDOCK_PUBLIC_URL: publicUrl });
    const { headers, json } = await hub.setUp({}, { origin: publicUrl });
    const [cookie = '', ...attributes] = (headers.get('set-cookie') ?? '').split('; ');
    expect([cookie, attributes]).toEqual([
      expect.stringMatching(/^__Host-crossdock=[A-Za-z0-9_-]{43}$/),
      ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax'],
    ]);
    const seen = async (sent: string) => (await hub.operate('GET', '/session', undefined, { cookie: sent })).status;
    expect([await seen(cookie), await seen(cookie.replace('__Host-', ''))]).toEqual([200, 401]); // no neighbour plants one
    const own = { cookie, 'x-csrf-token': String(json.csrf_token) };
    const gone = (await hub.operate('DELETE', '/session', undefined, own)).headers.get('set-cookie');
    expect(gone).toBe('__Host-crossdock=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0');
  });
});
