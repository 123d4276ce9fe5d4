/** A website's order that comes again: what changes, what stays, what comes too late, and what is refused. */
import { describe, expect, it } from 'vitest';
import { eventually, startTestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { openWebsite } from '../support/website-shop.ts';

const hub = await startTestHub();

type Json = Readonly<Record<string, unknown>>;

const line = (changes: Json = {}) => ({ sku: 'ABC-001', quantity: 1, price: '10.00', ...changes });
const order = (changes: Json = {}) => ({ external_order_ref: 'WEB-1', line_items: [line()], ...changes });

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
    expect(await website.orderEvents()).toEqual(['order.created', 'order.updated']);
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
    expect(await website.orderEvents()).toEqual(['order.created', 'order.updated']);
  });

  it('is compared to the microsecond', async () => {
    const website = await openWebsite(hub);
    const at = (external_updated_at: string, price: number) => order({ external_updated_at, line_items: [line({ price })] });
    await website.order(at('2026-11-20T10:00:00.000009Z', 1));
    await website.order(at('2026-11-20T10:00:00.000001Z', 2));
    expect((await website.onlyOrder()).total_cents).toBe(100);
    await website.order(at('2026-11-20 10:00:00.000010', 3));
    expect((await website.onlyOrder()).total_cents).toBe(300);
  });

  it('says nothing when nothing of it that can be seen has changed, and is as new as it says all the same', async () => {
    const website = await openWebsite(hub);
    const lines = [line({ id: 1 }), line({ id: 2 })];
    await website.order(order({ line_items: lines, external_updated_at: '2026-11-20T10:00:00Z' }));
    const before = await website.onlyOrder();
    await website.order(order({ line_items: lines.slice(0, 1), external_updated_at: '2026-11-20T12:00:00Z' }));
    await website.order(order({ line_items: lines.slice(1), payment_status: 'account_pending' }));
    await website.order(order({ line_items: [line({ id: 1, price: 7 })], external_updated_at: '2026-11-20T11:00:00Z' }));
    expect(await website.onlyOrder()).toEqual(before);
    expect(await website.orderEvents()).toEqual(['order.created']);
    await website.order(order({ line_items: lines.slice(1), payment_status: 'paid' }));
    const events = await hub.query<{ sequence: number }>(
      `select sequence from crossdock.events where org_id = '${website.tenant.organisationId}' and type = 'order.updated'`,
    );
    expect(events).toEqual([{ sequence: 2 }]);
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

  it('is refused with the number of the line, and not its SKU, for the operator to read', async () => {
    const website = await openWebsite(hub);
    const body = order({ line_items: [line(), line({ sku: 'ABC-002' }), line({ sku: 'NO-1' }), line({ sku: 'NO-2' })] });
    const answer = await website.send('orders/created', body);
    expect(answer.json).toEqual({ ok: false, error: 'unknown_sku' });
    const { id } = website.connector;
    const row = await eventually(async () => (await hub.admin('GET', `/connectors/${id}/requests`)).json.rows[0]);
    const { json } = await hub.admin('GET', `/requests/${row.id}`);
    expect(json.error_detail).toBe("line 3 names a SKU that is not among the organisation's products");
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
