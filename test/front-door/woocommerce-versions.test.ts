/** The versions of a WooCommerce order, from outside: out of order, at once, refunded, deleted and restored. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readFixture } from '../../adapters/woocommerce/fixtures/samples.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { changedOrder, openShop } from '../support/woo-shop.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});

describe('the newest version of an order', () => {
  test('wins, and an older one that comes later changes nothing', async () => {
    const shop = await openShop(hub);
    await shop.deliver(changedOrder({ date_modified_gmt: '2026-03-02T10:00:00', status: 'processing' }), 'order.updated');
    const newer = await shop.deliver(
      changedOrder({ date_modified_gmt: '2026-03-03T10:00:00', status: 'completed' }),
      'order.updated',
    );
    const stale = await shop.deliver(
      changedOrder({ date_modified_gmt: '2026-03-01T10:00:00', status: 'on-hold' }),
      'order.updated',
    );
    expect([newer.status, stale.status]).toEqual([200, 200]);
    const [order] = await shop.orders();
    expect([order.status, order.payment_status, order.fulfilment_status, order.source_status]).toEqual([
      'fulfilled',
      'paid',
      'shipped',
      'completed',
    ]);
  });

  test('within one second is the state further along', async () => {
    const shop = await openShop(hub);
    await shop.deliver(changedOrder({ status: 'completed' }), 'order.updated');
    await shop.deliver(changedOrder({ status: 'pending' }), 'order.updated');
    expect((await shop.orders())[0].status).toBe('fulfilled');
    await shop.deliver(changedOrder({ status: 'refunded', refunds: [{ id: 1, total: '-75.86' }] }), 'order.updated');
    expect((await shop.orders())[0]).toMatchObject({
      status: 'closed',
      payment_status: 'refunded',
      refunded_cents: 7586,
      payments: [{ status: 'refunded' }],
    });
  });

  test('has the refunds that are listed in it now', async () => {
    const shop = await openShop(hub);
    const at = (second: number) => ({ date_modified_gmt: `2026-03-02T10:00:0${second}` });
    await shop.deliver(
      changedOrder({
        ...at(1),
        refunds: [
          { id: 1, total: '-10.00' },
          { id: 2, total: '-5.00' },
        ],
      }),
      'order.updated',
    );
    expect((await shop.orders())[0]).toMatchObject({ payment_status: 'partially_refunded', refunded_cents: 1500 });
    await shop.deliver(changedOrder({ ...at(2), refunds: [{ id: 2, total: '-5.00' }] }), 'order.updated');
    expect((await shop.orders())[0]).toMatchObject({ payment_status: 'partially_refunded', refunded_cents: 500 });
  });

  test('by many senders at once is stored once, and ends as the newest', async () => {
    const shop = await openShop(hub);
    const versions = Array.from({ length: 20 }, (_, index) =>
      changedOrder({ date_modified_gmt: `2026-03-02T10:00:${10 + index}`, number: `n-${index}` }),
    );
    const answers = await Promise.all(versions.toReversed().map((body) => shop.deliver(body, 'order.updated')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200 || status === 201)).toBe(true);
    const rows = await shop.orders();
    expect(rows.map(({ order_number }) => order_number)).toEqual(['n-19']);
  });
});

describe('a deletion', () => {
  test('marks a known order, leaves its payment, survives a repeat of what was, and ends when the shop restores it', async () => {
    const shop = await openShop(hub);
    await shop.play('009-created-order.created');
    const gone = await shop.play('014-deleted-order.deleted');
    expect([gone.status, gone.json.duplicate]).toEqual([200, true]);
    expect((await shop.orders())[0]).toMatchObject({ status: 'deleted', payment_status: 'paid' });
    await shop.play('010-created-order.updated');
    expect((await shop.orders())[0].status).toBe('deleted');
    await shop.deliver(readFixture('captures/009-created-order.created.body'), 'order.restored');
    expect((await shop.orders())[0]).toMatchObject({ status: 'open', payment_status: 'paid' });
  });

  test('of an order that was never seen is ignored', async () => {
    const shop = await openShop(hub);
    const answer = await shop.play('014-deleted-order.deleted');
    expect([answer.status, answer.json.ok, typeof answer.json.ignored]).toEqual([200, true, 'string']);
  });
});
