/** `GET /v1/products` and `/v1/products/{id}`, from outside, and how products get there. */
import { beforeAll, describe, expect, test } from 'vitest';
import { eventually, startTestHub, type TestHub, type TestTenant } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { startWebhookReceiver, verifiesAsTheSampleDoes } from '../support/webhook-receiver.ts';

let hub: TestHub;
let tenant: TestTenant;

beforeAll(async () => {
  hub = await startTestHub();
  tenant = await hub.tenant({ currency: 'EUR' });
});

const read = (path: string, { readKey } = tenant) => hub.call('GET', path, { headers: { authorization: `Bearer ${readKey}` } });
const put = async (products: readonly object[], { organisationId } = tenant): Promise<AnyJson> =>
  (await hub.admin('PUT', `/orgs/${organisationId}/products`, { products })).json;
const skusOf = (rows: AnyJson[]): string[] => rows.map(({ sku }) => sku);

describe('the list', () => {
  test('is empty for an organisation without products', async () => {
    const { status, text } = await read('/v1/products', await hub.tenant());
    expect([status, text]).toEqual([200, '{"rows":[],"next_cursor":null}']);
  });

  test('has what is published, as documents', async () => {
    const other = await hub.tenant({ currency: 'EUR' });
    await put([{ sku: 'TEA', title: 'Tea', store: 'main', price: 1999, stock_quantity: 3 }], other);
    await put([{ sku: 'CUP', title: 'Cup', published: false }], other);
    const { rows } = (await read('/v1/products', other)).json;
    expect(rows).toEqual([
      {
        id: expect.any(String),
        store_id: other.storeId,
        sku: 'TEA',
        title: 'Tea',
        price_cents: 1999,
        currency: 'EUR',
        stock_quantity: 3,
        published: true,
        created_at: expect.stringMatching(/\.\d{3}Z$/),
        updated_at: expect.stringMatching(/\.\d{3}Z$/),
      },
    ]);
    expect((await read(`/v1/products/${rows[0].id}`, other)).json).toEqual(rows[0]);
    await put(
      [
        { sku: 'TEA', title: 'Tea', published: false },
        { sku: 'CUP', title: 'Cup', published: true },
      ],
      other,
    );
    expect(skusOf((await read('/v1/products', other)).json.rows)).toEqual(['CUP']);
    expect((await read(`/v1/products/${rows[0].id}`, other)).status).toBe(404);
  });

  test('is walked once, oldest change first, in pages of the wanted size', async () => {
    const skus = Array.from({ length: 7 }, (_, index) => `WALK-${index}`);
    for (const sku of skus) await put([{ sku, title: sku }]);
    await put([{ sku: 'WALK-0', title: 'changed' }]);
    const seen: string[] = [];
    let path = '/v1/products?limit=3';
    for (;;) {
      const { rows, next_cursor } = (await read(path)).json;
      seen.push(...skusOf(rows));
      if (next_cursor === null) break;
      expect(rows).toHaveLength(3);
      path = `/v1/products?limit=3&cursor_at=${next_cursor.at}&cursor_id=${next_cursor.id}`;
    }
    expect(seen).toEqual([...skus.slice(1), 'WALK-0']);
  });

  test('has the rules of every list: a limit is clamped or refused, and so is half a cursor', async () => {
    expect((await read('/v1/products?limit=10000')).status).toBe(200);
    expect((await read('/v1/products?limit=0')).json.error).toBe('invalid_query');
    expect((await read('/v1/products?cursor_at=2026-01-01T00:00:00Z')).json.error).toBe('invalid_cursor');
    expect((await hub.call('GET', '/v1/products')).json.error).toBe('missing_authorization');
    const post = await hub.call('POST', '/v1/products');
    expect([post.status, post.headers.get('allow')]).toEqual([405, expect.stringContaining('GET')]);
  });

  test('misses no change that is made while it is being followed', async () => {
    const follower = await hub.tenant();
    const skus = Array.from({ length: 20 }, (_, index) => `TAIL-${index}`);
    const rounds = 15;
    let writing = true;
    const writers = Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        const own = skus.filter((_sku, index) => index % 6 === writer);
        for (let round = 1; round <= rounds; round += 1) {
          await put(
            own.map((sku) => ({ sku, title: 'x', stock_quantity: round })),
            follower,
          );
        }
      }),
    ).finally(() => {
      writing = false;
    });
    const stocks = new Map<string, number>();
    let cursor = '';
    for (;;) {
      const last = !writing;
      const { rows, next_cursor } = (await read(`/v1/products?limit=5${cursor}`, follower)).json;
      for (const { sku, stock_quantity } of rows) stocks.set(sku, stock_quantity);
      const end = rows.at(-1);
      if (end) cursor = `&cursor_at=${end.updated_at}&cursor_id=${end.id}`;
      if (last && next_cursor === null) break;
      await new Promise((resolve) => setTimeout(resolve, 10)); // a follower that polls; no effect is waited for
    }
    await writers;
    expect(Object.fromEntries(stocks)).toEqual(Object.fromEntries(skus.map((sku) => [sku, rounds])));
  });
});

describe('one product', () => {
  test('of another organisation is the same 404 as none', async () => {
    const other = await hub.tenant();
    await put([{ sku: 'THEIRS', title: 'x' }], other);
    const [theirs] = (await read('/v1/products', other)).json.rows;
    const answers = await Promise.all(
      [theirs.id, '00000000-0000-7000-8000-000000000000', 'nonsense'].map((id) => read(`/v1/products/${id}`)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.json.error).toBe('not_found');
    expect((await read(`/v1/products/${theirs.id}`, other)).json.sku).toBe('THEIRS');
  });
});

describe('a list of 1,000 products', () => {
  test('fits through the front door, and 1,001 do not', async () => {
    const full = (index: number) => ({
      sku: `FULL-${index}`,
      title: 'Everything said',
      store: 'main',
      price: index,
      currency: 'EUR',
      stock_quantity: null,
      published: false,
    });
    const products = Array.from({ length: 1_001 }, (_, index) => full(index));
    expect(await put(products.slice(1))).toEqual({ created: 1_000, updated: 0 });
    await expect(put(products)).rejects.toThrow(/422 .*products/);
  });
});

describe('a stock that changes', () => {
  test('is told to subscribers, signed, as the product stands in the list', async () => {
    const receiver = await startWebhookReceiver();
    const seller = await hub.tenant();
    const { secret } = await hub.endpoint(seller, receiver.url, { event_types: ['inventory.updated'] });
    await put([{ sku: 'TEA', title: 'Tea', stock_quantity: 5 }], seller);
    await put([{ sku: 'TEA', title: 'Tea' }], seller);
    await put([{ sku: 'TEA', title: 'Tea', stock_quantity: 4 }], seller);
    await eventually(() => (receiver.received.length >= 2 ? true : undefined));
    const bodies = receiver.received
      .map(({ body }): AnyJson => JSON.parse(body))
      .toSorted((one, other) => one.sequence - other.sequence);
    expect(bodies.map(({ type, sequence, data }) => [type, sequence, data.product.stock_quantity])).toEqual([
      ['inventory.updated', 1, 5],
      ['inventory.updated', 2, 4],
    ]);
    const [row] = (await read('/v1/products', seller)).json.rows;
    expect(bodies[1].data.product).toEqual(row);
    expect(receiver.received.every((webhook) => verifiesAsTheSampleDoes(secret, webhook))).toBe(true);
  });
});
