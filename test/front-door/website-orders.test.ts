/** What becomes of a website's orders: exact amounts, people and places, currencies, cancellations before and after. */
import { describe, expect, it } from 'vitest';
import { currencyExponent } from '../../core/domain/currency.ts';
import { startTestHub } from '../support/hub.ts';
import { openWebsite, type WebsiteShop } from '../support/website-shop.ts';

const hub = await startTestHub();

type Json = Readonly<Record<string, unknown>>;

const line = (changes: Json = {}) => ({ sku: 'ABC-001', quantity: 1, price: '10.00', ...changes });
const order = (changes: Json = {}) => ({ external_order_ref: 'WEB-1', line_items: [line()], ...changes });

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

  it('stop being rounded once they are told exactly, each on its own', async () => {
    const website = await openWebsite(hub);
    const lines = (price: string) => [line({ id: 1, price }), line({ id: 2, price: '1.00' })];
    const isRounded = async (changes: Json): Promise<boolean> => {
      await website.order(order(changes));
      return (await website.onlyOrder()).rounded;
    };
    expect(await isRounded({ line_items: lines('0.335'), discount_amount: '0.001' })).toBe(true);
    expect(await isRounded({ line_items: lines('0.33') })).toBe(true);
    expect(await isRounded({ line_items: [line({ id: 2, price: '1.00' })], discount_amount: '0.01' })).toBe(false);
    expect(await isRounded({ line_items: [line({ id: 3, price: '0.335' })] })).toBe(true);
    expect(await isRounded({ line_items: [{ sku: 'ABC-001', quantity: 1, id: 3 }], payment_status: 'paid' })).toBe(true);
    expect(await isRounded({ line_items: [line({ id: 3, price: '0.34' })] })).toBe(false);
  });

  it('of a thousand full lines are read', async () => {
    const website = await openWebsite(hub);
    const full = { price: '1.00', discount_amount: '0.10', tax_rate: '20', tax_amount: '0.18', net_amount: '0.90' };
    const more = { gross_amount: '1.08', description: 'Lamp', item_ref: 'x', listing_id: 7 };
    const line_items = Array.from({ length: 1_000 }, (_, index) => line({ ...full, ...more, id: index }));
    await website.order(order({ line_items }));
    await website.order(order({ line_items, payment_status: 'paid' }));
    const { lines, total_cents } = await website.onlyOrder();
    expect([lines.length, total_cents]).toEqual([1_000, 108_000]);
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

describe('what is said of people and places', () => {
  it.each<[string, Json, Json]>([
    [
      'an address that is none',
      { buyer_email: 'n/a', buyer_name: 'Ann' },
      { client: null, metadata: { buyer_email: 'n/a', buyer_name: 'Ann' } },
    ],
    ['an address with blanks around it', { buyer_email: ' ann@example.com ' }, { client: { email: 'ann@example.com' } }],
    ['no address, as PHP says it', { buyer_email: false, buyer_phone: '1' }, { client: null, metadata: { buyer_phone: '1' } }],
    ['a place as text', { shipping_address: '1 High Street' }, { shipping_address: { line1: '1 High Street' } }],
    [
      'an empty place before another',
      { shipping_address: [], shipping: { address: { city: 'Leeds' } } },
      { shipping_address: { city: 'Leeds' } },
    ],
    [
      'parts that are of no use',
      { billing_address: { street: ['1 High Street', 'Flat 2'], company: false, country: { code: 'GB' }, zip: 7 } },
      { billing_address: { line1: '1 High Street', line2: 'Flat 2', company: null, country: null, postal_code: '7' } },
    ],
    [
      'a place in camelCase, alone in a list',
      { shipping_address: [{ firstName: 'Ann', addressLine1: '1 High Street', postalCode: 'LS1', countryCode: 'gb' }] },
      { shipping_address: { name: 'Ann', line1: '1 High Street', postal_code: 'LS1', country: 'GB' } },
    ],
    [
      'a place without a level of its own',
      { shipping: { line1: '1 High Street', method: 'express' } },
      { shipping_address: { line1: '1 High Street' } },
    ],
    [
      'places in words that nobody knows',
      { shipping_address: { Ort: 'Wien', Haus: 3 }, billing: { address: [{ Ort: 'Wien' }, { Ort: 'Graz' }] } },
      {
        shipping_address: null,
        billing_address: null,
        metadata: { shipping_address: '{"Ort":"Wien","Haus":"3"}', billing_address: '[{"Ort":"Wien"},{"Ort":"Graz"}]' },
      },
    ],
    [
      'places that are none',
      { shipping_address: 7, billing_address: true, shipping: { address: [[]] } },
      { billing_address: null },
    ],
  ])('never costs the order: %s', async (_what, said, stored) => {
    const website = await openWebsite(hub);
    await website.order(order(said));
    expect(await website.onlyOrder()).toMatchObject({ external_id: 'WEB-1', ...stored });
  });
});

describe('a text in a place that is too long', () => {
  const addressLine1 = 'x'.repeat(256);

  it.each([
    { shipping_address: { addressLine1 } },
    { shipping_address: [{ addressLine1 }] },
    { billing_address: { address: [{ addressLine1 }] } },
    { shipping: { addressLine1 } },
    { shipping: { address: { addressLine1 } } },
  ])('costs the order, wherever it stands: case %#', async (said) => {
    const answer = await (await openWebsite(hub)).send('orders/created', order(said));
    expect([answer.status, answer.json]).toEqual([400, { ok: false, error: 'validation_failed' }]);
  });
});

describe('a currency that an update names', () => {
  it.each([
    ['KWD', 'GBP'],
    ['GBP', 'EUR'],
  ])("is the order's and no other: it is in %s, not in %s", async (stored, named) => {
    const website = await openWebsite(hub);
    await website.order(order({ currency_code: stored, line_items: [line({ id: 1, price: '1.234' }), line({ id: 2 })] }));
    const before = await website.onlyOrder();
    for (const line_items of [[line({ id: 2, price: 5 })], [{ sku: 'ABC-001', quantity: 1, id: 2 }]]) {
      const body = order({ currency_code: named, line_items, buyer_email: 'ann@example.com', payment_status: 'paid' });
      const answer = await website.send('orders/created', body);
      expect([answer.status, answer.json]).toEqual([400, { ok: false, error: 'currency_mismatch' }]);
    }
    expect(await website.onlyOrder()).toEqual(before);
    expect(await hub.query(`select from crossdock.clients where org_id = '${website.tenant.organisationId}'`)).toEqual([]);
    await website.order(order({ currency_code: stored.toLowerCase(), line_items: [line({ id: 2, price: 5 })] }));
    expect(await website.onlyOrder()).toMatchObject({ currency: stored });
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

  it('is not missed where no amount is named either', async () => {
    const website = await openWebsite(hub);
    await website.order(order({ currency_code: 'KWD', line_items: [line({ price: '1.234', quantity: 2 })] }));
    await website.order(order({ payment_status: 'paid', line_items: [{ sku: 'ABC-001', quantity: 3 }] }));
    expect(await website.onlyOrder()).toMatchObject({ currency: 'KWD', payment_status: 'paid', total_cents: 3_702 });
    const answer = await website.send(
      'orders/created',
      order({ line_items: [{ sku: 'ABC-001', quantity: 3 }], discount_amount: 1 }),
    );
    expect(answer.json).toEqual({ ok: false, error: 'currency_mismatch' });
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
    expect(await website.orderEvents()).toEqual(['order.created', 'order.cancelled']);
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
    expect(await website.orderEvents()).toEqual(['order.cancelled', 'order.created']);
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
