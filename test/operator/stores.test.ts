import { beforeAll, describe, expect, it } from 'vitest';
import { isUuid } from '../../core/domain/uuid.ts';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
let orgId: string;

beforeAll(async () => {
  orgId = (await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' })).id;
});

describe('a store', () => {
  it('is created with the least that can be said', async () => {
    const { status, json } = await api.call('POST', '/orgs/acme/stores', { slug: 'least', name: 'Least' });
    const at = new Date(api.clock.now()).toISOString();
    expect(status).toBe(201);
    expect(json).toEqual({
      id: expect.toSatisfy(isUuid),
      org_id: orgId,
      slug: 'least',
      name: 'Least',
      website_url: null,
      currency: 'GBP',
      timezone: 'UTC',
      adapters: null,
      created_at: at,
      updated_at: at,
    });
  });

  it('is created with everything, and found by id and slug of organisation and store', async () => {
    const body = {
      slug: 'all',
      name: 'All',
      website_url: 'https://shop.example/de',
      currency: 'KWD',
      timezone: 'Asia/Kuwait',
      adapters: ['woocommerce', 'partner'],
    };
    const created = await api.call('POST', `/orgs/${orgId}/stores`, body);
    expect(created.json).toMatchObject(body);
    for (const path of [`/orgs/acme/stores/all`, `/orgs/${orgId}/stores/${created.json.id}`]) {
      expect((await api.call('GET', path)).text).toBe(created.text);
    }
  });

  it('cannot have the slug of another store of its organisation, but that of one elsewhere', async () => {
    await api.ok('POST', '/orgs/acme/stores', { slug: 'same', name: 'First' });
    expect(await api.call('POST', '/orgs/acme/stores', { slug: 'same', name: 'Second' })).toMatchObject({
      status: 409,
      json: { error: 'conflict' },
    });
    await api.ok('POST', '/orgs', { slug: 'elsewhere', name: 'Elsewhere' });
    expect((await api.call('POST', '/orgs/elsewhere/stores', { slug: 'same', name: 'Third' })).status).toBe(201);
  });

  it.each([
    [{}, ['slug', 'name']],
    [{ website_url: 'ftp://shop.example' }, ['website_url']],
    [{ website_url: 'https://user:pass@shop.example' }, ['website_url']],
    [{ website_url: 'shop.example' }, ['website_url']],
    [{ website_url: 'https:// shop.example' }, ['website_url']],
    [{ currency: 'gbp' }, ['currency']],
    [{ currency: 'BGN' }, ['currency']],
    [{ currency: null }, ['currency']],
    [{ timezone: 'Mars/Olympus' }, ['timezone']],
    [{ timezone: '+01:00' }, ['timezone']],
    [{ adapters: ['woocommerce', 'shopify'] }, ['adapters.1']],
    [{ adapters: ['woocommerce', 'woocommerce'] }, ['adapters']],
    [{ adapters: 'woocommerce' }, ['adapters']],
    [{ web_site: 'https://shop.example' }, ['web_site']],
  ])('is refused with %j', async (wrong, paths) => {
    const base = Object.keys(wrong).length === 0 ? {} : { slug: 'wrong', name: 'Wrong' };
    const { status, json } = await api.call('POST', '/orgs/acme/stores', { ...base, ...wrong });
    expect([status, json.error]).toEqual([422, 'validation_failed']);
    expect(json.fields.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  it('is listed in creation order', async () => {
    await api.ok('POST', '/orgs', { slug: 'lister', name: 'L' });
    for (const slug of ['b', 'a', 'c']) {
      api.clock.advance(1);
      await api.ok('POST', '/orgs/lister/stores', { slug, name: slug });
    }
    const first = await api.ok('GET', '/orgs/lister/stores?limit=2');
    const second = await api.ok('GET', `/orgs/lister/stores?limit=2&cursor=${first.next_cursor}`);
    expect([...first.rows, ...second.rows].map(({ slug }) => slug)).toEqual(['b', 'a', 'c']);
    expect(second.next_cursor).toBeNull();
    expect((await api.call('GET', '/orgs/lister/stores?limit=0')).status).toBe(422);
  });
});

describe('a change of a store', () => {
  it('changes what it names and nothing else', async () => {
    const before = await api.ok('POST', '/orgs/acme/stores', {
      slug: 'change',
      name: 'Before',
      website_url: 'https://a.example',
    });
    api.clock.advance(1_000);
    const after = await api.ok('PATCH', '/orgs/acme/stores/change', { name: 'After', adapters: ['woocommerce'] });
    const expected = { ...before, name: 'After', adapters: ['woocommerce'], updated_at: new Date(api.clock.now()).toISOString() };
    expect(after).toEqual(expected);
    const cleared = await api.ok('PATCH', '/orgs/acme/stores/change', { website_url: null, adapters: null });
    expect(cleared).toEqual({ ...expected, website_url: null, adapters: null });
    expect(await api.ok('GET', '/orgs/acme/stores/change')).toEqual(cleared);
  });

  it.each([
    [{ slug: 'other' }, 'slug'],
    [{ adapters: ['shopify'] }, 'adapters.0'],
    [{ currency: 'XXX' }, 'currency'],
    [{ id: 'x' }, 'id'],
  ])('is refused with %j', async (body, path) => {
    await api.call('POST', '/orgs/acme/stores', { slug: 'refuser', name: 'Refuser' });
    const { status, json } = await api.call('PATCH', '/orgs/acme/stores/refuser', body);
    expect([status, json.fields]).toEqual([422, [{ path, message: expect.any(String) }]]);
  });

  it('brings the hints of its connectors up to date and forgets them', async () => {
    await api.ok('POST', '/orgs/acme/stores', { slug: 'hints', name: 'Hints', website_url: 'https://www.old.example' });
    const woo = await api.ok('POST', '/orgs/acme/stores/hints/connectors', { name: 'woo', payload_format: 'woocommerce' });
    const config = { shop: 'the-shop', api_secret: 'topsecret' };
    const partner = await api.ok('POST', '/orgs/acme/stores/hints/connectors', { name: 'p', payload_format: 'partner', config });
    expect(await hintsOf([woo.id, partner.id])).toEqual(['old.example', 'the-shop']);
    api.forgotten.length = 0;
    await api.ok('PATCH', '/orgs/acme/stores/hints', { website_url: 'https://new.example' });
    expect(await hintsOf([woo.id, partner.id])).toEqual(['new.example', 'the-shop']);
    expect(new Set(api.forgotten)).toEqual(new Set([woo.id, partner.id]));
  });

  it('leaves no connector behind that is created at the same time', async () => {
    await api.ok('POST', '/orgs/acme/stores', { slug: 'race', name: 'Race', website_url: 'https://old.example' });
    const created = await Promise.all([
      ...Array.from({ length: 4 }, () =>
        api.ok('POST', '/orgs/acme/stores/race/connectors', { name: 'c', payload_format: 'woocommerce' }),
      ),
      api.ok('PATCH', '/orgs/acme/stores/race', { website_url: 'https://new.example' }),
      ...Array.from({ length: 4 }, () =>
        api.ok('POST', '/orgs/acme/stores/race/connectors', { name: 'c', payload_format: 'woocommerce' }),
      ),
    ]);
    const ids = created.filter(({ payload_format }) => payload_format).map(({ id }) => id);
    expect(await hintsOf(ids)).toEqual(Array(8).fill('new.example'));
  });
});

async function hintsOf(ids: readonly string[]): Promise<readonly (string | null)[]> {
  const { rows } = await api.database.system.query<{ hint: string | null }>(
    'select hint from connectors c join unnest($1::uuid[]) with ordinality as wanted (id, place) using (id) order by place',
    [ids],
  );
  return rows.map(({ hint }) => hint);
}
