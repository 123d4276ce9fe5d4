/** The peptideclients adapter under the laws that every adapter must pass, and what only it promises. */
import { describe, expect, test } from 'vitest';
import { conformanceLaws, parseSampleJson, sampleHub } from '../../core/sdk/conformance.ts';
import { type HttpMessage, type HubEvent, isFault, type ParsedRequest, type Translation } from '../../core/sdk/index.ts';
import { create, event, nowSeconds, samples, store, target } from './fixtures/samples.ts';
import adapter from './index.ts';

describe('the laws of adapters', () => {
  for (const law of conformanceLaws(adapter, samples)) test(law.name, () => law.check());
});

describe('an order', () => {
  const route = adapter.inbound?.routes[0];
  const read = (change: object) => {
    const json = { ...parseSampleJson(create.body, false), ...change };
    const parsed: ParsedRequest = { ...create, json, config: {}, store, hub: sampleHub };
    return route?.translate(parsed) as Translation | undefined; // this format translates at once
  };
  const order = (change: object) => {
    const translation = read(change);
    if (!translation || isFault(translation) || translation.kind !== 'command' || translation.command.name !== 'order.create')
      throw new Error('no order');
    return translation.command.order;
  };

  test('without a currency is in its store’s', () => expect(order({}).currency).toBe('GBP'));
  test('is not paid in another currency', () => {
    const payment = { external_id: 'p', amount_cents: 1 };
    expect(order({ payment: { ...payment, currency: 'GBP' } }).paymentStatus).toBe('partially_paid');
    expect(read({ payment: { ...payment, currency: 'USD' } })).toMatchObject({ code: 'currency_mismatch' });
  });
  test('is paid, partially paid or unpaid by what came with it', () => {
    const paid = (amount_cents: number) => order({ payment: { external_id: 'p', amount_cents } }).paymentStatus;
    expect([paid(3998), paid(4000), paid(1), paid(0), order({ payment: null }).paymentStatus]).toEqual([
      'paid',
      'paid',
      'partially_paid',
      'unpaid',
      'unpaid',
    ]);
  });
  test.each(['2026-06-30T23:59:60Z', '9999-12-31T23:59:59-23:00'])(
    'placed at %s, which no calendar has, is refused by name',
    (placed_at) => {
      expect(read({ placed_at })).toMatchObject({ code: 'validation_failed', detail: expect.stringContaining('/placed_at') });
    },
  );
  test('whose lines are worth more than a number can say is refused', () => {
    const lines = [
      { description: 'x', quantity: 1_000_000, unit_price_cents: 9_999_999_999 },
      { description: 'y', quantity: 1, unit_price_cents: 1 },
    ];
    expect(read({ lines })).toMatchObject({ code: 'amount_out_of_range' });
  });
});

describe('a delivery', () => {
  const send = (sent: HubEvent) => adapter.outbound?.build(sent, target) as HttpMessage; // this format sends nothing else
  const message = send(event);

  test('carries the event whole, digits included, under the headers of the protocol', () => {
    expect(message.body).toBe(
      '{"id":"0198c1a2-7b3c-7d4e-8f50-617283940a5c","type":"order.created","created_at":"2026-03-01T10:00:00.000Z",' +
        '"org_id":"0198c1a2-7b3c-7d4e-8f50-617283940a5d","store_id":"0198c1a2-7b3c-7d4e-8f50-617283940a5b","sequence":1,' +
        '"data":{"order":{"id":"o-1","total_cents":9007199254740993}}}',
    );
    expect(message.headers).toMatchObject({
      'x-own': '1',
      'Content-Type': 'application/json',
      'User-Agent': 'PeptideClients-Webhook/1.0',
      'X-PC-Event-Type': 'order.created',
      'X-PC-Event-Id': event.id,
      'X-PC-Delivery-Id': target.deliveryId,
      'X-PC-Timestamp': String(nowSeconds),
    });
  });
  test('during a rotation is signed with the new secret first and the old one last', () => {
    expect(message.headers['X-PC-Signature']).toMatch(new RegExp(`^t=${nowSeconds},v1=[0-9a-f]{64},v1=[0-9a-f]{64}$`));
  });
  test('of a test names no event', () => {
    expect(send({ ...event, id: null, type: 'webhook.test' }).headers['X-PC-Event-Id']).toBe('null');
  });
  test('is delivered by any 2xx, ends with 410, and is tried again after anything else', () => {
    const judge = (status: number) => adapter.outbound?.judge({ status, body: '' });
    expect([200, 204, 299, 302, 400, 410, 500].map(judge)).toEqual([
      'delivered',
      'delivered',
      'delivered',
      'retry',
      'retry',
      'disable',
      'retry',
    ]);
  });
});
