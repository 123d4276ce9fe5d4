import { beforeAll, describe, expect, it } from 'vitest';
import { hashToken } from '../../core/domain/key-token.ts';
import { isUuid } from '../../core/domain/uuid.ts';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
let orgId: string;

beforeAll(async () => {
  orgId = (await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' })).id;
});

describe('a key of the read API', () => {
  it('is shown once and stored as a hash', async () => {
    const { status, json } = await api.call('POST', '/orgs/acme/api-keys', { name: 'Reports', scope: 'read_only' });
    const { key, ...shown } = json;
    expect(status).toBe(201);
    expect(key).toMatch(/^pck_live_[0-9A-Za-z]{36}$/);
    expect(shown).toEqual({
      id: expect.toSatisfy(isUuid),
      org_id: orgId,
      name: 'Reports',
      scope: 'read_only',
      key_prefix: key.slice(0, 17),
      status: 'active',
      last_used_at: null,
      created_at: new Date(api.clock.now()).toISOString(),
    });
    const { rows } = await api.database.system.query('select key_hash from api_keys where id = $1', [shown.id]);
    expect(rows).toEqual([{ key_hash: hashToken(key) }]);
    expect((await api.ok('GET', '/orgs/acme/api-keys')).rows).toContainEqual(shown);
  });

  it.each([
    [undefined, ['name', 'scope']],
    [{ name: 'k', scope: 'admin' }, ['scope']],
    [{ name: '', scope: 'read_only' }, ['name']],
    [{ name: 'k', scope: 'read_only', expires_at: null }, ['expires_at']],
  ])('is refused with %j', async (body, paths) => {
    const { status, json } = await api.call('POST', '/orgs/acme/api-keys', body);
    expect([status, json.error]).toEqual([422, 'validation_failed']);
    expect(json.fields.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  it('is revoked once and for all, and forgotten by this process', async () => {
    const { id } = await api.ok('POST', '/orgs/acme/api-keys', { name: 'k', scope: 'read_write' });
    const revoked = await api.call('POST', `/api-keys/${id}/revoke`);
    expect([revoked.status, revoked.json.status]).toEqual([200, 'revoked']);
    expect(api.forgotten).toContain(id);
    const timeOf = () => api.database.system.query('select revoked_at from api_keys where id = $1', [id]);
    const { rows } = await timeOf();
    api.clock.advance(1_000);
    expect((await api.call('POST', `/api-keys/${id}/revoke`)).text).toBe(revoked.text);
    expect((await timeOf()).rows).toEqual(rows);
  });

  it('is listed in creation order, page by page', async () => {
    await api.ok('POST', '/orgs', { slug: 'lister', name: 'L' });
    for (const name of ['b', 'a', 'c']) {
      api.clock.advance(1);
      await api.ok('POST', '/orgs/lister/api-keys', { name, scope: 'read_only' });
    }
    const first = await api.ok('GET', '/orgs/lister/api-keys?limit=2');
    const second = await api.ok('GET', `/orgs/lister/api-keys?limit=2&cursor=${first.next_cursor}`);
    expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(['b', 'a', 'c']);
    expect((await api.call('GET', '/orgs/lister/api-keys?limit=x')).status).toBe(422);
  });

  it.each(['01920000-0000-7000-8000-000000000000', 'x', '%00'])('that does not exist is not found: %s', async (id) => {
    const { status, text } = await api.call('POST', `/api-keys/${id}/revoke`, { nonsense: 1 });
    expect([status, text]).toEqual([404, '{"error":"not_found","detail":"no such route or record"}']);
  });
});
