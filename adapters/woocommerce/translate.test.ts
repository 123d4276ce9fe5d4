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

  test.each(['customer.deleted', 'product.updated', 'coupon.created', 'action.woocommerce_add_to_cart'])(
    '%s is ignored by name',
    (topic) => {
      expect(translated('{"id":15}', topic)).toEqual({ kind: 'ignore', reason: `topic ${topic}` });
    },
  );

  test('that is no topic is not repeated', () => {
    expect(translated('{"id":15}', 'Order <b>')).toEqual({ kind: 'ignore', reason: 'unknown topic' });
  });

  test('may be missing where the body is plainly an order, and nowhere else', () => {
    expect(translated(placed)).toEqual(translated(placed, 'order.updated'));
    expect(translated('{"id":15}').kind).toBe('quarantine');
  });

  test('does not matter for an error object: the order was gone before it was sent', () => {
    const gone = '{"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID.","data":{"status":404}}';
    for (const topic of ['order.updated', 'order.created', undefined])
      expect(translated(gone, topic)).toEqual({ kind: 'ignore', reason: 'error object' });
  });

  test('customer.updated reads the legacy shape too, and quarantines a customer without an id', () => {
    expect(
      translated('{"customer":{"id":2,"email":"a@b.example","billing_address":{"phone":"1"}}}', 'customer.updated'),
    ).toMatchObject({
      command: { client: { externalId: 'woo-customer-2', email: 'a@b.example', phone: '1' } },
    });
    expect(translated('{"email":"a@b.example"}', 'customer.updated')).toEqual({ kind: 'quarantine', reason: 'id is missing' });
  });
});
