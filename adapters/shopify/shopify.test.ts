/** The adapter as the hub uses it: its laws, its fixtures, its sender, its answers. */
import { describe, expect, test } from 'vitest';
import { conformanceLaws } from '../../core/sdk/conformance.ts';
import { type InboundRequest, minorUnits, type Outcome } from '../../core/sdk/index.ts';
import type { ShopifyConfig } from './config.ts';
import adapter from './index.ts';
import { verify } from './sender.ts';
import { translate } from './translate.ts';
import { config, delivery, expectations, readFixture, samples, signedRequest, store, topicOf } from './fixtures/samples.ts';

const inbound = adapter.inbound;
const signature = inbound?.signature;
const [route, routeWithConnector] = inbound?.routes ?? [];
if (route === undefined || routeWithConnector === undefined || inbound === undefined || signature === undefined)
  throw new Error('the adapter receives nothing');

const ofKind = (kind: string) => expectations.filter(([, expected]) => expected.kind === kind);

describe('the laws of every adapter', () => {
  // Some laws try every place of every sample with every kind of rubbish.
  for (const law of conformanceLaws(adapter, samples())) test(law.name, { timeout: 60_000 }, () => law.check());
});

describe('every fixture of an order is read as expected', () => {
  test.each(ofKind('order'))('%s', (file, expected) => {
    const translation = translate(delivery(readFixture(file), topicOf(file)));
    if (translation.kind !== 'command' || translation.command.name !== 'order.upsert') throw new Error('not an upsert');
    const { order } = translation.command;
    const presented = order.metadata?.['presentment_money'] as { total_price: string } | undefined; // as README.md says
    expect({
      externalId: order.externalId,
      number: order.orderNumber,
      currency: order.currency,
      total: order.totalCents,
      rounded: order.rounded,
      presentment: presented ? `${presented.total_price} ${String(order.metadata?.['presentment_currency'])}` : null,
      lines: order.lines.length,
      mismatch: order.totalsMismatchCents,
      refunded: order.refundedCents,
      status: order.status,
      paymentStatus: order.paymentStatus,
      email: order.client?.email ?? null,
    }).toEqual({
      externalId: `shopify-${expected.external_id}`,
      number: expected.number,
      currency: expected.currency,
      total: expected.total_minor,
      rounded: !expected.exact,
      presentment: expected.presentment,
      lines: expected.lines,
      mismatch: Number(minorUnits(expected.total_minus_parts, expected.currency)?.amountMinor),
      refunded: expected.refunded_minor,
      status: expected.order_status,
      paymentStatus: expected.payment_state,
      email: expected.email,
    });
  });

  test.each(ofKind('refund'))('%s is a refund', (file, expected) => {
    expect(translate(delivery(readFixture(file), 'refunds/create'))).toEqual({
      kind: 'command',
      command: {
        name: 'refund.record',
        orderExternalId: `shopify-${expected.order_external_id}`,
        refund: { externalId: `shopify-refund-${expected.external_id}`, amountCents: 0 },
        currency: 'USD',
      },
    });
  });

  test.each(ofKind('invalid'))('%s is kept for an operator', (file, expected) => {
    const translation = translate(delivery(readFixture(file), 'orders/create'));
    expect(translation).toMatchObject({ kind: 'quarantine', externalId: 'shopify-1234567891011' });
    expect(expected.missing?.map((field) => `${field} is missing`)).toContain('reason' in translation && translation.reason);
  });

  test('and none of them is of a kind that is not looked at', () => {
    expect([...ofKind('order'), ...ofKind('refund'), ...ofKind('invalid')]).toHaveLength(expectations.length);
    expect(expectations).toHaveLength(12);
  });
});

describe('the sender', () => {
  const genuine = signedRequest('{}', 'orders/create');
  const identified = (other: Partial<InboundRequest>) => inbound.identify({ ...genuine, ...other });

  test('is the connector in the path', () => {
    expect(identified({ params: { connectorId: 'c1' } })).toEqual({ by: 'connector', id: 'c1' });
  });

  test('is else the shop that is named, in whatever case', () => {
    expect(identified({ headers: { 'x-shopify-shop-domain': ' Example.myShopify.com' } })).toEqual({
      by: 'hint',
      hint: inbound.hintOf?.(config, store),
    });
    expect(identified({ headers: {} })).toEqual({ by: 'hint', hint: undefined });
  });
});

describe('the signature', () => {
  const genuine = signedRequest('{"id":1}', 'orders/create');
  const proof = { secrets: [], config, nowSeconds: 0 };
  const verdict = (headers: InboundRequest['headers'], other: Partial<InboundRequest> = {}) =>
    verify({ ...genuine, ...other, headers: { ...genuine.headers, ...headers } }, proof);

  test('is made with the secret of the app, which is in the settings', () => {
    expect(verdict({})).toBe('verified');
    expect(verify(genuine, { ...proof, config: { ...config, app_secret: 'another secret' } })).toBe('signature_invalid');
    expect(verify(genuine, { secrets: [config.app_secret], config: { ...config, app_secret: 'x' }, nowSeconds: 0 })).toBe(
      'signature_invalid',
    );
  });

  test('is absent, malformed or invalid', () => {
    expect(verdict({ 'x-shopify-hmac-sha256': undefined })).toBe('absent');
    expect(verdict({ 'x-shopify-hmac-sha256': 'x' })).toBe('signature_malformed');
    expect(verdict({ 'x-shopify-hmac-sha256': `${'A'.repeat(43)}=` })).toBe('signature_invalid');
  });

  test('does not hold for another shop of the same app', () => {
    expect(verdict({ 'x-shopify-shop-domain': 'other.myshopify.com' })).toBe('signature_invalid');
    expect(verdict({ 'x-shopify-shop-domain': 'other.myshopify.com' }, { params: { connectorId: 'c1' } })).toBe(
      'signature_invalid',
    );
    expect(verdict({ 'x-shopify-shop-domain': undefined })).toBe('signature_invalid');
    expect(verdict({ 'x-shopify-shop-domain': undefined }, { params: { connectorId: 'c1' } })).toBe('verified');
  });

  test('is asked for without settings too, as for a shop that nobody knows', () => {
    const nobody = { secrets: [], config: {} as ShopifyConfig, nowSeconds: 0 }; // as the hub asks
    expect(verify(genuine, nobody)).toBe('signature_invalid');
    expect(verify({ ...genuine, headers: {} }, nobody)).toBe('absent');
  });
});

describe('the key of a delivery', () => {
  const key = (request: InboundRequest) => route.idempotencyKey?.(request);

  test('is its id together with its signature, so that other bodies are other deliveries', () => {
    const first = key(signedRequest('{"id":1}', 'orders/create', 'w1'));
    expect(first).toBe(key(signedRequest('{"id":1}', 'orders/create', 'w1')));
    expect(first).not.toBe(key(signedRequest('{"id":2}', 'orders/create', 'w1')));
    expect(first).not.toBe(key(signedRequest('{"id":1}', 'orders/create', 'w2')));
    expect(first).toMatch(/^[\x21-\x7e]{1,255}$/);
  });

  test.each(['', ' ', 'a b', 'x'.repeat(201)])('is none for the id "%s"', (webhookId) => {
    expect(key(signedRequest('{}', 'orders/create', webhookId))).toBeUndefined();
  });
});

describe('the settings', () => {
  const { properties } = adapter.configSchema as { properties: { shop_domain: { pattern: string } } }; // see config.ts
  const isShop = (text: string) => new RegExp(properties.shop_domain.pattern, 'u').test(text);

  test('name a domain in lower case', () => {
    for (const good of ['example.myshopify.com', 'shop.example.co.uk', 'a-b.example']) expect(isShop(good)).toBe(true);
    for (const bad of ['Example.myshopify.com', 'https://x.com', 'x.com/', 'localhost', '-a.com', 'a..com', ' a.com', '1.2.3.4'])
      expect(isShop(bad)).toBe(false);
  });
});

describe('the answer', () => {
  const answer = (outcome: Outcome) => {
    const { status, body } = route.reply(outcome, delivery({}, 'orders/create'));
    return [status, JSON.parse(body)];
  };
  const order = {
    kind: 'order',
    id: 'o1',
    externalId: 'shopify-15',
    status: 'open',
    paymentStatus: 'paid',
    currency: 'GBP',
    totalCents: 1,
    clientId: null,
    payment: null,
    createdAt: '2026-01-02T03:04:05.678Z',
  } as const;

  test('to a new order is 201, to a known one 200', () => {
    expect(answer({ ...order, change: 'created' })).toEqual([201, { id: 'o1', external_id: 'shopify-15', duplicate: false }]);
    for (const change of ['updated', 'unchanged'] as const)
      expect(answer({ ...order, change })).toEqual([200, { id: 'o1', external_id: 'shopify-15', duplicate: true }]);
  });

  test('to a customer is 200, known or not', () => {
    const client = { kind: 'client', id: 'c1', externalId: 'shopify-customer-2' } as const;
    expect(answer({ ...client, change: 'created' })).toEqual([
      200,
      { id: 'c1', external_id: 'shopify-customer-2', duplicate: false },
    ]);
    expect(answer({ ...client, change: 'updated' })[0]).toBe(200);
  });

  test('to what is ignored or kept for an operator is 200', () => {
    expect(answer({ kind: 'ignored', reason: 'topic app/uninstalled' })).toEqual([
      200,
      { ok: true, ignored: 'topic app/uninstalled' },
    ]);
    expect(answer({ kind: 'quarantined', reason: 'total_price is missing' })).toEqual([200, { ok: true, quarantined: true }]);
  });
});
