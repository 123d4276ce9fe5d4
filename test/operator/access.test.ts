/** Who may make which call: every route of the API, with every role, of the same organisation and of another. */
import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { neededRole } from '../../core/operator/accounts/access.ts';
import type { OperatorRoute } from '../../core/operator/request/route.ts';
import { uuidV7 } from '../../core/domain/uuid.ts';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
const holders: Record<string, Record<string, string>> = {};
const ids: Record<string, string> = {};

const tokenOf = async (org: string, role: string): Promise<Record<string, string>> => {
  const { token } = await api.ok('POST', `/orgs/${org}/tokens`, { name: `${role} of ${org}`, role });
  return { authorization: `Bearer ${token}` };
};

beforeAll(async () => {
  for (const slug of ['acme', 'other']) await api.ok('POST', '/orgs', { slug, name: slug });
  await api.ok('POST', '/orgs/acme/stores', { slug: 'main', name: 'Main' });
  Object.assign(holders, {
    member: await tokenOf('acme', 'org_member'),
    admin: await tokenOf('acme', 'org_admin'),
    strangerMember: await tokenOf('other', 'org_member'),
    strangerAdmin: await tokenOf('other', 'org_admin'),
  });
  const connector = await api.ok('POST', '/orgs/acme/stores/main/connectors', { name: 'shop', payload_format: 'peptideclients' });
  const endpoint = await api.ok('POST', '/orgs/acme/webhook-endpoints', {
    url: 'https://receiver.example/hook',
    event_types: ['order.created'],
    headers: { 'X-Token': 'receiver-password' },
  });
  const apiKey = await api.ok('POST', '/orgs/acme/api-keys', { name: 'reader', scope: 'read_only' });
  const vendor = await api.ok('POST', '/orgs/acme/vendors', { name: 'Wool' });
  const client = await api.ok('POST', '/orgs/acme/stores/main/clients', { name: 'Ann' });
  Object.assign(ids, {
    connectors: connector.id,
    'webhook-endpoints': endpoint.id,
    'api-keys': apiKey.id,
    vendors: vendor.id,
    clients: client.id,
    tokens: (await api.ok('GET', '/orgs/acme/tokens')).rows[0].id,
  });
});

/** A path of the route that names acme's objects; objects that no call above could make have an id that nothing has. */
function pathOf({ path }: OperatorRoute): string {
  const [, family = ''] = path.split('/');
  return path
    .replace(':org', 'acme')
    .replace(':store', 'main')
    .replace(':id', ids[family] ?? '01a1f9b4-98a5-73a5-9504-80a8b30803c0');
}

const openToAll = new Set(['/adapters', '/event-types', '/orgs', '/session', '/password', '/webhook-urls/judge']);
const isOpenToAll = ({ path }: OperatorRoute) => openToAll.has(path);
const isPlatforms = (route: OperatorRoute) => neededRole(route) === 'platform_admin';
const changing = api.routes.filter(({ method }) => method !== 'GET');
const named = (routes: readonly OperatorRoute[]) => routes.map((route) => [`${route.method} ${route.path}`, route] as const);

describe('a stranger', () => {
  it.each(named(api.routes.filter((route) => !isOpenToAll(route))))(
    'gets the same 404 from %s as for nothing',
    async (_name, route) => {
      for (const holder of ['strangerMember', 'strangerAdmin']) {
        const answer = await api.call(route.method, pathOf(route), {}, holders[holder]);
        expect([answer.status, answer.json.error]).toEqual([404, 'not_found']);
      }
    },
  );

  it('sees only its own organisation in the list', async () => {
    const { rows } = (await api.call('GET', '/orgs', undefined, holders['strangerMember'])).json;
    expect(rows.map(({ slug }: { slug: string }) => slug)).toEqual(['other']);
  });
});

describe('a member', () => {
  it.each(named(changing.filter((route) => neededRole(route) === 'org_admin')))('is not allowed %s', async (_name, route) => {
    const answer = await api.call(route.method, pathOf(route), {}, holders['member']);
    const exists = !pathOf(route).includes('01a1f9b4-98a5-73a5-9504-80a8b30803c0');
    expect([answer.status, answer.json.error]).toEqual(exists ? [403, 'forbidden'] : [404, 'not_found']);
  });

  it('reads, but for tokens and the audit log', async () => {
    for (const path of [
      '/orgs/acme',
      '/orgs/acme/stores',
      `/connectors/${ids['connectors']}`,
      '/orgs/acme/orders',
      '/adapters',
    ]) {
      expect((await api.call('GET', path, undefined, holders['member'])).status).toBe(200);
    }
    for (const path of ['/orgs/acme/tokens', '/orgs/acme/audit']) {
      expect((await api.call('GET', path, undefined, holders['member'])).json.error).toBe('forbidden');
    }
  });

  it("sees the names of an endpoint's headers, and not what is in them", async () => {
    const path = `/webhook-endpoints/${ids['webhook-endpoints']}`;
    expect((await api.call('GET', path, undefined, holders['member'])).json.headers).toEqual({ 'X-Token': '[hidden]' });
    expect((await api.call('GET', path, undefined, holders['admin'])).json.headers).toEqual({ 'X-Token': 'receiver-password' });
  });
});

describe('an admin', () => {
  it('changes its own organisation, and cannot make organisations or operators of the platform', async () => {
    expect((await api.call('PATCH', `/vendors/${ids['vendors']}`, { name: 'Wool & Co' }, holders['admin'])).status).toBe(200);
    for (const route of changing.filter(isPlatforms)) {
      const { status } = await api.call(route.method, pathOf(route), { slug: 'x', name: 'X' }, holders['admin']);
      expect([403, 404]).toContain(status);
    }
    expect((await api.call('POST', '/orgs', { slug: 'x', name: 'X' }, holders['admin'])).json.error).toBe('forbidden');
  });
});

describe('a token', () => {
  it('is shown once, lets its holder in until it is revoked or over, and is not in the database', async () => {
    const made = await api.ok('POST', '/orgs/acme/tokens', {
      name: 'short',
      role: 'org_admin',
      expires_at: '2999-01-01T00:00:00Z',
    });
    expect(made).toMatchObject({
      role: 'org_admin',
      status: 'active',
      token_prefix: made.token.slice(0, made.token_prefix.length),
    });
    const holder = { authorization: `Bearer ${made.token}` };
    expect((await api.call('GET', '/orgs/acme', undefined, holder)).status).toBe(200);
    const { rows } = await api.ok('GET', '/orgs/acme/tokens?limit=100');
    expect(JSON.stringify(rows)).not.toContain(made.token);
    expect(rows.find(({ id }: { id: string }) => id === made.id).last_used_at).not.toBeNull();
    expect((await api.ok('POST', `/tokens/${made.id}/revoke`)).status).toBe('revoked');
    expect((await api.call('GET', '/orgs/acme', undefined, holder)).json.error).toBe('invalid_token');

    const soon = new Date(api.clock.now() + 60_000).toISOString();
    const brief = await api.ok('POST', '/orgs/acme/tokens', { name: 'brief', role: 'org_member', expires_at: soon });
    const briefly = { authorization: `Bearer ${brief.token}` };
    expect((await api.call('GET', '/orgs/acme', undefined, briefly)).status).toBe(200);
    api.clock.advance(61_000);
    expect((await api.call('GET', '/orgs/acme', undefined, briefly)).json.error).toBe('invalid_token');

    const stored = await api.database.system.query<{ text: string }>('select operator_tokens::text as text from operator_tokens');
    expect(stored.rows.map(({ text }) => text).join()).not.toContain(made.token.slice('pck_adm_'.length));
  });

  it.each([
    [{ name: 'x' }, 'role'],
    [{ name: 'x', role: 'platform_admin' }, 'role'],
    [{ name: '', role: 'org_admin' }, 'name'],
  ])('is not made of %j', async (body, path) => {
    const { status, json } = await api.call('POST', '/orgs/acme/tokens', body);
    expect([status, json.fields[0].path]).toEqual([422, path]);
  });
});

describe('the audit log', () => {
  beforeEach(() => api.clock.advance(1)); // acts of one millisecond are in no order
  const latest = async () => (await api.ok('GET', '/orgs/acme/audit?limit=1')).rows[0];

  it('says who changed what from what to what, from where, and holds no secret', async () => {
    await api.call('PATCH', `/vendors/${ids['vendors']}`, { name: 'Wool Ltd' }, holders['admin']);
    expect(await latest()).toMatchObject({
      actor: { name: 'org_admin of acme', role: 'org_admin', id: expect.any(String) },
      action: 'PATCH /vendors/:id',
      target_id: ids['vendors'],
      before: { name: 'Wool & Co' },
      after: { name: 'Wool Ltd' },
      client_ip: '192.0.2.1',
    });
    api.clock.advance(1);
    const key = await api.ok('POST', '/orgs/acme/api-keys', { name: 'audited', scope: 'read_only' });
    const made = await latest();
    expect(made).toMatchObject({
      action: 'POST /orgs/:org/api-keys',
      target_id: key.id,
      before: null,
      after: { name: 'audited' },
    });
    expect(made.actor).toEqual({ id: null, name: 'CROSSDOCK_ADMIN_TOKEN', role: 'platform_admin' });
    const everything = JSON.stringify((await api.ok('GET', '/orgs/acme/audit?limit=100')).rows);
    const tokens = Object.values(holders).map(({ authorization = '' }) => authorization.slice('Bearer '.length));
    for (const secret of [key.key, ...tokens, 'receiver-password', 'whsec_']) expect(everything).not.toContain(secret);
  });

  it("names an endpoint's headers that were changed, and not what is in them", async () => {
    const body = { url: 'https://receiver.example/audited', event_types: ['order.created'] };
    const { id } = await api.ok('POST', '/orgs/acme/webhook-endpoints', body);
    api.clock.advance(1);
    await api.ok('PATCH', `/webhook-endpoints/${id}`, { headers: { 'X-Token': 'receiver-password' } });
    expect(await latest()).toMatchObject({ before: { headers: {} }, after: { headers: { 'X-Token': '[hidden]' } } });
  });

  it('shows what a deleted object was', async () => {
    const body = { url: 'https://receiver.example/gone', event_types: ['order.created'] };
    const { id } = await api.ok('POST', '/orgs/acme/webhook-endpoints', body);
    api.clock.advance(1);
    await api.call('DELETE', `/webhook-endpoints/${id}`);
    expect(await latest()).toMatchObject({ action: 'DELETE /webhook-endpoints/:id', before: { url: body.url }, after: null });
  });

  it('is narrowed down by who, what and when, and gives each entry by its id', async () => {
    const start = new Date(api.clock.now()).toISOString();
    await api.call('PATCH', `/vendors/${ids['vendors']}`, { name: 'Felt' }, holders['admin']);
    const felt = await latest();
    api.clock.advance(1);
    await api.ok('PATCH', `/vendors/${ids['vendors']}`, { name: 'Silk' });
    api.clock.advance(1);
    const end = new Date(api.clock.now()).toISOString();
    await api.ok('POST', '/orgs/acme/vendors', { name: 'Later' });
    const namesIn = async (query: string) =>
      (await api.ok('GET', `/orgs/acme/audit?${query}`)).rows.map((row: { after: { name?: string } }) => row.after.name);

    expect(await namesIn(`since=${start}&until=${end}`)).toEqual(['Silk', 'Felt']);
    expect(await namesIn(`since=${start}&target_id=${ids['vendors']}`)).toEqual(['Silk', 'Felt']);
    expect(await namesIn(`since=${start}&actor_id=${felt.actor.id}`)).toEqual(['Felt']);
    expect((await api.call('GET', '/orgs/acme/audit?actor_id=ann')).json.fields[0].path).toBe('actor_id');
    expect(await api.ok('GET', `/orgs/acme/audit/${felt.id}`)).toEqual(felt);
    expect((await api.call('GET', `/orgs/other/audit/${felt.id}`)).status).toBe(404);
  });

  it('has nothing of what was refused or only read', async () => {
    const before = await latest();
    await api.call('PATCH', `/vendors/${ids['vendors']}`, { name: 7 }, holders['admin']);
    await api.call('PATCH', `/vendors/${ids['vendors']}`, { name: 'x' }, holders['member']);
    await api.call('GET', `/vendors/${ids['vendors']}`, undefined, holders['member']);
    expect(await latest()).toEqual(before);
  });

  it('cannot be changed by either role of the hub', async () => {
    for (const sql of ['update audit_log set actor_name = $1', 'delete from audit_log where actor_name = $1']) {
      await expect(api.database.system.query(sql, ['x'])).rejects.toMatchObject({ code: '42501' });
      await expect(api.database.tenants.query(sql, ['x'])).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('names organisations that were made, for the platform', async () => {
    await api.ok('POST', '/orgs', { slug: `new-${uuidV7(api.clock.now(), randomBytes).slice(-12)}`, name: 'New' });
    const { rows } = await api.database.system.query<{ action: string }>('select action from audit_log order by id desc limit 1');
    expect(rows[0]?.action).toBe('POST /orgs');
  });
});
