/** The adapter as the hub uses it: its laws, its fixtures, its topics, its answers. */
import { describe, expect, test } from 'vitest';
import { hmacBase64, type InboundRequest, isFault, minorUnits, type Outcome, type Translation } from '../../core/sdk/index.ts';
import { conformanceLaws } from '../../core/sdk/conformance.ts';
import adapter from './index.ts';
import { capture, captureNames, delivery, readFixture, samples, store } from './fixtures/samples.ts';

interface Expected {
  readonly kind: 'order' | 'legacy_v3_order' | 'draft' | 'subscription' | 'customer';
  readonly external_id: string;
  readonly number: string;
  readonly currency: string;
  readonly total_minor: number;
  readonly exact: boolean;
  readonly lines: number;
  readonly total_minus_parts?: string;
  readonly refunded_minor?: number;
  readonly order_status: string;
  readonly payment_state: string;
  readonly email: string | null;
}

const expectations = Object.entries(JSON.parse(readFixture('expected.json').toString()) as Record<string, Expected>); // our own file
const ofKind = (...kinds: readonly string[]) => expectations.filter(([, { kind }]) => kinds.includes(kind));

const canonicalStatus: Readonly<Record<string, string>> = {
  pending: 'open',
  'on-hold': 'open',
  processing: 'open',
  'awaiting-pickup': 'open',
  completed: 'fulfilled',
  cancelled: 'cancelled',
  refunded: 'closed',
};

const [route, routeWithConnector] = adapter.inbound?.routes ?? [];
const inbound = adapter.inbound;
if (route === undefined || routeWithConnector === undefined || inbound === undefined)
  throw new Error('the adapter receives nothing');

/** This format translates at once. */
const translated = (file: string, topic?: string): Translation =>
  route.translate(delivery(readFixture(file), topic)) as Translation;

function request(other: Partial<InboundRequest> = {}): InboundRequest {
  return {
    method: 'POST',
    path: '/integrations/v1/webhook/woocommerce',
    params: {},
    query: new URLSearchParams(),
    headers: {},
    body: new Uint8Array(),
    ...other,
  };
}

describe('the laws of every adapter', () => {
  // Some laws try every place of every capture with every kind of rubbish.
  for (const law of conformanceLaws(adapter, samples())) test(law.name, { timeout: 30_000 }, () => law.check());
});

describe('every fixture of an order is read as expected', () => {
  test.each(ofKind('order', 'legacy_v3_order'))('%s', (file, expected) => {
    const translation = translated(file, 'order.updated');
    if (translation.kind !== 'command' || translation.command.name !== 'order.upsert') throw new Error('not an upsert');
    const { order } = translation.command;
    expect({
      externalId: order.externalId,
      number: order.orderNumber,
      currency: order.currency,
      total: order.totalCents,
      rounded: order.rounded,
      lines: order.lines.length,
      refunded: order.refundedCents,
      mismatch: order.totalsMismatchCents,
      status: order.status,
      sourceStatus: order.sourceStatus,
      paymentStatus: order.paymentStatus,
      email: order.client?.email ?? null,
    }).toEqual({
      externalId: `woo-${expected.external_id}`,
      number: expected.number,
      currency: expected.currency,
      total: expected.total_minor,
      rounded: !expected.exact,
      lines: expected.lines,
      refunded: expected.refunded_minor ?? 0,
      mismatch: Number(minorUnits(expected.total_minus_parts ?? '0', expected.currency)?.amountMinor),
      status: canonicalStatus[expected.order_status],
      sourceStatus: expected.order_status,
      paymentStatus: expected.payment_state,
      email: expected.email,
    });
  });

  test.each(ofKind('draft'))('%s is a draft: nothing is stored', (file, expected) => {
    expect(translated(file, 'order.updated')).toEqual({
      kind: 'ignore',
      reason: 'draft',
      externalId: `woo-${expected.external_id}`,
    });
  });

  test.each(ofKind('subscription'))('%s is a subscription and never becomes an order', (file) => {
    expect(translated(file, 'subscription.updated')).toEqual({ kind: 'ignore', reason: 'topic subscription.updated' });
    expect(translated(file)).toEqual({ kind: 'ignore', reason: 'subscription' });
    expect(translated(file, 'order.updated').kind).toBe('quarantine');
  });

  test.each(ofKind('customer'))('%s is a client of the store', (file, expected) => {
    expect(translated(file, 'customer.created')).toEqual({
      kind: 'command',
      command: {
        name: 'client.upsert',
        client: { externalId: `woo-customer-${expected.external_id}`, email: expected.email, name: 'Ana Núñez' },
        onEmailConflict: 'keep',
        modifiedAt: '2026-11-20T13:09:17.000Z',
      },
    });
  });

  test('and none of them is of a kind that is not looked at', () => {
    expect(ofKind('order', 'legacy_v3_order', 'draft', 'subscription', 'customer')).toHaveLength(expectations.length);
    expect(expectations.length).toBeGreaterThan(30);
  });
});

describe('the ping', () => {
  const ping = capture('001-ping').request;
  const matching = (probe: InboundRequest) =>
    (inbound.probes ?? []).filter(({ matches }) => matches?.(probe)).map(({ path, reply }) => [path, reply]);

  test('is answered on both paths', () => {
    expect(matching(ping)).toEqual([route, routeWithConnector].map(({ path }) => [path, { status: 200, body: '{"ok":true}' }]));
  });

  test.each<[string, Partial<InboundRequest>]>([
    ['has a topic', { headers: { ...ping.headers, 'x-wc-webhook-topic': 'order.created' } }],
    ['is JSON', { headers: { ...ping.headers, 'content-type': 'application/json' } }],
    ['has no type', { headers: {} }],
    ['has more than the id', { body: Buffer.from('webhook_id=1&a=b') }],
    ['has an id of 21 digits', { body: Buffer.from(`webhook_id=${'1'.repeat(21)}`) }],
    ['has a line after the id', { body: Buffer.from('webhook_id=1\n') }],
    ['is empty', { body: new Uint8Array() }],
  ])('is nothing that %s', (_what, other) => {
    expect(matching({ ...ping, ...other })).toEqual([]);
  });
});

describe('the sender', () => {
  test('is the key, if a proxy adds one', () => {
    const headers = { authorization: 'Bearer pck_int_x', 'x-wc-webhook-source': 'https://shop.example' };
    expect(inbound.identify(request({ headers, params: { connectorId: 'c1' } }))).toEqual({ by: 'key', key: 'pck_int_x' });
  });

  test('is else the connector in the path', () => {
    expect(inbound.identify(request({ params: { connectorId: 'c1' } }))).toEqual({ by: 'connector', id: 'c1' });
  });

  test('is else looked for by the address of the shop, which matches that of its store', () => {
    const { request: genuine } = capture('009-created-order.created');
    expect(inbound.identify(genuine)).toEqual({ by: 'hint', hint: inbound.hintOf?.({}, store) });
    expect(inbound.identify(request({ headers: { 'x-wc-webhook-source': 'https://www.Shop.example/en/' } }))).toEqual({
      by: 'hint',
      hint: 'shop.example',
    });
    expect(inbound.identify(request())).toEqual({ by: 'hint', hint: undefined });
  });
});

describe('the signature', () => {
  const verdict = (headers: InboundRequest['headers'], body = '{}') =>
    inbound.signature?.verify(request({ headers, body: Buffer.from(body) }), {
      secrets: ['s1', 's2'],
      config: {},
      nowSeconds: 0,
    });

  test('of every capture holds over the untouched bytes', () => {
    const signed = captureNames.map(capture).filter(({ proof }) => proof !== undefined);
    expect(signed).toHaveLength(6);
    for (const { request: genuine, secret } of signed)
      expect(inbound.signature?.verify(genuine, { secrets: [secret], config: {}, nowSeconds: 0 })).toBe('verified');
  });

  test('is absent, malformed, invalid or verified', () => {
    expect(verdict({})).toBe('absent');
    expect(verdict({ 'x-wc-webhook-signature': 'x' })).toBe('signature_malformed');
    expect(verdict({ 'x-wc-webhook-signature': hmacBase64('s3', '{}') })).toBe('signature_invalid');
    expect(verdict({ 'x-wc-webhook-signature': hmacBase64('s2', '{}') })).toBe('verified');
  });

  test("of the integration API's own scheme does not stand in for it", () => {
    expect(verdict({ 'pc-signature': 't=1,v1=00' })).toBe('signature_invalid');
    expect(verdict({ 'pc-signature': 't=1,v1=00', 'x-wc-webhook-signature': hmacBase64('s1', '{}') })).toBe('verified');
  });
});

describe('the answer', () => {
  const answer = (outcome: Outcome) => {
    const { status, body } = route.reply(outcome, delivery({}));
    return [status, JSON.parse(body)];
  };
  const order = {
    kind: 'order',
    id: 'o1',
    externalId: 'woo-15',
    status: 'open',
    paymentStatus: 'paid',
    currency: 'GBP',
    totalCents: 1,
    clientId: null,
    payment: null,
    createdAt: '2026-01-02T03:04:05.678Z',
  } as const;

  test('to a new order is 201, to a known one 200', () => {
    expect(answer({ ...order, change: 'created' })).toEqual([201, { id: 'o1', external_id: 'woo-15', duplicate: false }]);
    for (const change of ['updated', 'unchanged'] as const)
      expect(answer({ ...order, change })).toEqual([200, { id: 'o1', external_id: 'woo-15', duplicate: true }]);
  });

  test('to a customer is worded like that to an order', () => {
    const client = { kind: 'client', id: 'c1', externalId: 'woo-customer-2' } as const;
    expect(answer({ ...client, change: 'created' })).toEqual([
      201,
      { id: 'c1', external_id: 'woo-customer-2', duplicate: false },
    ]);
    expect(answer({ ...client, change: 'updated' })).toEqual([200, { id: 'c1', external_id: 'woo-customer-2', duplicate: true }]);
  });

  test('to what is ignored or quarantined is 200: seven errors in a row would silence the shop', () => {
    expect(answer({ kind: 'ignored', reason: 'draft' })).toEqual([200, { ok: true, ignored: 'draft' }]);
    expect(answer({ kind: 'quarantined', reason: 'total is missing' })).toEqual([200, { ok: true, quarantined: true }]);
  });

  test('never refuses a genuine body', () => {
    for (const [file] of expectations) {
      for (const topic of ['order.created', 'order.deleted', 'customer.created', undefined])
        expect(isFault(translated(file, topic))).toBe(false);
    }
  });
});
