import { describe, expect, it } from 'vitest';
import { isUuid } from '../../core/domain/uuid.ts';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
const notFound = '{"error":"not_found","detail":"no such route or record"}';

describe('an organisation', () => {
  it('is created, and found by its id and by its slug', async () => {
    const created = await api.call('POST', '/orgs', { slug: 'acme', name: 'Acme & S\u00f6hne "GmbH"' });
    expect(created.status).toBe(201);
    expect(created.json).toEqual({
      id: expect.toSatisfy(isUuid),
      slug: 'acme',
      name: 'Acme & S\u00f6hne "GmbH"',
      created_at: new Date(api.clock.now()).toISOString(),
    });
    expect((await api.call('GET', `/orgs/${created.json.id}`)).text).toBe(created.text);
    expect((await api.call('GET', '/orgs/acme')).text).toBe(created.text);
  });

  it('cannot have the slug of another one', async () => {
    await api.ok('POST', '/orgs', { slug: 'taken', name: 'First' });
    const second = await api.call('POST', '/orgs', { slug: 'taken', name: 'Second' });
    expect(second.status).toBe(409);
    expect(second.json).toEqual({ error: 'conflict', detail: 'another organisation has this slug' });
  });

  it.each([
    ['no fields', undefined, ['slug', 'name']],
    ['a slug with capitals', { slug: 'Acme', name: 'A' }, ['slug']],
    ['a slug that reads as an id', { slug: '01920000-0000-7000-8000-000000000000', name: 'A' }, ['slug']],
    ['a slug of 64 characters', { slug: 'a'.repeat(64), name: 'A' }, ['slug']],
    ['a blank name', { slug: 'a', name: '  ' }, ['name']],
    ['a name of two lines', { slug: 'a', name: 'A\nB' }, ['name']],
    ['a name that is a number', { slug: 'a', name: 7 }, ['name']],
    ['an unknown field', { slug: 'a', name: 'A', nmae: 'B' }, ['nmae']],
    ['several mistakes at once', { slug: '-', color: 'red' }, ['name', 'color', 'slug']],
  ])('is refused with %s', async (_case, body, paths) => {
    const { status, json } = await api.call('POST', '/orgs', body);
    expect(status).toBe(422);
    expect(json.error).toBe('validation_failed');
    expect(json.fields.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  it.each(['nobody', '01920000-0000-7000-8000-000000000000', 'NOT%20A%20SLUG', '%00', "'; select 1", 'a'.repeat(5_000)])(
    'is not found by %s',
    async (name) => {
      const answer = await api.call('GET', `/orgs/${name}`);
      expect([answer.status, answer.text]).toEqual([404, notFound]);
    },
  );
});

describe('a list', () => {
  it('goes through all rows in creation order, page by page', async () => {
    const slugs = [];
    for (let index = 0; index < 5; index += 1) {
      api.clock.advance(1);
      slugs.push((await api.ok('POST', '/orgs', { slug: `page-${index}`, name: 'P' })).slug);
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await api.ok('GET', `/orgs?limit=2${cursor && `&cursor=${cursor}`}`);
      expect(page.rows.length).toBeLessThanOrEqual(2);
      seen.push(...page.rows.map(({ slug }: { slug: string }) => slug));
      cursor = page.next_cursor ?? '';
    } while (cursor);
    expect(seen.filter((slug) => slug.startsWith('page-'))).toEqual(slugs);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('has no next page when the last one is just full', async () => {
    const { rows } = await api.ok('GET', '/orgs?limit=100');
    const full = await api.ok('GET', `/orgs?limit=${rows.length}`);
    expect(full.rows).toEqual(rows);
    expect(full.next_cursor).toBeNull();
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=', 'cursor'],
    ['cursor=nonsense', 'cursor'],
    [`cursor=${Buffer.from('not an id').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('01920000-0000-7000-8000-000000000000').toString('base64')}=`, 'cursor'],
    ['sort=name', 'sort'],
    ['constructor=1', 'constructor'],
  ])('is refused with ?%s', async (query, path) => {
    const { status, json } = await api.call('GET', `/orgs?${query}`);
    expect(status).toBe(422);
    expect(json).toMatchObject({ error: 'validation_failed', fields: [{ path }] });
  });
});
