/** Looking for orders, clients, vendors and products: newest first, narrowed down, at a bounded cost. */
import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidV7 } from '../../core/domain/uuid.ts';
import type { AnyJson } from '../support/json.ts';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
let clientIds: readonly string[];

interface OrderRow {
  readonly store: string;
  readonly externalId: string;
  readonly number: string | null;
  readonly client: number;
  readonly status: string;
  readonly payment: string;
  readonly fulfilment: string;
  readonly source: string;
}

const orders: readonly OrderRow[] = [
  {
    store: 'main',
    externalId: 'shop-1',
    number: '1001',
    client: 0,
    status: 'open',
    payment: 'paid',
    fulfilment: 'unfulfilled',
    source: 'website',
  },
  {
    store: 'side',
    externalId: 'shop-10',
    number: '#77',
    client: 1,
    status: 'cancelled',
    payment: 'unpaid',
    fulfilment: 'unfulfilled',
    source: 'website',
  },
  {
    store: 'main',
    externalId: 'other-1',
    number: null,
    client: 0,
    status: 'open',
    payment: 'unpaid',
    fulfilment: 'shipped',
    source: 'shopify',
  },
  {
    store: 'side',
    externalId: '1001-b',
    number: '5',
    client: 2,
    status: 'open',
    payment: 'paid',
    fulfilment: 'delivered',
    source: 'website',
  },
];

/** Ids of one millisecond are in no order. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  while (Date.now() <= now + 1) await new Promise(setImmediate);
}

beforeAll(async () => {
  await api.ok('POST', '/orgs', { slug: 'other', name: 'Other' });
  const { id: organisationId } = await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' });
  const stores = new Map<string, string>();
  for (const slug of ['main', 'side']) stores.set(slug, (await api.ok('POST', '/orgs/acme/stores', { slug, name: slug })).id);
  const clients: string[] = [];
  for (const [store, email, name] of [
    ['main', 'Ada@example.com', 'Ada Lovelace'],
    ['side', 'grace@example.com', 'Grace Hopper'],
    ['side', 'adam@example.org', null],
  ] as const) {
    await nextMillisecond();
    clients.push((await api.ok('POST', `/orgs/acme/stores/${store}/clients`, { email, name })).id);
  }
  clientIds = clients;
  for (const [index, order] of orders.entries()) {
    await api.database.system.query(
      `insert into orders (org_id, id, store_id, client_id, source, external_id, order_number, status, payment_status,
         fulfilment_status, currency, shipping_cents, fees_cents, tax_cents, discount_cents, total_cents, refunded_cents,
         totals_mismatch_cents, rounded, content_hash, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'GBP', 0, 0, 0, 0, 0, 0, 0, false, '', now())`,
      [
        organisationId,
        uuidV7(api.clock.now() + index, randomBytes),
        stores.get(order.store),
        clientIds[order.client],
        order.source,
        order.externalId,
        order.number,
        order.status,
        order.payment,
        order.fulfilment,
      ],
    );
  }
  for (const name of ['Wool & Co', 'Cotton Ltd']) {
    await nextMillisecond();
    await api.ok('POST', '/orgs/acme/vendors', { name, email: `${name.slice(0, 4)}@example.com` });
  }
  for (const [index, title] of ['Blue Mug', 'Red Mug', 'Plate'].entries()) {
    await nextMillisecond();
    await api.ok('PUT', '/orgs/acme/products', { products: [{ sku: `SKU-${index}`, title }] });
  }
});

const rowsOf = async (path: string): Promise<readonly AnyJson[]> => (await api.ok('GET', `/orgs/acme/${path}`)).rows;
/** Which of the orders are listed. */
const found = async (query: string) =>
  (await rowsOf(`orders?${query}`)).map(({ external_id }) => orders.findIndex(({ externalId }) => externalId === external_id));

describe('orders', () => {
  it('come newest first where that is asked for, page by page', async () => {
    const first = await api.ok('GET', '/orgs/acme/orders?order=newest&limit=3');
    const second = await api.ok('GET', `/orgs/acme/orders?order=newest&limit=3&cursor=${first.next_cursor}`);
    const ids = [...first.rows, ...second.rows].map(({ external_id }) => external_id);
    expect([ids, second.next_cursor]).toEqual([orders.map(({ externalId }) => externalId).toReversed(), null]);
  });

  it.each([
    ['search=shop-1', [1, 0]],
    ['search=shop-10', [1]],
    ['search=Shop-1', []],
    ['search=1001', [3, 0]],
    ['search=%2377', [1]],
    ['search=ADA', [3, 2, 0]],
    ['search=ada@', [2, 0]],
    ['search=@example', []],
    ['search=%25', []],
    ['search=shop-1&store=main', [0]],
    ['store=side', [3, 1]],
    ['status=cancelled', [1]],
    ['payment_status=paid', [3, 0]],
    ['fulfilment_status=shipped', [2]],
    ['source=website&payment_status=unpaid', [1]],
  ])('are found by ?%s', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
    expect(await found(`${query}&order=newest`)).toEqual(expected);
  });

  it('are found by their client', async () => {
    expect(await found(`client=${clientIds[0]}`)).toEqual([2, 0]);
    expect(await found(`client=${clientIds[0]}&search=other`)).toEqual([2]);
  });

  it('of another organisation are not', async () => {
    expect((await api.ok('GET', '/orgs/other/orders?search=shop-1')).rows).toEqual([]);
    expect((await api.ok('GET', `/orgs/other/orders?client=${clientIds[0]}`)).rows).toEqual([]);
  });
});

describe('clients, vendors and products', () => {
  it.each([
    ['clients?search=ada', ['adam@example.org', 'Ada@example.com']],
    ['clients?search=HOPPER', ['grace@example.com']],
    ['clients?search=ada@', ['Ada@example.com']],
    ['clients?search=example.com', ['grace@example.com', 'Ada@example.com']],
    ['clients?store=side&search=ada', ['adam@example.org']],
    ['clients?order=newest', ['adam@example.org', 'grace@example.com', 'Ada@example.com']],
    ['vendors?search=WOOL', ['Wool@example.com']],
    ['vendors?order=newest&limit=1', ['Cott@example.com']],
  ])('are found by %s', async (path, emails) => {
    expect((await rowsOf(path)).map(({ email }) => email)).toEqual(emails);
  });

  it.each([
    ['search=mug', ['SKU-1', 'SKU-0']],
    ['search=sku-2', ['SKU-2']],
    ['order=newest', ['SKU-2', 'SKU-1', 'SKU-0']],
    ['order=newest&sku=SKU-1', ['SKU-1']],
    ['search=_', []],
  ])('are found by products?%s', async (query, skus) => {
    expect((await rowsOf(`products?${query}`)).map(({ sku }) => sku)).toEqual(skus);
  });

  it.each([
    ['products?search=mug&order=oldest', 'search'],
    ['products?search=mug&sku=SKU-1', 'search'],
    ['clients?search=ada&order=oldest', 'order'],
    ['vendors?store=main', 'store'],
  ])('are not listed by %s', async (path, field) => {
    const { status, json } = await api.call('GET', `/orgs/acme/${path}`);
    expect([status, json.fields[0].path]).toEqual([422, field]);
  });
});

describe('a search that has to look at very many rows', () => {
  it('gives up for now and goes on from there', async () => {
    await api.ok('POST', '/orgs', { slug: 'large', name: 'Large' });
    await api.database.system.query(
      `insert into products (org_id, id, sku, title)
       select o.id, uuid_v7_floor('2026-01-01'::timestamptz + i * interval '1 second'), 'sku-' || i, case when i < 4 then 'Needle' else 'Hay' end
       from organisations o, generate_series(1, 100002) i where o.slug = 'large'`,
    );
    const first = await api.ok('GET', '/orgs/large/products?search=needle');
    const second = await api.ok('GET', `/orgs/large/products?search=needle&cursor=${first.next_cursor}`);
    const skusOf = ({ rows }: AnyJson) => rows.map(({ sku }: AnyJson) => sku);
    expect([skusOf(first), skusOf(second), second.next_cursor]).toEqual([['sku-3', 'sku-2'], ['sku-1'], null]);
    const dense = await api.ok('GET', '/orgs/large/products?search=hay&limit=2');
    expect(skusOf(dense)).toEqual(['sku-100002', 'sku-100001']);
  });

  it('finds orders by a text that very many have', async () => {
    const { id: organisationId } = await api.ok('POST', '/orgs', { slug: 'busy', name: 'Busy' });
    const { id: storeId } = await api.ok('POST', '/orgs/busy/stores', { slug: 'main', name: 'Main' });
    await api.database.system.query(
      `insert into orders (org_id, id, store_id, source, external_id, status, payment_status, fulfilment_status, currency,
         shipping_cents, fees_cents, tax_cents, discount_cents, total_cents, refunded_cents, totals_mismatch_cents, rounded, content_hash, created_at)
       select $1, uuid_v7_floor('2026-01-01'::timestamptz + i * interval '1 second'), $2, 'website', 'shop-' || i, 'open', 'paid',
         'unfulfilled', 'GBP', 0, 0, 0, 0, 0, 0, 0, false, '', now() from generate_series(1, 1100) i`,
      [organisationId, storeId],
    );
    const { rows } = await api.ok('GET', '/orgs/busy/orders?search=shop-&limit=2');
    expect(rows.map(({ external_id }: AnyJson) => external_id)).toEqual(['shop-1100', 'shop-1099']);
    expect((await api.ok('GET', '/orgs/busy/orders?search=shop-42&limit=2')).rows[1].external_id).toBe('shop-428');
  });
});
