import { beforeAll, describe, expect, it } from 'vitest';
import { hashToken } from '../../core/domain/key-token.ts';
import { isUuid } from '../../core/domain/uuid.ts';
import { createRequestLog } from '../../core/store/request-log.ts';
import { silentLog, startOperatorApi } from './operator-api.ts';
import type { AnyJson } from '../support/json.ts';
import { requestEntry } from './request-entry.ts';

const api = await startOperatorApi();
const path = '/orgs/acme/stores/main/connectors';
let orgId: string;
let storeId: string;

beforeAll(async () => {
  orgId = (await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' })).id;
  storeId = (await api.ok('POST', '/orgs/acme/stores', { slug: 'main', name: 'Main', website_url: 'https://www.shop.example/x' }))
    .id;
  await api.ok('POST', '/orgs/acme/stores', { slug: 'choosy', name: 'Choosy', adapters: ['woocommerce'] });
});

describe('a connector', () => {
  it('is created with the least that can be said, and shows its key and secret once', async () => {
    const { status, json, text } = await api.call('POST', path, { name: 'Shop', payload_format: 'peptideclients' });
    const at = new Date(api.clock.now()).toISOString();
    const { key, signing_secret_plain, ...shown } = json;
    expect(status).toBe(201);
    expect(key).toMatch(/^pck_int_[0-9A-Za-z]{36}$/);
    expect(signing_secret_plain).toMatch(/^[0-9a-f]{64}$/);
    expect(shown).toEqual({
      id: expect.toSatisfy(isUuid),
      org_id: orgId,
      store_id: storeId,
      name: 'Shop',
      payload_format: 'peptideclients',
      key_prefix: key.slice(0, 16),
      scopes: ['orders:write', 'clients:write'],
      require_signature: false,
      ip_allowlist: [],
      rate_limit_per_minute: 600,
      expires_at: null,
      status: 'active',
      config: {},
      delivery_urls: ['http://hub.test/integrations/v1/orders'],
      previous_secret_expires_at: null,
      last_used_at: null,
      created_at: at,
      updated_at: at,
      requests_24h: 0,
      errors_24h: 0,
    });
    expect(await api.ok('GET', `/connectors/${json.id}`)).toEqual(shown);
    expect(text).toContain(key);
  });

  it('is what the inbound pipeline finds by its key, secrets opened', async () => {
    const body = {
      name: 'Everything',
      payload_format: 'peptideclients',
      scopes: ['clients:write'],
      require_signature: true,
      ip_allowlist: ['10.0.0.0/8', '::ffff:192.0.2.1', '2001:DB8:0::/32', '192.0.2.1/32'],
      rate_limit_per_minute: 6_000,
      expires_at: '2030-01-01T01:00:00+01:00',
    };
    const created = await api.ok('POST', path, body);
    expect(created).toMatchObject({
      ...body,
      ip_allowlist: ['10.0.0.0/8', '192.0.2.1/32', '2001:db8::/32'],
      expires_at: '2030-01-01T00:00:00.000Z',
    });
    expect(await api.directory.byKeyHash(hashToken(created.key))).toEqual({
      id: created.id,
      organisationId: orgId,
      storeId,
      format: 'peptideclients',
      scopes: ['clients:write'],
      requireSignature: true,
      ipAllowlist: ['10.0.0.0/8', '192.0.2.1/32', '2001:db8::/32'],
      rateLimitPerMinute: 6_000,
      revoked: false,
      expiresAt: Date.UTC(2030, 0, 1),
      secrets: [created.signing_secret_plain],
      config: {},
      store: { id: storeId, currency: 'GBP', timezone: 'UTC', websiteUrl: 'https://www.shop.example/x' },
    });
  });

  it('of a format found by its shop is a candidate for that shop, always signed, and has a URL of its own', async () => {
    const woo = await api.ok('POST', path, { name: 'Woo', payload_format: 'woocommerce', require_signature: false });
    expect(woo.require_signature).toBe(true);
    expect(woo.delivery_urls).toEqual([
      'http://hub.test/integrations/v1/webhook/woocommerce',
      `http://hub.test/integrations/v1/webhook/woocommerce/${woo.id}`,
    ]);
    api.clock.advance(1);
    const later = await api.ok('POST', path, { name: 'Second', payload_format: 'woocommerce' });
    const candidates = await api.directory.candidates('woocommerce', 'shop.example', 50);
    expect(candidates.map(({ id }) => id).slice(-2)).toEqual([woo.id, later.id]); // whoever claims a shop later comes later
  });

  it('of a format without keys has none', async () => {
    const created = await api.ok('POST', path, { name: 'P', payload_format: 'partner', config: { api_secret: 'topsecret' } });
    expect([created.key, created.key_prefix, created.scopes]).toEqual([null, null, []]);
  });

  it('keeps its secret settings sealed, and shows what stands beside them', async () => {
    const config = { shop: 's', api_secret: 'topsecret', auth: { user: 'u', password: 'hunter2' } };
    const created = await api.ok('POST', path, { name: 'P', payload_format: 'partner', config });
    expect(created.config).toEqual({ shop: 's', auth: { user: 'u' } });
    expect((await api.directory.byId(created.id))?.config).toEqual(config);
    const { rows } = await api.database.system.query<{ text: string }>('select connectors::text as text from connectors');
    expect(rows.map(({ text }) => text).join()).not.toMatch(/topsecret|hunter2/);
  });

  it('may be expired from the start', async () => {
    const created = await api.ok('POST', path, {
      name: 'Old',
      payload_format: 'peptideclients',
      expires_at: '2020-02-29T00:00:00Z',
    });
    expect(created.status).toBe('expired');
  });

  it('may have no scope at all', async () => {
    expect((await api.ok('POST', path, { name: 'None', payload_format: 'peptideclients', scopes: [] })).scopes).toEqual([]);
  });

  it.each<[object, readonly string[]]>([
    [{ name: undefined }, ['name']],
    [{ payload_format: undefined }, ['payload_format']],
    [{ payload_format: 'shopify' }, ['payload_format']],
    [{ scopes: ['orders:write', 'orders:eat', 'sessions:write'] }, ['scopes.1', 'scopes.2']],
    [{ scopes: 'orders:write' }, ['scopes']],
    [{ require_signature: 'yes' }, ['require_signature']],
    [{ rate_limit_per_minute: 0 }, ['rate_limit_per_minute']],
    [{ rate_limit_per_minute: 6_001 }, ['rate_limit_per_minute']],
    [{ rate_limit_per_minute: 1.5 }, ['rate_limit_per_minute']],
    [{ expires_at: '2026-02-30T00:00:00Z' }, ['expires_at']],
    [{ expires_at: '2026-01-01' }, ['expires_at']],
    [{ expires_at: '0000-01-01T00:00:00Z' }, ['expires_at']],
    [{ config: { colour: 'red' } }, ['config.colour']],
    [{ config: [] }, ['config']],
    [{ store: 'main' }, ['store']],
    [{ key: 'pck_int_mine' }, ['key']],
    [{ scopes: ['orders:eat'], config: { a: 1 } }, ['scopes.0', 'config.a']],
    ...['10.0.0.0/33', '010.0.0.1/32', '10.0.0/8', '1/8', '10.1.2.3/8', '10.0.0.1/08', 'fe80::1%eth0', ' 10.0.0.1', ''].map(
      (range): [object, readonly string[]] => [{ ip_allowlist: ['192.0.2.0/24', range] }, ['ip_allowlist.1']],
    ),
  ])('is refused with %j', async (wrong, paths) => {
    const { status, json } = await api.call('POST', path, { name: 'Wrong', payload_format: 'peptideclients', ...wrong });
    expect([status, json.error]).toEqual([422, 'validation_failed']);
    expect(json.fields.map((field: { path: string }) => field.path)).toEqual(paths);
  });

  it.each([
    [undefined, ['config.api_secret']],
    [{ api_secret: 'short' }, ['config.api_secret']],
    [{ api_secret: 'longenough', auth: { pin: 1 } }, ['config.auth.user', 'config.auth.pin']],
  ])('is refused with settings that break the format: %j', async (config, paths) => {
    const { status, json, text } = await api.call('POST', path, {
      name: 'P',
      payload_format: 'partner',
      ...(config && { config }),
    });
    expect([status, json.fields.map((field: { path: string }) => field.path)]).toEqual([422, paths]);
    expect(text).not.toContain('short');
  });

  it('is refused where the store has not enabled the format, or the format cannot do what is asked', async () => {
    const elsewhere = await api.call('POST', '/orgs/acme/stores/choosy/connectors', {
      name: 'N',
      payload_format: 'peptideclients',
    });
    expect(elsewhere.json.fields).toEqual([{ path: 'payload_format', message: 'is not enabled for this store' }]);
    const unsigned = { name: 'P', payload_format: 'partner', config: { api_secret: 'topsecret' }, require_signature: true };
    expect((await api.call('POST', path, unsigned)).json.fields).toEqual([
      { path: 'require_signature', message: 'is not possible: this format has no signatures' },
    ]);
  });
});

describe('the connectors of a store', () => {
  it('are listed in creation order with their counts of the last 24 hours, and those of no other store', async () => {
    await api.ok('POST', '/orgs/acme/stores', { slug: 'counted', name: 'Counted' });
    const counted = '/orgs/acme/stores/counted/connectors';
    const quiet = await api.ok('POST', counted, { name: 'quiet', payload_format: 'peptideclients' });
    api.clock.advance(1);
    const busy = await api.ok('POST', counted, { name: 'busy', payload_format: 'peptideclients' });
    const log = createRequestLog(api.database.system, silentLog);
    const now = api.clock.now();
    for (const [age, statusCode] of [
      [25, 500],
      [23, 200],
      [2, 401],
      [1, 201],
      [0, 422],
    ] as const) {
      const receivedAt = now - age * 60 * 60 * 1_000;
      await log.appendDurably(requestEntry({ receivedAt, statusCode, organisationId: orgId, connectorId: busy.id }));
    }
    await log.close();
    const { rows } = await api.ok('GET', counted);
    expect(rows.map(({ name, requests_24h, errors_24h }: Record<string, unknown>) => [name, requests_24h, errors_24h])).toEqual([
      ['quiet', 0, 0],
      ['busy', 4, 2],
    ]);
    expect(rows[0].id).toBe(quiet.id);
    expect(await api.ok('GET', `/connectors/${busy.id}`)).toEqual(rows[1]);
  });

  it.each(['limit=0', 'cursor=x', 'status=active'])('are not listed with ?%s', async (query) => {
    expect((await api.call('GET', `${path}?${query}`)).status).toBe(422);
  });
});

describe('the connectors of an organisation', () => {
  const list = '/orgs/searched/connectors';
  const namesOf = async (query: string) => {
    const { rows } = await api.ok('GET', `${list}?${query}`);
    return rows.map(({ name }: { name: string }) => name);
  };
  let ended: AnyJson;

  beforeAll(async () => {
    await api.ok('POST', '/orgs', { slug: 'searched', name: 'Searched' });
    for (const slug of ['north', 'south']) await api.ok('POST', '/orgs/searched/stores', { slug, name: slug });
    const make = async (store: string, body: object) => {
      api.clock.advance(1);
      return api.ok('POST', `/orgs/searched/stores/${store}/connectors`, { payload_format: 'peptideclients', ...body });
    };
    await make('north', { name: 'First' });
    await make('south', { name: '100% wool', payload_format: 'woocommerce' });
    const soon = new Date(api.clock.now() + 60_000).toISOString();
    await make('south', { name: 'over soon', expires_at: soon });
    ended = await make('north', { name: 'Ended', expires_at: soon });
    await api.ok('POST', `/connectors/${ended.id}/revoke`);
  });

  it('are listed newest first over all stores, page by page, as each is shown alone', async () => {
    expect(await namesOf('')).toEqual(['Ended', 'over soon', '100% wool', 'First']);
    const { rows, next_cursor } = await api.ok('GET', `${list}?limit=3`);
    expect(rows[0]).toEqual(await api.ok('GET', `/connectors/${ended.id}`));
    expect(await namesOf(`limit=3&cursor=${next_cursor}`)).toEqual(['First']);
  });

  it.each([
    ['store=south', ['over soon', '100% wool']],
    ['payload_format=woocommerce', ['100% wool']],
    ['name=%25', ['100% wool']],
    ['name=_', []],
    ['name=FIRST', ['First']],
    ['status=revoked', ['Ended']],
    ['status=active', ['over soon', '100% wool', 'First']],
    ['status=expired', []],
    ['store=north&status=active', ['First']],
  ])('are narrowed down by ?%s', async (query, names) => {
    expect(await namesOf(query)).toEqual(names);
  });

  it('are expired from their moment on, and of a store of somebody else there are none', async () => {
    api.clock.advance(60_000);
    expect([await namesOf('status=expired'), await namesOf('status=active')]).toEqual([['over soon'], ['100% wool', 'First']]);
    expect((await api.call('GET', `${list}?store=main`)).status).toBe(404);
    expect((await api.call('GET', `${list}?status=gone`)).status).toBe(422);
  });
});
