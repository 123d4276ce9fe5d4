/** What becomes of a website's orders: exact amounts, updates in any sequence, cancellations before and after. */
import { describe, expect, it } from 'vitest';
import { currencyExponent } from '../../core/domain/currency.ts';
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

/** The types of the order's events, in the order in which they happened. */
async function eventsOf({ tenant }: WebsiteShop): Promise<readonly string[]> {
  const rows = await hub.query<{ type: string }>(
    `select type from crossdock.events where org_id = '${tenant.organisationId}' and object_type = 'order' order by sequence`,
  );
  return rows.map(({ type }) => type);
}

describe('amounts', () => {
  it('come from the text that was sent, number or string, to the last digit', async () => {
    const website = await openWebsite(hub);
    const body =
      '{"external_order_ref":"WEB-1","line_items":[{"sku":"ABC-001","quantity":100,"unit_price":19.99},' +
      '{"sku":"ABC-002","quantity":"1.0","price":"0.1"},{"sku":"ABC-002","quantity":1,"price":0.2}],' +
      '"shipping_net_amount":4.95,"shipping_tax_amount":"0.99","discount_amount":1.10}';
    expect((await website.send('orders/created', body)).json).toEqual({ ok: true });
    expect(await website.onlyOrder()).toMatchObject({
      lines: [{ unit_price_cents: 1_999, total_cents: 199_900 }, { total_cents: 10 }, { total_cents: 20 }],
      shipping_cents: 495,
      tax_cents: 99,
      discount_cents: 110,
      total_cents: 199_900 + 30 + 495 + 99 - 110,
      totals_mismatch_cents: 0,
      rounded: false,
    });
  });

  it('are rounded half-even where the currency is coarser, and say so', async () => {
    const website = await openWebsite(hub);
    await website.order(order({ currency_code: 'JPY', line_items: [line({ price: '0.5' }), line({ price: '1.5' })] }));
    const stored = await website.onlyOrder();
    expect(stored).toMatchObject({ currency: 'JPY', total_cents: 2, rounded: true, totals_mismatch_cents: 0 });
    expect(stored.lines).toMatchObject([{ total_cents: 0 }, { total_cents: 2 }]);
  });

  it('keep the whole of an order: people, places and times', async () => {
    const website = await openWebsite(hub);
    const address = { name: 'Ann', line1: '1 High Street', city: 'London', postcode: 'SW1A 1AA', country: 'gb' };
    const more = { external_order_number: '1001', order_date: '2026-11-20 13:09:05', payment_status: 'awaiting_payment' };
    const buyer = { buyer_name: 'Ann Lee', buyer_email: 'Ann@example.com', buyer_phone: '1' };
    await website.order(order({ ...more, ...buyer, shipping_address: { address }, billing: { address: { country: 'France' } } }));
    expect(await website.onlyOrder()).toMatchObject({
      order_number: '1001',
      placed_at: '2026-11-20T13:09:05.000Z',
      payment_status: 'awaiting',
      source_status: 'awaiting_payment',
      client: { email: 'Ann@example.com', name: 'Ann Lee', phone: '1' },
      shipping_address: { name: 'Ann', line1: '1 High Street', city: 'London', postal_code: 'SW1A 1AA', country: 'GB' },
      billing_address: null,
      metadata: { billing_country: 'France' },
    });
  });
});

describe('an order that comes again', () => {
  it('is changed where something is said, and stays as it is where nothing is', async () => {
    const website = await openWebsite(hub);
    const first = { external_order_number: '1001', payment_status: 'pending', currency_code: 'EUR', shipping_net_amount: 5 };
    await website.order(order({ ...first, buyer_name: 'Ann', shipping_address: { city: 'Leeds' }, order_date: '2026-11-20' }));
    await website.order(
      order({ payment_status: 'paid', discount_amount: '1.00', buyer_phone: '1', line_items: [line({ quantity: 2 })] }),
    );
    expect(await website.onlyOrder()).toMatchObject({
      order_number: '1001',
      payment_status: 'paid',
      source_status: 'paid',
      currency: 'EUR',
      shipping_cents: 500,
      discount_cents: 100,
      total_cents: 2_000 + 500 - 100,
      totals_mismatch_cents: 0,
      shipping_address: { city: 'Leeds' },
      placed_at: '2026-11-20T00:00:00.000Z',
      metadata: { buyer_name: 'Ann', buyer_phone: '1' },
    });
    expect(await eventsOf(website)).toEqual(['order.created', 'order.updated']);
  });

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

  it('changes nothing when it is the same, or older than what is stored', async () => {
    const website = await openWebsite(hub);
    const at = (external_updated_at: string, price: number) => order({ external_updated_at, line_items: [line({ price })] });
    await website.order(at('2026-11-20T10:00:00Z', 1));
    await website.order(at('2026-11-20T10:00:00Z', 1));
    await website.order(at('2026-11-20T12:00:00Z', 2));
    await website.order(at('2026-11-20T11:00:00+00:00', 3));
    await website.order(at('2026-11-20T10:00:00Z', 1));
    expect((await website.onlyOrder()).total_cents).toBe(200);
    expect(await eventsOf(website)).toEqual(['order.created', 'order.updated']);
  });

  it('is as new as its last repetition: what is older than that comes too late', async () => {
    const website = await openWebsite(hub);
    const at = (external_updated_at: string, price: number) => order({ external_updated_at, line_items: [line({ price })] });
    await website.order(at('2026-11-20T10:00:00Z', 1));
    await website.order(at('2026-11-20T12:00:00Z', 1));
    await website.order(at('2026-11-20T11:00:00Z', 2));
    expect((await website.onlyOrder()).total_cents).toBe(100);
  });

  it('is refused as a whole when a SKU is unknown, or the total falls below nothing', async () => {
    const website = await openWebsite(hub);
    await website.order(order({ discount_amount: 4 }));
    const before = await website.onlyOrder();
    const refused = async (changes: Json) => (await website.send('orders/created', order(changes))).json.error;
    expect(await refused({ line_items: [line({ price: 9 }), line({ sku: 'NO' })], buyer_email: 'a@example.com' })).toBe(
      'unknown_sku',
    );
    expect(await refused({ line_items: [line({ price: 3 })], buyer_email: 'a@example.com' })).toBe('amount_out_of_range');
    expect(await website.onlyOrder()).toEqual(before);
    expect(await hub.query(`select from crossdock.clients where org_id = '${website.tenant.organisationId}'`)).toEqual([]);
  });

  it('may say less than its discount is worth, when the lines that it leaves out make up for it', async () => {
    const website = await openWebsite(hub);
    await website.order(order({ line_items: [line({ line_ref: 'a', price: 100 }), line({ line_ref: 'b' })] }));
    await website.order(order({ line_items: [line({ line_ref: 'b', price: 1 })], discount_amount: 50 }));
    expect((await website.onlyOrder()).total_cents).toBe(10_000 + 100 - 5_000);
  });

  it('is told apart from its namesake in another store', async () => {
    const [one, other] = [await openWebsite(hub), await openWebsite(hub)];
    await one.order(order());
    await other.order(order({ line_items: [line({ price: 1 })] }));
    expect([(await one.onlyOrder()).total_cents, (await other.onlyOrder()).total_cents]).toEqual([1_000, 100]);
  });

  it('comes whole out of many updates at once', async () => {
    const website = await openWebsite(hub);
    const updates = Array.from({ length: 16 }, (_, index) =>
      order({ line_items: [line({ line_ref: `line-${index}`, price: 1 })] }),
    );
    await Promise.all(updates.map((update) => website.order(update)));
    const { lines, total_cents } = await website.onlyOrder();
    expect(new Set(lines.map((one: AnyJson) => one.external_ref)).size).toBe(16);
    expect([lines.length, total_cents]).toEqual([16, 1_600]);
  });
});

describe('a currency that an update does not name', () => {
  it("is the order's, where it has as many decimals as the pound", async () => {
    const website = await openWebsite(hub);
    await website.order(order({ currency_code: 'EUR' }));
    await website.order(order({ line_items: [line({ price: 2 })] }));
    expect(await website.onlyOrder()).toMatchObject({ currency: 'EUR', total_cents: 200 });
  });

  it('is missing, where it has not', async () => {
    const website = await openWebsite(hub);
    await website.order(order({ currency_code: 'JPY', line_items: [line({ price: 1_500 })] }));
    const answer = await website.send('orders/created', order({ line_items: [line({ price: 2_000 })] }));
    expect([answer.status, answer.json]).toEqual([400, { ok: false, error: 'currency_mismatch' }]);
    expect(await website.onlyOrder()).toMatchObject({ currency: 'JPY', total_cents: 1_500 });
  });

  it('has the same decimals for the database and for the domain', async () => {
    const codes = Intl.supportedValuesOf('currency').filter((code) => currencyExponent(code) !== undefined);
    const rows = await hub.query<{ code: string; decimals: number }>(
      `select code, crossdock.currency_decimals(code) as decimals from unnest('{${codes.join(',')}}'::text[]) as code`,
    );
    expect(rows).toEqual(codes.map((code) => ({ code, decimals: currencyExponent(code) })));
    expect(codes.length).toBeGreaterThan(140);
  });
});

describe('a cancellation', () => {
  const cancel = (website: WebsiteShop) => website.send('orders/cancelled', { external_order_ref: 'WEB-1' });
  const cancelled = { status: 'cancelled', fulfilment_status: 'cancelled' };

  it('cancels the order and every line of it, once', async () => {
    const website = await openWebsite(hub);
    await website.order(order({ line_items: [line(), line()] }));
    for (let time = 0; time < 2; time += 1) expect((await cancel(website)).text).toBe('{"ok":true}');
    const stored = await website.onlyOrder();
    expect(stored).toMatchObject({ ...cancelled, cancelled_at: expect.any(String), total_cents: 2_000 });
    expect(stored.lines).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }]);
    expect(await eventsOf(website)).toEqual(['order.created', 'order.cancelled']);
  });

  it('that comes first is remembered; the data that follow are shown, and stay cancelled', async () => {
    const website = await openWebsite(hub);
    expect((await cancel(website)).json).toEqual({ ok: true });
    const before = await website.onlyOrder();
    expect(before).toMatchObject({ ...cancelled, external_id: 'WEB-1', total_cents: 0, lines: [] });
    const data = { buyer_email: 'ann@example.com', currency_code: 'JPY', external_order_number: '7', payment_status: 'paid' };
    await website.order(order({ ...data, line_items: [line({ price: 1_500 })], external_updated_at: '2020-01-01' }));
    expect(await website.onlyOrder()).toMatchObject({
      ...cancelled,
      id: before.id,
      cancelled_at: before.cancelled_at,
      currency: 'JPY',
      total_cents: 1_500,
      order_number: '7',
      payment_status: 'paid',
      client: { email: 'ann@example.com' },
      lines: [{ sku: 'ABC-001', status: 'cancelled' }],
    });
    expect(await eventsOf(website)).toEqual(['order.cancelled', 'order.created']);
  });

  it('holds against later updates, whose new lines are cancelled too', async () => {
    const website = await openWebsite(hub);
    await website.order(order());
    await cancel(website);
    await website.order(order({ line_items: [line(), line({ sku: 'ABC-002' })], payment_status: 'refunded' }));
    const stored = await website.onlyOrder();
    expect(stored).toMatchObject({ ...cancelled, payment_status: 'refunded', total_cents: 2_000 });
    expect(stored.lines).toMatchObject([{ status: 'cancelled' }, { sku: 'ABC-002', status: 'cancelled' }]);
  });

  it('races with its order without losing either', async () => {
    for (let round = 0; round < 10; round += 1) {
      const website = await openWebsite(hub);
      const answers = await Promise.all([website.send('orders/created', order()), cancel(website)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(await website.onlyOrder()).toMatchObject({ ...cancelled, total_cents: 1_000, lines: [{ status: 'cancelled' }] });
    }
  });

  it.each(['{}', '{"external_order_ref":null}', '{"external_order_ref":""}'])(
    'without a reference is refused: %s',
    async (body) => {
      const website = await openWebsite(hub);
      const answer = await website.send('orders/cancelled', body);
      expect([answer.status, answer.json]).toEqual([400, { ok: false, error: 'validation_failed' }]);
    },
  );
});
