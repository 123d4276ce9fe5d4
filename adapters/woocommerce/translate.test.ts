/** What each topic makes of a body. */
import { describe, expect, test } from 'vitest';
import type { OrderUpsert, Translation } from '../../core/sdk/index.ts';
import { capture, delivery } from './fixtures/samples.ts';
import { translate } from './translate.ts';

function translated(body: Uint8Array | string, topic?: string): Translation {
  return translate(delivery(typeof body === 'string' ? Buffer.from(body) : body, topic));
}

function upserted(body: Uint8Array, topic = 'order.updated'): OrderUpsert {
  const translation = translated(body, topic);
  if (translation.kind !== 'command' || translation.command.name !== 'order.upsert')
    throw new Error(`not an upsert: ${JSON.stringify(translation)}`);
  return translation.command;
}

describe('the topic', () => {
  const placed = capture('120-checkout-placed-order.created').request.body;

  test('created and updated with the same bytes mean the same', () => {
    expect(upserted(placed, 'order.created')).toEqual(upserted(placed, 'order.updated'));
    expect(upserted(placed, 'order.updated').revision).not.toHaveProperty('restores');
  });

  test('restored brings an order back as its body says', () => {
    expect(upserted(placed, 'order.restored').revision).toMatchObject({ restores: true, rank: upserted(placed).revision.rank });
  });

  test('deleted takes nothing but the id', () => {
    const { body } = capture('014-deleted-order.deleted').request;
    expect(translated(body, 'order.deleted')).toEqual({
      kind: 'command',
      command: { name: 'order.delete', externalId: 'woo-15' },
    });
    expect(translated('{"id":"x"}', 'order.deleted').kind).toBe('quarantine');
  });

  test('of an id alone under another order topic is quarantined', () => {
    expect(translated('{"id":15}', 'order.updated')).toMatchObject({ kind: 'quarantine', externalId: 'woo-15' });
  });

  test.each(['customer.deleted', 'product.updated', 'gift-card.created', 'action.some-plugin/sold'])(
    '%s is ignored by name',
    (topic) => {
      expect(translated('{"id":15}', topic)).toEqual({ kind: 'ignore', reason: `topic ${topic}` });
    },
  );

  test('is read in whatever letter case', () => {
    expect(translated(placed, 'ORDER.CREATED')).toEqual(translated(placed, 'order.created'));
    expect(translated('{"id":15}', 'Order.Deleted')).toMatchObject({ command: { name: 'order.delete' } });
  });

  test.each(['order.created, order.created', 'order.updated;', 'Order <b>'])(
    'that was garbled to "%s" is one that is missing, and not repeated',
    (topic) => {
      expect(translated(placed, topic)).toEqual(translated(placed));
      expect(translated('{"id":15}', topic)).toEqual(translated('{"id":15}'));
    },
  );

  test('may be missing where the body is plainly an order, and nowhere else', () => {
    expect(translated(placed)).toEqual(translated(placed, 'order.updated'));
    expect(translated('{"id":15}').kind).toBe('quarantine');
  });

  test('does not matter for an error object: the order was gone before it was sent', () => {
    const gone = '{"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID.","data":{"status":404}}';
    for (const topic of ['order.updated', 'order.created', undefined])
      expect(translated(gone, topic)).toEqual({ kind: 'ignore', reason: 'error object' });
  });

  test.each([
    [{ date_modified: '2026-11-20T08:09:17', date_modified_gmt: '2026-11-20T13:09:17' }, '2026-11-20T13:09:17.000Z'],
    [{ date_modified: '2026-11-20T08:09:17' }, '2026-11-20T13:09:17.000Z'],
    [{ date_modified: null, date_modified_gmt: '2026-11-20T15:09:17+02:00' }, '2026-11-20T13:09:17.000Z'],
  ])('customer.updated says when the customer was changed: %j', (times, modifiedAt) => {
    expect(translated(JSON.stringify({ id: 2, ...times }), 'customer.updated')).toMatchObject({ command: { modifiedAt } });
  });

  test('customer.updated without a time says no time', () => {
    expect(translated('{"id":2,"date_modified":null,"date_modified_gmt":null}', 'customer.updated')).toEqual({
      kind: 'command',
      command: { name: 'client.upsert', client: { externalId: 'woo-customer-2' }, onEmailConflict: 'keep' },
    });
  });

  test('customer.updated reads the legacy shape too, and quarantines a customer without an id', () => {
    expect(
      translated(
        '{"customer":{"id":2,"email":"a@b.example","billing_address":{"phone":"1"},"last_update":"2015-01-26T20:00:21Z"}}',
        'customer.updated',
      ),
    ).toMatchObject({
      command: {
        client: { externalId: 'woo-customer-2', email: 'a@b.example', phone: '1' },
        modifiedAt: '2015-01-26T20:00:21.000Z',
      },
    });
    expect(translated('{"email":"a@b.example"}', 'customer.updated')).toEqual({ kind: 'quarantine', reason: 'id is missing' });
  });
});
