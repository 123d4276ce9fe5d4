/** The peptideclients adapter under the laws that every adapter must pass, and what only it promises. */
import { describe, expect, test } from 'vitest';
import { conformanceLaws, parseSampleJson, sampleHub } from '../../core/sdk/conformance.ts';
import {
  type HttpMessage,
  type HubEvent,
  type InboundRequest,
  isFault,
  type ParsedRequest,
  signTimestamped,
  type StoreFacts,
  type Target,
  type Translation,
} from '../../core/sdk/index.ts';
import adapter from './index.ts';

const secret = '4f1c2d3e5a6b7c8d9e0f1a2b3c4d5e6f4f1c2d3e5a6b7c8d9e0f1a2b3c4d5e6f';
const nowSeconds = 1_795_000_000;
const store: StoreFacts = { id: '0198c1a2-7b3c-7d4e-8f50-617283940a5b', currency: 'GBP', timezone: 'UTC' };
const body = Buffer.from(
  JSON.stringify({
    external_id: 'shop-1001',
    lines: [{ description: 'Widget', quantity: 2, unit_price_cents: 1999, sku: 'W-1' }],
    client: { email: 'ann@example.com', name: 'Ann' },
    payment: { external_id: 'p-1', amount_cents: 3998, paid_at: '2026-03-01T10:00:00Z' },
  }),
);

const create: InboundRequest = {
  method: 'POST',
  path: '/integrations/v1/orders',
  params: {},
  query: new URLSearchParams(),
  headers: {
    authorization: 'Bearer pck_int_x',
    'pc-signature': signTimestamped({ body, secrets: [secret], timestampSeconds: nowSeconds }),
  },
  body: Uint8Array.from(body),
};
const find: InboundRequest = {
  ...create,
  method: 'GET',
  path: '/integrations/v1/orders/by-external/shop-1001',
  params: { externalId: 'shop-1001' },
  headers: { authorization: 'Bearer pck_int_x' },
  body: new Uint8Array(),
};
const event: HubEvent = {
  id: '0198c1a2-7b3c-7d4e-8f50-617283940a5c',
  type: 'order.created',
  createdAt: '2026-03-01T10:00:00.000Z',
  organisationId: '0198c1a2-7b3c-7d4e-8f50-617283940a5d',
  storeId: store.id,
  sequence: 1,
  dataJson: '{"order":{"id":"o-1","total_cents":9007199254740993}}',
};
const target: Target = {
  deliveryId: '0198c1a2-7b3c-7d4e-8f50-617283940a5e',
  transport: 'http',
  url: 'https://erp.example.com/hook',
  headers: { 'x-own': '1' },
  secrets: [secret, 'old'],
  config: {},
  standardWebhooks: false,
  nowSeconds,
};

describe('the laws of adapters', () => {
  const requests = [
    { name: 'create an order', request: create, proof: { headers: ['pc-signature'], secret, nowSeconds } },
    { name: 'find an order', request: find },
  ];
  for (const law of conformanceLaws(adapter, { config: {}, store, requests, events: [event], targets: [target] })) {
    test(law.name, () => law.check());
  }
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
