import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashToken } from '../../core/domain/key-token.ts';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
const path = '/orgs/acme/stores/main/connectors';
const unknownId = '01920000-0000-7000-8000-000000000000';
let connector: { id: string; key: string; signing_secret_plain: string };

beforeAll(async () => {
  await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' });
  await api.ok('POST', '/orgs/acme/stores', { slug: 'main', name: 'Main' });
});

beforeEach(async () => {
  connector = await api.ok('POST', path, { name: 'Before', payload_format: 'peptideclients' });
  api.forgotten.length = 0;
});

const newPartner = (config: object) => api.ok('POST', path, { name: 'P', payload_format: 'partner', config });

describe('a change of a connector', () => {
  it('changes what it names and nothing else, at once for this process', async () => {
    await api.directory.byKeyHash(hashToken(connector.key));
    const before = await api.ok('GET', `/connectors/${connector.id}`);
    api.clock.advance(10);
    const after = await api.ok('PATCH', `/connectors/${connector.id}`, {
      name: 'After',
      ip_allowlist: ['192.0.2.7'],
      rate_limit_per_minute: 7,
      require_signature: true,
      expires_at: '2031-05-06T07:08:09.5Z',
    });
    expect(after).toEqual({
      ...before,
      name: 'After',
      ip_allowlist: ['192.0.2.7/32'],
      rate_limit_per_minute: 7,
      require_signature: true,
      expires_at: '2031-05-06T07:08:09.500Z',
      updated_at: new Date(api.clock.now()).toISOString(),
    });
    expect(api.forgotten).toEqual([connector.id]);
    expect(await api.directory.byKeyHash(hashToken(connector.key))).toMatchObject({
      rateLimitPerMinute: 7,
      requireSignature: true,
    });
    const back = await api.ok('PATCH', `/connectors/${connector.id}`, { expires_at: null, ip_allowlist: [] });
    expect(back).toMatchObject({ name: 'After', expires_at: null, ip_allowlist: [], rate_limit_per_minute: 7 });
  });

  it.each(['scopes', 'payload_format', 'store', 'store_id'])('cannot be one of its %s', async (field) => {
    const { status, json } = await api.call('PATCH', `/connectors/${connector.id}`, { name: 'After', [field]: 'x', nonsense: 1 });
    expect([status, json.error, json.fields]).toEqual([422, 'immutable', [{ path: field, message: 'cannot be changed' }]]);
    expect((await api.ok('GET', `/connectors/${connector.id}`)).name).toBe('Before');
  });

  it.each([
    [{ rate_limit_per_minute: 6_001 }, 'rate_limit_per_minute'],
    [{ ip_allowlist: ['10.0.0.1/8'] }, 'ip_allowlist.0'],
    [{ name: '' }, 'name'],
    [{ config: { anything: 1 } }, 'config.anything'],
    [{ status: 'revoked' }, 'status'],
  ])('is refused with %j', async (body, field) => {
    const { status, json } = await api.call('PATCH', `/connectors/${connector.id}`, body);
    expect([status, json.error, json.fields]).toEqual([422, 'validation_failed', [{ path: field, message: expect.any(String) }]]);
  });

  it('merges settings: what is absent stays, secret or not, and null removes', async () => {
    const partner = await newPartner({ shop: 'one', api_secret: 'topsecret', auth: { user: 'u', password: 'hunter2' } });
    const settingsOf = async () => (await api.directory.byId(partner.id))?.config;

    const renamed = await api.ok('PATCH', `/connectors/${partner.id}`, { config: { shop: 'two', auth: { user: 'v' } } });
    expect(renamed.config).toEqual({ shop: 'two', auth: { user: 'v' } });
    expect(await settingsOf()).toEqual({ shop: 'two', api_secret: 'topsecret', auth: { user: 'v', password: 'hunter2' } });

    await api.ok('PATCH', `/connectors/${partner.id}`, { config: { api_secret: 'another secret', auth: { password: null } } });
    expect(await settingsOf()).toEqual({ shop: 'two', api_secret: 'another secret', auth: { user: 'v' } });

    await api.ok('PATCH', `/connectors/${partner.id}`, { config: { shop: null, auth: null } });
    expect(await settingsOf()).toEqual({ api_secret: 'another secret' });

    const refused = await api.call('PATCH', `/connectors/${partner.id}`, { config: { api_secret: null } });
    expect(refused.json.fields).toEqual([{ path: 'config.api_secret', message: 'is required' }]);
    const wrong = await api.call('PATCH', `/connectors/${partner.id}`, { config: { shop: 7 } });
    expect(wrong.json.fields).toEqual([{ path: 'config.shop', message: 'must be text' }]);
    expect(await settingsOf()).toEqual({ api_secret: 'another secret' });
  });

  it('of the settings changes the hint with them', async () => {
    const partner = await newPartner({ shop: 'one', api_secret: 'topsecret' });
    await api.ok('PATCH', `/connectors/${partner.id}`, { config: { shop: 'two' } });
    const { rows } = await api.database.system.query('select hint from connectors where id = $1', [partner.id]);
    expect(rows).toEqual([{ hint: 'two' }]);
  });

  it('loses nothing to another one at the same time', async () => {
    const partner = await newPartner({ api_secret: 'topsecret', auth: { user: 'u' } });
    for (let round = 0; round < 10; round += 1) {
      const [shop, password] = [`shop ${round}`, `password ${round}`];
      await Promise.all([
        api.ok('PATCH', `/connectors/${partner.id}`, { config: { shop } }),
        api.ok('PATCH', `/connectors/${partner.id}`, { config: { auth: { password } } }),
        api.ok('PATCH', `/connectors/${partner.id}`, { rate_limit_per_minute: round + 1 }),
      ]);
      expect(await api.directory.byId(partner.id)).toMatchObject({
        config: { shop, auth: { user: 'u', password } },
        rateLimitPerMinute: round + 1,
      });
    }
  });
});

describe('a revocation', () => {
  it('is final and known at once', async () => {
    await api.directory.byKeyHash(hashToken(connector.key));
    const revoked = await api.call('POST', `/connectors/${connector.id}/revoke`);
    expect([revoked.status, revoked.json.status]).toEqual([200, 'revoked']);
    expect((await api.directory.byKeyHash(hashToken(connector.key)))?.revoked).toBe(true);
    api.clock.advance(5_000);
    expect((await api.call('POST', `/connectors/${connector.id}/revoke`, {})).text).toBe(revoked.text);
    expect((await api.ok('PATCH', `/connectors/${connector.id}`, { name: 'Still' })).status).toBe('revoked');
  });

  it('takes no fields', async () => {
    expect((await api.call('POST', `/connectors/${connector.id}/revoke`, { force: true })).status).toBe(422);
  });
});

describe('a rotation of the secret', () => {
  it('without a grace ends the old secret now', async () => {
    const { status, json } = await api.call('POST', `/connectors/${connector.id}/rotate-secret`);
    expect(status).toBe(200);
    expect(json).toEqual({ signing_secret_plain: expect.stringMatching(/^[0-9a-f]{64}$/), previous_secret_expires_at: null });
    expect((await api.directory.byId(connector.id))?.secrets).toEqual([json.signing_secret_plain]);
  });

  it('with a grace keeps the old one until then, and never more than two', async () => {
    const first = connector.signing_secret_plain;
    const rotated = await api.ok('POST', `/connectors/${connector.id}/rotate-secret`, { grace_seconds: 60 });
    const second = rotated.signing_secret_plain;
    const end = new Date(api.clock.now() + 60_000).toISOString();
    expect(rotated.previous_secret_expires_at).toBe(end);
    expect((await api.ok('GET', `/connectors/${connector.id}`)).previous_secret_expires_at).toBe(end);
    expect((await api.directory.byId(connector.id))?.secrets).toEqual([second, first]);

    const { signing_secret_plain: third } = await api.ok('POST', `/connectors/${connector.id}/rotate-secret`, {
      grace_seconds: 60,
    });
    expect((await api.directory.byId(connector.id))?.secrets).toEqual([third, second]);

    api.clock.advance(60_000);
    expect((await api.directory.byId(connector.id))?.secrets).toEqual([third]);
    expect((await api.ok('GET', `/connectors/${connector.id}`)).previous_secret_expires_at).toBeNull();
  });

  it('is refused for a revoked connector', async () => {
    await api.ok('POST', `/connectors/${connector.id}/revoke`);
    const { status, json } = await api.call('POST', `/connectors/${connector.id}/rotate-secret`);
    expect([status, json.error]).toEqual([409, 'conflict']);
  });

  it.each([-1, 604_801, 1.5, '60', null])('is refused with a grace of %j', async (grace_seconds) => {
    const { status, json } = await api.call('POST', `/connectors/${connector.id}/rotate-secret`, { grace_seconds });
    expect([status, json.fields[0].path]).toEqual([422, 'grace_seconds']);
  });
});

describe('a connector that does not exist', () => {
  it.each([
    ['GET', ''],
    ['PATCH', ''],
    ['POST', '/revoke'],
    ['POST', '/rotate-secret'],
    ['GET', '/requests'],
  ])('is not found, whatever is asked of it: %s %s', async (method, action) => {
    for (const id of [unknownId, 'acme', '%00', '01920000']) {
      const answer = await api.call(
        method,
        `/connectors/${id}${action}?nonsense=1`,
        method === 'GET' ? undefined : { nonsense: 1 },
      );
      expect([answer.status, answer.text]).toEqual([404, '{"error":"not_found","detail":"no such route or record"}']);
    }
  });
});

describe('a sealed secret', () => {
  it('does not open for a connector that it was moved to', async () => {
    const other = await api.ok('POST', path, { name: 'Other', payload_format: 'peptideclients' });
    await api.database.system.query(
      'update connectors set sealed_secret = (select sealed_secret from connectors where id = $1) where id = $2',
      [connector.id, other.id],
    );
    await expect(api.directory.byId(other.id)).rejects.toThrow('does not belong to this row');
  });
});
