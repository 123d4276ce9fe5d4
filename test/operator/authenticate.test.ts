import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mintToken } from '../../core/domain/key-token.ts';
import { createAuthenticate, ensureAdminToken } from '../../core/operator/accounts/authenticate.ts';
import { adminToken, startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
const needs = { repositories: api.repositories, clock: api.clock, publicUrl: 'http://hub.test' };
const { tokens } = api.repositories;

describe('a caller', () => {
  it.each<Record<string, string>>([{}, { authorization: '' }, { authorization: '   ' }])(
    'without a token is told to bring one: %j',
    async (headers) => {
      const answer = await api.call('GET', '/orgs', undefined, headers);
      expect(answer.status).toBe(401);
      expect(answer.json).toEqual({ error: 'missing_authorization', detail: 'Authorization header required' });
    },
  );

  it.each([
    ['Bearer wrong'],
    [`Bearer ${adminToken}x`],
    [`Bearer ${adminToken} ${adminToken}`],
    [`Basic ${Buffer.from(`admin:${adminToken}`).toString('base64')}`],
    [adminToken],
    [`Bearer ${mintToken('pck_adm_', randomBytes)}`],
  ])('is not recognised by %s', async (authorization) => {
    const answer = await api.call('GET', '/orgs', undefined, { authorization });
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({ error: 'invalid_token', detail: 'operator token not recognised' });
  });

  it('is not let in by the key of another surface', async () => {
    await api.ok('POST', '/orgs', { slug: 'keys', name: 'Keys' });
    await api.ok('POST', '/orgs/keys/stores', { slug: 'main', name: 'Main' });
    const connector = await api.ok('POST', '/orgs/keys/stores/main/connectors', { name: 'c', payload_format: 'peptideclients' });
    const apiKey = await api.ok('POST', '/orgs/keys/api-keys', { name: 'k', scope: 'read_write' });
    for (const key of [connector.key, connector.signing_secret_plain, apiKey.key]) {
      expect((await api.call('GET', '/orgs', undefined, { authorization: `Bearer ${key}` })).json.error).toBe('invalid_token');
    }
  });

  it('shows the token of the environment in any letter case of the scheme', async () => {
    expect((await api.call('GET', '/orgs', undefined, { authorization: `bearer ${adminToken}` })).status).toBe(200);
  });

  it('never gets in with an empty token when the environment names an empty one', async () => {
    const authenticate = createAuthenticate({ ...needs, adminToken: '' });
    expect(await authenticate({ authorization: 'Bearer ' }, 'GET')).toMatchObject({ code: 'invalid_token' });
    expect(await authenticate({ authorization: 'Basic x' }, 'GET')).toMatchObject({ code: 'invalid_token' });
  });
});

describe('the first operator token', () => {
  it('is issued once, to one of many that ask at the same time, and lets its holder in', async () => {
    const issued = await Promise.all(Array.from({ length: 8 }, () => ensureAdminToken(tokens, randomBytes)));
    const [token, ...more] = issued.filter((each) => each !== undefined);
    expect(token).toMatch(/^pck_adm_[0-9A-Za-z]{36}$/);
    expect(more).toEqual([]);
    expect(await ensureAdminToken(tokens, randomBytes)).toBeUndefined();
    expect((await api.call('GET', '/orgs', undefined, { authorization: `Bearer ${token}` })).status).toBe(200);
    const authenticate = createAuthenticate(needs);
    expect(await authenticate({ authorization: `Bearer ${token}` }, 'GET')).toMatchObject({
      role: 'platform_admin',
      organisationId: null,
    });
  });

  it('is not in the database', async () => {
    const { rows } = await api.database.system.query<{ text: string }>(
      'select operator_tokens::text as text from operator_tokens',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain('pck_adm_');
  });
});
