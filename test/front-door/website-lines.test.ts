/** The lines of a website's order that comes again: which is which, and what each of them keeps. */
import { describe, expect, it } from 'vitest';
import { startTestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { openWebsite, type WebsiteShop } from '../support/website-shop.ts';

const hub = await startTestHub();

type Json = Readonly<Record<string, unknown>>;

const line = (changes: Json = {}) => ({ sku: 'ABC-001', quantity: 1, price: '10.00', ...changes });
const order = (changes: Json = {}) => ({ external_order_ref: 'WEB-1', line_items: [line()], ...changes });

/** The lines of the only order: number, reference, SKU, total and status. */
const linesOf = async (website: WebsiteShop): Promise<unknown[]> =>
  (await website.onlyOrder()).lines.map((one: AnyJson) => [
    one.line_number,
    one.external_ref,
    one.sku,
    one.total_cents,
    one.status,
  ]);

describe('an order that comes again', () => {
  it('has its lines matched by reference, and by position where there is none', async () => {
    const website = await openWebsite(hub);
    await website.order(order({ line_items: [line({ line_ref: 'a' }), line({ line_ref: 'b' }), line()] }));
    await website.order(
      order({ line_items: [line({ line_ref: 'b', price: 7 }), line({ line_ref: 'c', price: 8 }), line({ sku: 'ABC-002' })] }),
    );
    expect(await linesOf(website)).toEqual([
      [1, 'a', 'ABC-001', 1_000, 'active'],
      [2, 'b', 'ABC-001', 700, 'active'],
      [3, null, 'ABC-002', 1_000, 'active'],
      [4, 'c', 'ABC-001', 800, 'active'],
    ]);
    expect((await website.onlyOrder()).total_cents).toBe(3_500);
  });

  it('has the same lines when only some of them have references, wherever they stand', async () => {
    const website = await openWebsite(hub);
    const [a, b, x, y] = [line({ id: 'a' }), line({ id: 'b' }), line({ price: 2 }), line({ price: 3 })];
    const totals = async (...line_items: readonly object[]): Promise<unknown[]> => {
      await website.order(order({ line_items }));
      return (await website.onlyOrder()).lines.map((one: AnyJson) => [one.external_ref, one.total_cents]);
    };
    expect(await totals(a)).toEqual([['a', 1_000]]);
    for (let time = 0; time < 3; time += 1) {
      expect(await totals(x, a)).toEqual([
        ['a', 1_000],
        [null, 200],
      ]);
    }
    const all = [
      ['a', 1_000],
      [null, 200],
      [null, 300],
      ['b', 1_000],
    ];
    expect((await totals(x, y, a)).length).toBe(3);
    expect(await totals(x, y, a, b)).toEqual(all);
    expect(await totals(b, x, y, a)).toEqual(all);
    expect(await totals(b, x)).toEqual(all);
    expect(await totals(a, { ...x, id: 'x' })).toEqual(all.with(1, ['x', 200]));
  });

  it('keeps of a line what is not said again', async () => {
    const website = await openWebsite(hub);
    const first = line({ id: 1, price: '9.99', tax_rate: 20, discount_amount: '0.99', title: 'Blue lamp', quantity: 2 });
    await website.order(order({ line_items: [first, line({ id: 2 })] }));
    const [before] = (await website.onlyOrder()).lines;
    const again = async (changes: Json, more: Json = {}) => {
      await website.order(order({ line_items: [{ sku: 'ABC-001', quantity: 2, id: 1, ...changes }], ...more }));
      return website.onlyOrder();
    };
    expect(await again({}, { payment_status: 'paid' })).toMatchObject({
      payment_status: 'paid',
      lines: [before, { total_cents: 1_000 }],
      total_cents: before.total_cents + 1_000,
    });
    const priced = await again({ price: '5.00' });
    expect(priced.lines[0]).toMatchObject({ description: 'Blue lamp', discount_cents: 0, tax_cents: 0, total_cents: 1_000 });
    expect((await again({ title: 'Red lamp' })).lines[0]).toMatchObject({ description: 'Red lamp', total_cents: 1_000 });
    expect((await again({ quantity: 3 })).lines[0]).toMatchObject({ unit_price_cents: 500, quantity: 3, total_cents: 1_500 });
    const halved = await again({ quantity: '0.125' });
    expect(halved).toMatchObject({ lines: [{ total_cents: 62 }, {}], total_cents: 1_062, rounded: true });
  });

  it('works out the total of a line of another quantity from the price, discount and tax that are stored', async () => {
    const website = await openWebsite(hub);
    await website.order(order({ line_items: [line({ quantity: 2, discount_amount: '1.00', tax_amount: '3.00' })] }));
    await website.order(order({ line_items: [{ sku: 'ABC-001', quantity: 4 }] }));
    expect((await website.onlyOrder()).lines).toMatchObject([{ discount_cents: 100, tax_cents: 300, total_cents: 4_200 }]);
    await website.order(order({ line_items: [line({ quantity: 2, discount_amount: '15.00' }), line({ price: 100 })] }));
    const tooLittle = await website.send('orders/created', order({ line_items: [{ sku: 'ABC-001', quantity: 1 }] }));
    expect(tooLittle.json).toEqual({ ok: false, error: 'amount_out_of_range' });
  });

  it('keeps nothing of a line that is of another SKU now, by reference or by position', async () => {
    const website = await openWebsite(hub);
    const first = line({ id: 1, price: '100.00', tax_rate: 20, description: 'Gold ring' });
    await website.order(order({ line_items: [first, line({ price: '7.00', title: 'Ribbon' })] }));
    const others = [
      { sku: 'ABC-002', quantity: 5, id: 1 },
      { sku: 'ABC-002', quantity: 1 },
    ];
    await website.order(order({ line_items: others }));
    const { lines, total_cents } = await website.onlyOrder();
    const nothing = { description: 'ABC-002', unit_price_cents: 0, discount_cents: 0, tax_cents: 0, total_cents: 0 };
    expect(lines).toMatchObject([
      { external_ref: '1', sku: 'ABC-002', quantity: 5, ...nothing },
      { external_ref: null, sku: 'ABC-002', quantity: 1, ...nothing },
    ]);
    expect(total_cents).toBe(0);
  });

  it('has its lines found by their SKU where they come in another sequence', async () => {
    const website = await openWebsite(hub);
    const [ring, sticker] = [line({ price: '100.00', description: 'Gold ring' }), line({ sku: 'ABC-002', price: '1.00' })];
    await website.order(order({ line_items: [ring, sticker] }));
    await website.order(
      order({
        line_items: [
          { sku: 'ABC-002', quantity: 5 },
          { sku: 'ABC-001', quantity: 1 },
        ],
      }),
    );
    expect(await website.onlyOrder()).toMatchObject({
      lines: [
        { sku: 'ABC-001', description: 'Gold ring', quantity: 1, total_cents: 10_000 },
        { sku: 'ABC-002', quantity: 5, unit_price_cents: 100, total_cents: 500 },
      ],
      total_cents: 10_500,
    });
  });

  it('has a line replaced by what comes in its place, beside one that has moved', async () => {
    const website = await openWebsite(hub);
    await hub.admin('PUT', `/orgs/${website.tenant.organisationId}/products`, { products: [{ sku: 'ABC-003', title: 'C' }] });
    await website.order(order({ line_items: [line(), line({ sku: 'ABC-002', price: 2 })] }));
    await website.order(order({ line_items: [line({ sku: 'ABC-002', price: 2 }), line({ sku: 'ABC-003', price: 3 })] }));
    expect(await linesOf(website)).toEqual([
      [1, null, 'ABC-003', 300, 'active'],
      [2, null, 'ABC-002', 200, 'active'],
    ]);
  });

  it('has its lines where they are, when some of one SKU have a name now', async () => {
    const website = await openWebsite(hub);
    await website.order(order({ line_items: [line(), line({ price: 2 })] }));
    await website.order(order({ line_items: [line({ id: 'a' }), line({ price: 3 })] }));
    expect(await linesOf(website)).toEqual([
      [1, 'a', 'ABC-001', 1_000, 'active'],
      [2, null, 'ABC-001', 300, 'active'],
    ]);
  });

  it('calls a line by its SKU only while nothing else was ever said', async () => {
    const website = await openWebsite(hub);
    const described = async (changes: Json) => {
      await website.order(order({ line_items: [line({ id: 1, ...changes })] }));
      return (await website.onlyOrder()).lines[0].description;
    };
    expect(await described({})).toBe('ABC-001');
    expect(await described({ sku: 'ABC-002' })).toBe('ABC-002');
    expect(await described({ name: 'Lamp' })).toBe('Lamp');
    expect(await described({ price: 1 })).toBe('Lamp');
  });

  it('learns the references of its lines later, and keeps them', async () => {
    const website = await openWebsite(hub);
    await website.order(order({ line_items: [line(), line()] }));
    await website.order(order({ line_items: [line({ id: 71 }), line({ id: 72 })] }));
    await website.order(order({ line_items: [line({ id: 72, price: 5 })] }));
    await website.order(order({ line_items: [line({ price: 6 })] }));
    expect(await linesOf(website)).toEqual([
      [1, '71', 'ABC-001', 600, 'active'],
      [2, '72', 'ABC-001', 500, 'active'],
    ]);
  });

  it('has the same lines when one reference stands for two of them', async () => {
    const website = await openWebsite(hub);
    const twice = [line({ id: 7 }), line({ id: 7, sku: 'ABC-002' })];
    await website.order(order({ line_items: twice }));
    await website.order(order({ line_items: twice, external_order_number: '2' }));
    expect(await linesOf(website)).toEqual([
      [1, '7', 'ABC-001', 1_000, 'active'],
      [2, null, 'ABC-002', 1_000, 'active'],
    ]);
  });
});
