import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnyJson } from '../support/json.ts';
import { startOperatorApi } from './operator-api.ts';

let wakes = 0;
const api = await startOperatorApi(() => Promise.resolve({ wakeDispatcher: () => void (wakes += 1) }));
let storeId: string;
let organisationId: string;

beforeAll(async () => {
  organisationId = (await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' })).id;
  storeId = (await api.ok('POST', '/orgs/acme/stores', { slug: 'main', name: 'Main', currency: 'EUR' })).id;
  await api.ok('POST', '/orgs', { slug: 'neighbour', name: 'Neighbour' });
  await api.ok('POST', '/orgs/neighbour/stores', { slug: 'theirs', name: 'Theirs' });
  const endpoint = { url: 'https://receiver.example/', event_types: ['order.created'] };
  const { id } = await api.ok('POST', '/orgs/acme/webhook-endpoints', endpoint);
  // The test's own catalogue does not have the event; what is stored decides.
  await api.database.system.query("update webhook_endpoints set event_types = '{inventory.updated}' where id = $1", [id]);
});

beforeEach(async () => {
  await api.database.system.query('delete from products');
  await api.database.system.query('delete from deliveries');
  wakes = 0;
});

const put = (products: unknown, org = 'acme') => api.call('PUT', `/orgs/${org}/products`, { products });
const list = async (query = '', org = 'acme'): Promise<AnyJson[]> => (await api.ok('GET', `/orgs/${org}/products${query}`)).rows;

/** What subscribers are told of each stock, in order. */
async function stockEvents(): Promise<AnyJson[]> {
  const { rows } = await api.database.system.query(
    `select e.sequence, e.store_id, e.data->'product'->>'sku' as sku, e.data->'product'->'stock_quantity' as stock
     from deliveries d join events e on e.org_id = d.org_id and e.id = d.event_id
     where e.type = 'inventory.updated' and d.org_id = $1 order by e.id`,
    [organisationId],
  );
  return rows.map(({ sku, stock, sequence }) => [sku, stock, sequence]);
}

describe('a list of products', () => {
  it('is stored by SKU: new ones are created, known ones brought up to date', async () => {
    const tea = { sku: 'TEA', title: 'Tea', store: 'main', price: 1999, currency: 'GBP', stock_quantity: 5, published: false };
    const first = await put([tea, { sku: 'CUP', title: 'Cup' }]);
    expect([first.status, first.json]).toEqual([200, { created: 2, updated: 0 }]);
    expect(
      (
        await put([
          { ...tea, title: 'Green tea' },
          { sku: 'POT', title: 'Pot' },
        ])
      ).json,
    ).toEqual({ created: 1, updated: 1 });
    expect(await list('?sku=TEA')).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        sku: 'TEA',
        title: 'Green tea',
        store_id: storeId,
        price: 1999,
        currency: 'GBP',
        stock_quantity: 5,
        published: false,
        created_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
      },
    ]);
    expect(await list('?sku=CUP')).toMatchObject([
      { store_id: null, price: null, currency: null, stock_quantity: null, published: true },
    ]);
  });

  it('leaves as it is what an item does not say, and empties what it says is null', async () => {
    await put([{ sku: 'TEA', title: 'Tea', store: storeId, price: 1, currency: 'JPY', stock_quantity: 0, published: false }]);
    await put([{ sku: 'TEA', title: 'Tea' }]);
    expect(await list()).toMatchObject([{ store_id: storeId, price: 1, currency: 'JPY', stock_quantity: 0, published: false }]);
    await put([{ sku: 'TEA', title: 'Tea', store: null, price: null, stock_quantity: null }]);
    expect(await list()).toMatchObject([{ store_id: null, price: null, currency: null, stock_quantity: null, published: false }]);
  });

  it('takes a price without a currency to be in that of the store it names', async () => {
    await put([{ sku: 'TEA', title: 'Tea', store: 'main', price: 9_999_999_999 }]);
    expect(await list()).toMatchObject([{ price: 9_999_999_999, currency: 'EUR' }]);
  });

  it('never gives a stored price another meaning by a currency alone', async () => {
    await put([
      { sku: 'TEA', title: 'Tea', price: 100, currency: 'GBP' },
      { sku: 'CUP', title: 'Cup' },
    ]);
    await put([
      { sku: 'TEA', title: 'Tea', currency: 'JPY' },
      { sku: 'CUP', title: 'Cup', currency: 'JPY' },
    ]);
    const known = (await list()).map(({ sku, price, currency }) => [sku, price, currency].join(' '));
    expect(known.toSorted()).toEqual(['CUP  JPY', 'TEA 100 GBP']);
  });

  it('moves updated_at of what changed, and only of that', async () => {
    const products = [
      { sku: 'TEA', title: 'Tea' },
      { sku: 'CUP', title: 'Cup' },
    ];
    await put(products);
    const changedSince = async () => {
      const rows = await list();
      return rows.filter(({ created_at, updated_at }) => created_at !== updated_at).map(({ sku }) => sku);
    };
    await api.database.system.query(
      "update products set created_at = created_at - interval '1 day', updated_at = updated_at - interval '1 day'",
    );
    await put(products);
    expect(await changedSince()).toEqual([]);
    await put([{ sku: 'TEA', title: 'Tea, black' }]);
    expect(await changedSince()).toEqual(['TEA']);
  });

  it.each<[string, unknown, string[]]>([
    ['no products', [], ['products']],
    ['1,001 of them', Array.from({ length: 1_001 }, (_, index) => ({ sku: `S${index}`, title: 'x' })), ['products']],
    ['something else than a list', { sku: 'A', title: 'A' }, ['products']],
    ['nothing said of one', [{}], ['products.0.sku', 'products.0.title']],
    ['a field that is none', [{ sku: 'A', title: 'A', stock: 1 }], ['products.0.stock']],
    ['a blank SKU', [{ sku: ' ', title: 'A' }], ['products.0.sku']],
    [
      'SKUs with blanks around them',
      [
        { sku: ' A', title: 'A' },
        { sku: 'B\u00a0', title: 'B' },
      ],
      ['products.0.sku', 'products.1.sku'],
    ],
    ['an SKU of two lines', [{ sku: 'A\nB', title: 'A' }], ['products.0.sku']],
    ['an SKU of 256 characters', [{ sku: 'x'.repeat(256), title: 'A' }], ['products.0.sku']],
    [
      'an SKU given twice',
      [
        { sku: 'A', title: 'A' },
        { sku: 'B', title: 'B' },
        { sku: 'A', title: 'C' },
      ],
      ['products.2.sku'],
    ],
    [
      'prices that are none',
      [
        { sku: 'A', title: 'A', price: -1, currency: 'GBP' },
        { sku: 'B', title: 'B', price: 1.5, currency: 'GBP' },
      ],
      ['products.0.price', 'products.1.price'],
    ],
    ['a price beyond the limit', [{ sku: 'A', title: 'A', price: 10_000_000_000, currency: 'GBP' }], ['products.0.price']],
    [
      'a price in no currency',
      [
        { sku: 'A', title: 'A', price: 0 },
        { sku: 'B', title: 'B', price: 1, store: null },
      ],
      ['products.0.currency', 'products.1.currency'],
    ],
    ['a currency that is none', [{ sku: 'A', title: 'A', price: 1, currency: 'gbp' }], ['products.0.currency']],
    ['a stock below nothing', [{ sku: 'A', title: 'A', stock_quantity: -1 }], ['products.0.stock_quantity']],
    ['published as text', [{ sku: 'A', title: 'A', published: 'yes' }], ['products.0.published']],
    ['a store that is not there', [{ sku: 'A', title: 'A', store: 'nowhere' }], ['products.0.store']],
    [
      "another organisation's store",
      [
        { sku: 'A', title: 'A' },
        { sku: 'B', title: 'B', store: 'theirs' },
      ],
      ['products.1.store'],
    ],
  ])('is refused whole with %s', async (_, products, paths) => {
    const { status, json } = await put(products);
    expect([status, json.error, json.fields.map(({ path }: { path: string }) => path)]).toEqual([
      422,
      'validation_failed',
      paths,
    ]);
    expect(await list()).toEqual([]);
    expect(wakes).toBe(0);
  });

  it('takes 1,000 products, and SKUs of 255 characters', async () => {
    const products = Array.from({ length: 1_000 }, (_, index) => ({
      sku: `${index}`.padStart(255, 'é'),
      title: 'x',
      stock_quantity: index,
    }));
    expect((await put(products)).json).toEqual({ created: 1_000, updated: 0 });
    expect(await stockEvents()).toHaveLength(1_000);
  });

  it('is put by two at once in turn: every SKU once, every change told once', async () => {
    const skus = Array.from({ length: 40 }, (_, index) => `SKU-${index}`);
    const products = (stock: number) => skus.map((sku) => ({ sku, title: 'x', stock_quantity: stock }));
    const rounds = Array.from({ length: 8 }, (_, round) => put(round % 2 ? products(round) : products(round).toReversed()));
    const answers = await Promise.all(rounds);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const total = (field: string) => answers.reduce((sum, { json }) => sum + json[field], 0);
    expect([total('created'), total('updated')]).toEqual([40, 280]);
    const rows = await list('?limit=100');
    expect(new Set(rows.map(({ sku }) => sku))).toEqual(new Set(skus));
    expect(rows).toHaveLength(skus.length);
    const events = (await stockEvents()).filter(([sku]) => sku === 'SKU-7');
    expect(events.map(([, , sequence]) => sequence).toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const [newest] = events.toSorted(([, , one], [, , other]) => other - one);
    expect(newest?.[1]).toBe(rows.find(({ sku }) => sku === 'SKU-7')?.stock_quantity);
  });
});

describe('a stock', () => {
  it('is told to subscribers when it becomes known or changes, and at no other time', async () => {
    await put([
      { sku: 'TEA', title: 'Tea' },
      { sku: 'CUP', title: 'Cup', stock_quantity: 3 },
    ]);
    await put([
      { sku: 'TEA', title: 'Tea', stock_quantity: 0 },
      { sku: 'CUP', title: 'Cup, blue', stock_quantity: 3 },
    ]);
    await put([
      { sku: 'TEA', title: 'Tea' },
      { sku: 'CUP', title: 'Cup, blue', stock_quantity: 2 },
    ]);
    await put([{ sku: 'CUP', title: 'Cup, blue', stock_quantity: null }]);
    expect(await stockEvents()).toEqual([
      ['CUP', 3, 1],
      ['TEA', 0, 2],
      ['CUP', 2, 3],
      ['CUP', null, 4],
    ]);
    expect(wakes).toBe(4);
  });
});

describe('the products of an organisation', () => {
  it('are listed page by page in the order of their creation, or by SKU', async () => {
    for (const sku of ['C', 'A', 'B']) await put([{ sku, title: sku }]);
    const first = await api.ok('GET', '/orgs/acme/products?limit=2');
    const second = await api.ok('GET', `/orgs/acme/products?limit=2&cursor=${first.next_cursor}`);
    expect([...first.rows, ...second.rows].map(({ sku }) => sku)).toEqual(['C', 'A', 'B']);
    expect(second.next_cursor).toBeNull();
    expect((await list('?sku=A')).map(({ sku }) => sku)).toEqual(['A']);
    expect(await list('?sku=a')).toEqual([]);
    expect((await api.call('GET', '/orgs/acme/products?title=A')).json.fields[0].path).toBe('title');
  });

  it('are its own: another one may have the same SKU and sees nothing of it', async () => {
    await put([{ sku: 'TEA', title: 'Tea' }]);
    expect(await list('', 'neighbour')).toEqual([]);
    expect((await put([{ sku: 'TEA', title: 'Their tea' }], 'neighbour')).json).toEqual({ created: 1, updated: 0 });
    expect(await list()).toMatchObject([{ title: 'Tea' }]);
    expect((await put([{ sku: 'TEA', title: 'x' }], 'nowhere')).json.error).toBe('not_found');
    const seen = await api.database.asTenant(organisationId, (em) => em.execute('select title from products'));
    expect(seen).toEqual([{ title: 'Tea' }]);
  });
});
