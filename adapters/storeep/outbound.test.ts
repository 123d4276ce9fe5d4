/** What this format delivers: the document, the URL that it fills in, and the e-mail. */
import { describe, expect, test } from 'vitest';
import type { EmailMessage, HttpMessage, HubEvent, Target } from '../../core/sdk/index.ts';
import { event, readFixture, target } from './fixtures/samples.ts';
import { outbound, type StoreepConfig } from './outbound.ts';

const order = readFixture('order.created.json');
const orderWith = (changes: object): HubEvent =>
  event('order.created', JSON.stringify({ order: { ...JSON.parse(order).order, ...changes } }));
const sent = (of: HubEvent, to: Target<StoreepConfig>): HttpMessage => outbound.build(of, to) as HttpMessage; // the test looks at its parts
const documentOf = (of: HubEvent) => JSON.parse(sent(of, target('example.com')).body);
/** Path and query that a URL comes to when `fbclid` is `value`. */
const filled = (rest: string, value: string): string => {
  const message = outbound.build(orderWith({ session: { fbclid: value } }), target(`example.com${rest}`));
  return message.kind === 'http' ? message.url.slice('https://example.com'.length) : message.kind;
};

describe('the document', () => {
  test('of an order is flat, and its amounts are exact', () => {
    expect(documentOf(event('order.created'))).toEqual({
      event: 'order-created',
      event_id: '01a1fa50-8e60-7ad5-89b3-0e02125401f1',
      created_at: '2026-11-20 18:55:45',
      store_id: '01a1fa50-8df3-7439-b62d-83091dc83ffe',
      order_id: '01a1fa50-8e5c-726f-9dab-f2abc7f1aa57',
      order_number: '1001',
      external_id: 'shop-1001',
      order_status: 'open',
      payment_status: 'unpaid',
      currency: 'GBP',
      order_total: '45.03',
      order_subtotal: '40.03',
      items_count: 2,
      customer_email: 'ann@example.com',
      customer_name: 'Ann Example',
      fbclid: 'IwAR0 x/../ü',
      gclid: null,
      utm_source: 'news',
      utm_medium: null,
      utm_campaign: null,
      utm_term: null,
      utm_content: null,
      utm_id: '7',
      landing_url: 'https://shop.example.com/sale?utm_source=news',
      referrer: 'https://search.example/',
      lines: JSON.parse(order).order.lines,
    });
  });
  test('has the currency’s own decimals, and every digit', () => {
    const amounts = (currency: string, total: string) => {
      const text = order.replace('"GBP"', `"${currency}"`).replace('4503', total).replace('3998', '9007199254740993');
      const { order_total, order_subtotal } = documentOf(event('order.created', text));
      return [order_total, order_subtotal];
    };
    expect(amounts('JPY', '4503')).toEqual(['4503', '9007199254740998']);
    expect(amounts('KWD', '5')).toEqual(['0.005', '9007199254740.998']);
    expect(amounts('USD', '-7')).toEqual(['-0.07', '90071992547409.98']);
    expect(amounts('XXX', '1')).toEqual([null, null]);
  });
  test('passes numbers of the lines on by their digits', () => {
    const text = order.replace('0.5', '0.50000000000000000001').replace('3998', '9007199254740993');
    const { body } = sent(event('order.created', text), target('example.com'));
    expect(body).toContain('"quantity":0.50000000000000000001');
    expect(body).toContain('"total_cents":9007199254740993');
  });
  test('of an order without a visit or a client has null in their places', () => {
    expect(documentOf(orderWith({ session: null, client: null }))).toMatchObject({
      customer_email: null,
      customer_name: null,
      fbclid: null,
      utm_content: null,
      landing_url: null,
    });
  });
  test('of a visit says where it came from', () => {
    expect(documentOf(event('session.created'))).toEqual({
      event: 'session-created',
      event_id: '01a1fa50-8e60-7ad5-89b3-0e02125401f1',
      created_at: '2026-11-20 18:55:45',
      store_id: '01a1fa50-8df3-7439-b62d-83091dc83ffe',
      session_id: 'visit-1',
      landing_url: 'https://shop.example.com/sale?utm_source=news',
      referrer: 'https://search.example/',
      fbclid: 'IwAR0 x/../ü',
      gclid: null,
      utm_source: 'news',
      utm_medium: null,
      utm_campaign: null,
      utm_term: null,
      utm_content: null,
      utm_id: '7',
    });
  });
  test.each(['order.updated', 'order.cancelled', 'order.shipped', 'order.delivered'] as const)(
    'of %s says order-updated',
    (type) => {
      expect(documentOf(event(type, order))).toMatchObject({ event: 'order-updated', order_id: expect.any(String) });
    },
  );
  test('of a test has nothing but its head', () => {
    expect(documentOf({ ...event('webhook.test', '{}'), id: null, storeId: null })).toEqual({
      event: 'webhook-test',
      event_id: null,
      created_at: '2026-11-20 18:55:45',
      store_id: null,
    });
  });
});

describe('a URL', () => {
  test('without a scheme is https; with one it keeps it', () => {
    const to = (url: string) => sent(event('order.created'), target(url)).url;
    expect([to('example.com/x'), to('example.com:8443/x'), to('http://127.0.0.1:9/x'), to('HTTPS://example.com')]).toEqual([
      'https://example.com/x',
      'https://example.com:8443/x',
      'http://127.0.0.1:9/x',
      'https://example.com/',
    ]);
  });
  test('is filled in with text that stays in its place', () => {
    expect(filled('/a/{{fbclid}}/b?c={{fbclid}}&d=1', 'x y/../ü&e=2#?')).toBe(
      '/a/x%20y%2F..%2F%C3%BC%26e%3D2%23%3F/b?c=x%20y%2F..%2F%C3%BC%26e%3D2%23%3F&d=1',
    );
    expect(filled('/{{fbclid}}', '{{order_id}}')).toBe('/%7B%7Border_id%7D%7D');
    expect(filled('/{{fbclid}}', '\ud800')).toBe('/%EF%BF%BD');
    expect(filled('/{{fbclid}}', '//evil.example')).toBe('/%2F%2Fevil.example');
    expect(filled('?{{fbclid}}', '..')).toBe('/?..');
  });
  test('takes every scalar by its name, and nothing for what is unknown, null or no scalar', () => {
    expect(filled('/{{items_count}}/{{order_total}}/{{utm_source}}/{{lines}}/{{__proto__}}/{{lines.0}}x', 'x')).toBe(
      '/2/45.03////x',
    );
  });
  test.each([
    ['/{{fbclid}}/x', '.'],
    ['/{{fbclid}}/x', '..'],
    ['/x/.{{fbclid}}', '.'],
    ['/x/%2e{{fbclid}}?a', '.'],
    ['/x/{{fbclid}}%2E', '.'],
    ['/{{fbclid}}{{fbclid}}', '.'],
  ])('%s is not sent when %j would change its path', (rest, value) => {
    expect(filled(rest, value)).toBe('unsendable');
  });
  test.each([
    ['/{{fbclid}}', '...'],
    ['/{{fbclid}}', '%2e%2e'],
    ['/x{{fbclid}}', '..'],
    ['/{{fbclid}}/x', ''],
  ])('%s is sent with %j, which is a name like any other', (rest, value) => {
    expect(filled(rest, value)).toBe(rest.replace('{{fbclid}}', encodeURIComponent(value)));
  });
  test('is sent up to 4,096 characters', () => {
    const room = 4_096 - 'https://example.com/'.length;
    expect(filled('/{{fbclid}}', 'x'.repeat(room))).toHaveLength(room + 1);
    expect(filled('/{{fbclid}}', 'x'.repeat(room + 1))).toBe('unsendable');
  });
});

describe('an e-mail', () => {
  const mail = (of: HubEvent) => outbound.build(of, target('ann@example.com', { transport: 'email' })) as EmailMessage; // as above

  test('is the document as text to read, under a line that names it', () => {
    const { kind, subject, text } = mail(event('order.created'));
    expect([kind, subject]).toEqual(['email', 'Storeep webhook: order-created 1001']);
    expect(text).toContain('\n  "order_total": "45.03",\n');
    expect(JSON.parse(text)).toEqual(documentOf(event('order.created')));
    expect(mail(event('session.created')).subject).toBe('Storeep webhook: session-created');
  });
  test('has one line as its subject, whatever the order is called', () => {
    const { subject } = mail(orderWith({ order_number: `1\r\nBcc: x@example.com\u2028\u0000${'x'.repeat(300)}` }));
    expect(subject).toMatch(/^Storeep webhook: order-created 1 Bcc: x@example\.com x+$/);
    expect(subject).toHaveLength(120);
    expect(mail(orderWith({ order_number: null })).subject).toBe('Storeep webhook: order-created shop-1001');
  });
});

test('a request carries the settings’ User-Agent and no signature', () => {
  const { method, headers } = sent(event('order.created'), target('example.com', { config: { user_agent: 'Shop/2' } }));
  expect([method, headers]).toEqual(['POST', { 'Content-Type': 'application/json', 'User-Agent': 'Shop/2' }]);
});

test('a delivery ends with any 2xx and with 410, and is tried again after anything else', () => {
  const judged = [200, 204, 299, 301, 400, 404, 410, 429, 500].map((status) => outbound.judge({ status, body: '' }));
  expect(judged).toEqual(['delivered', 'delivered', 'delivered', 'retry', 'retry', 'retry', 'disable', 'retry', 'retry']);
});
