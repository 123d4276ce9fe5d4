/** People who operate: signing in, the cookie and its token, invitations, and guessing that leads nowhere. */
import { describe, expect, test } from 'vitest';
import { startTestHub } from '../support/hub.ts';

const hub = await startTestHub();
const password = 'correct horse battery';
const operate = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  hub.call(method, `/admin/v1${path}`, { headers, ...(body !== undefined && { body }) });
const asPlatform: Record<string, string> = { authorization: 'Bearer test-admin-token' };
let people = 0;

/** A new account of the platform. */
async function newOperator() {
  const email = `operator-${++people}@example.com`;
  const { status, json } = await operate('POST', '/operators', { email, name: 'Ann', password }, asPlatform);
  expect(status).toBe(201);
  return { email, id: json.id as string };
}

/** Signs in; what a browser would send along from then on. */
async function signIn(email: string, secret = password) {
  const answer = await operate('POST', '/session', { email, password: secret });
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  return { answer, browser: { cookie }, own: { cookie, 'x-csrf-token': String(answer.json?.csrf_token) } };
}

describe('a session', () => {
  test('begins with the password, in a cookie that scripts and other sites never get', async () => {
    const { email, id } = await newOperator();
    const { answer, browser } = await signIn(email.toUpperCase());
    expect([answer.status, answer.json.operator]).toEqual([
      200,
      expect.objectContaining({ id, role: 'platform_admin', org_id: null }),
    ]);
    expect(answer.headers.get('set-cookie')).toMatch(/^crossdock=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await operate('GET', '/session', undefined, browser)).json).toEqual({
      operator: { id, name: 'Ann', role: 'platform_admin', org_id: null },
      organisation: null,
      csrf_token: answer.json.csrf_token,
    });
    const [row] = await hub.query<{ text: string }>(
      `select operator_sessions::text as text from crossdock.operator_sessions limit 1`,
    );
    expect(row?.text).not.toContain(browser.cookie.split('=')[1]);
  });

  test('changes something only with its token, and only from a page of the hub', async () => {
    const { browser, own } = await signIn((await newOperator()).email);
    const change = (headers: Record<string, string>) =>
      operate('POST', '/orgs', { slug: `own-${++people}`, name: 'Own' }, headers);
    expect((await change(own)).status).toBe(201);
    expect((await change({ ...own, origin: hub.url })).status).toBe(201);
    for (const forged of [
      browser,
      { ...browser, 'x-csrf-token': 'x' },
      { ...own, origin: 'https://evil.example' },
      { ...own, 'sec-fetch-site': 'cross-site' },
      { ...own, 'sec-fetch-site': 'same-site' },
    ]) {
      const { status, json } = await change(forged);
      expect([status, json.error]).toEqual([403, 'forbidden']);
    }
    expect((await operate('GET', '/orgs', undefined, browser)).status).toBe(200);
  });

  test('ends when its holder signs out, is disabled, changes the password, or is away for half an hour', async () => {
    const { email, id } = await newOperator();
    const isOver = async (browser: Record<string, string>) =>
      (await operate('GET', '/session', undefined, browser)).status === 401;

    const first = await signIn(email);
    expect((await operate('DELETE', '/session', undefined, first.own)).headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await isOver(first.browser)).toBe(true);

    const second = await signIn(email);
    await hub.query(`update crossdock.operator_sessions set last_seen_at = now() - interval '31 minutes'`);
    expect(await isOver(second.browser)).toBe(true);

    const third = await signIn(email);
    const wrong = { current_password: 'not this one', new_password: 'another long one' };
    expect((await operate('POST', '/password', wrong, third.own)).json.error).toBe('invalid_login');
    expect((await operate('POST', '/password', { ...wrong, current_password: password }, third.own)).status).toBe(204);
    expect(await isOver(third.browser)).toBe(true);

    const fourth = await signIn(email, 'another long one');
    expect((await operate('PATCH', `/operators/${id}`, { disabled: true }, asPlatform)).json.disabled_at).not.toBeNull();
    expect(await isOver(fourth.browser)).toBe(true);
    expect((await signIn(email, 'another long one')).answer.json.error).toBe('invalid_login');
  });

  test('that nobody opened is none', async () => {
    const { cookie } = (await signIn((await newOperator()).email)).browser;
    for (const made of ['crossdock=', `crossdock=${'x'.repeat(43)}`, 'crossdock=1', `__Host-${cookie}`]) {
      expect((await operate('GET', '/session', undefined, { cookie: made })).status).toBe(401);
    }
  });
});

describe('guessing a password', () => {
  test('is no faster for many at once, and right ones of one address do not add up', async () => {
    const { email } = await newOperator();
    const guesses = await Promise.all(Array.from({ length: 40 }, (_one, guess) => signIn(email, `guess ${guess}`)));
    expect(guesses.filter(({ answer }) => answer.status === 401).length).toBeLessThanOrEqual(10);
    await hub.query(`update crossdock.login_failures set at = at - interval '16 minutes'`);
    expect((await signIn(email)).answer.status).toBe(200);
    expect(await hub.query(`select subject from crossdock.login_failures where at > now() - interval '15 minutes'`)).toEqual([]);
  });

  test('is no easier for who found a browser open', async () => {
    const { email } = await newOperator();
    const { own } = await signIn(email);
    const guess = (current: string) =>
      operate('POST', '/password', { current_password: current, new_password: 'another long one' }, own);
    const answers = [];
    for (let tries = 0; tries < 11; tries += 1) answers.push((await guess(`guess ${tries}`)).status);
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect((await guess(password)).status).toBe(429);
    expect((await signIn(email)).answer.status).toBe(200); // its owner is not shut out
  });

  test('gets the same answer with and without an account, and soon has to wait', async () => {
    const { email } = await newOperator();
    const nobody = 'nobody@example.com';
    for (const address of [email, nobody]) {
      const answers = [];
      for (let guess = 0; guess < 11; guess += 1) answers.push((await signIn(address, `guess ${guess}`)).answer);
      expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
      expect(answers[0]?.text).toBe('{"error":"invalid_login","detail":"e-mail address or password is wrong"}');
      expect(Number(answers[10]?.headers.get('retry-after'))).toBeGreaterThan(800);
    }
    expect((await signIn(email)).answer.status).toBe(429); // the right one too, or the limit would tell
    await hub.query(`update crossdock.login_failures set at = at - interval '16 minutes'`);
    expect((await signIn(email)).answer.status).toBe(200);
  });
});

describe('an invitation', () => {
  const invite = (organisationId: string, body: object, headers = asPlatform) =>
    operate('POST', `/orgs/${organisationId}/invitations`, body, headers);
  const accept = (token: string, name = 'Bob') => operate('POST', '/invitations/accept', { token, name, password });

  test('gives one person one account of the organisation, with the role that was meant', async () => {
    const { organisationId } = await hub.tenant();
    const { status, json } = await invite(organisationId, { email: 'bob@example.com', role: 'org_member' });
    expect([status, json.status, json.link.endsWith(`/console/invitation#${json.token}`)]).toEqual([201, 'open', true]);
    const answers = await Promise.all([accept(json.token), accept(json.token)]);
    expect(answers.map((answer) => answer.status).toSorted((one, other) => one - other)).toEqual([201, 404]);
    const { browser, own } = await signIn('bob@example.com');
    const organisation = (await hub.admin('GET', `/orgs/${organisationId}`)).json;
    expect((await operate('GET', '/session', undefined, browser)).json).toMatchObject({
      operator: { role: 'org_member', org_id: organisationId },
      organisation: { id: organisationId, slug: organisation.slug, name: organisation.name },
    });
    expect((await operate('GET', `/orgs/${organisationId}`, undefined, browser)).status).toBe(200);
    expect((await operate('POST', `/orgs/${organisationId}/vendors`, { name: 'x' }, own)).json.error).toBe('forbidden');
    expect((await operate('GET', '/tokens', undefined, browser)).status).toBe(404);
    const { rows } = (await operate('GET', `/orgs/${organisationId}/operators`, undefined, browser)).json;
    expect(rows.map(({ email, role }: { email: string; role: string }) => [email, role])).toEqual([
      ['bob@example.com', 'org_member'],
    ]);
  });

  test('to operate the platform is listed for the platform until it is withdrawn', async () => {
    const made = (await operate('POST', '/invitations', { email: 'root@example.com' }, asPlatform)).json;
    const emails = async () =>
      (await operate('GET', '/invitations?limit=100', undefined, asPlatform)).json.rows.map(
        ({ email }: { email: string }) => email,
      );
    expect(await emails()).toContain('root@example.com');
    await operate('DELETE', `/invitations/${made.id}`, undefined, asPlatform);
    expect(await emails()).not.toContain('root@example.com');
  });

  test('that is over, withdrawn or made up gives none', async () => {
    const { organisationId } = await hub.tenant();
    const over = (await invite(organisationId, { email: 'late@example.com', role: 'org_admin' })).json;
    await hub.query(`update crossdock.operator_invitations set expires_at = now() where id = '${over.id}'`);
    const withdrawn = (await invite(organisationId, { email: 'gone@example.com', role: 'org_admin' })).json;
    expect((await operate('DELETE', `/invitations/${withdrawn.id}`, undefined, asPlatform)).status).toBe(204);
    for (const token of [over.token, withdrawn.token, 'pck_inv_x', over.token.replace(/.$/, '0')]) {
      expect((await accept(token)).status).toBe(404);
    }
  });

  test('is made by admins of the organisation only, and nobody promotes or locks out themselves', async () => {
    const { organisationId } = await hub.tenant();
    const { token } = (await invite(organisationId, { email: 'carol@example.com', role: 'org_admin' })).json;
    const carol = (await accept(token, 'Carol')).json;
    const { own } = await signIn('carol@example.com');
    expect((await invite(organisationId, { email: 'dan@example.com', role: 'org_member' }, own)).status).toBe(201);
    expect((await invite(organisationId, { email: 'dan@example.com', role: 'platform_admin' }, own)).status).toBe(422);
    expect((await operate('POST', '/invitations', { email: 'dan@example.com' }, own)).status).toBe(404);
    for (const change of [{ disabled: true }, { role: 'org_member' }]) {
      expect((await operate('PATCH', `/operators/${carol.id}`, change, own)).json.error).toBe('conflict');
    }
    const other = await newOperator();
    expect((await operate('PATCH', `/operators/${other.id}`, { disabled: true }, own)).status).toBe(404);
  });
});
