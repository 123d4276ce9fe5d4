/** The storeep adapter under the laws that every adapter must pass, and what only it promises of requests and answers. */
import { describe, expect, test } from 'vitest';
import { conformanceLaws, sampleHub } from '../../core/sdk/conformance.ts';
import { fault, isFault, type Outcome, type Subscription } from '../../core/sdk/index.ts';
import { parsed, readFixture, samples, webhookBody } from './fixtures/samples.ts';
import adapter from './index.ts';

const inbound = adapter.inbound;
if (inbound === undefined) throw new Error('the adapter receives nothing');

function routeOf(method: string, path = '/api/v1/webhooks') {
  const route = inbound?.routes.find((candidate) => candidate.method === method && candidate.path === path);
  if (route === undefined) throw new Error(`no route ${method} ${path}`);
  return route;
}

const webhooks = '/api/v1/webhooks';
const read = (method: string, query: string, body?: object) => routeOf(method).translate(parsed(method, webhooks + query, body));
const visit = (body: object) => routeOf('POST', '/api/v1/sessions').translate(parsed('POST', '/api/v1/sessions', body));

const stored: Subscription = {
  number: '298437652918374561',
  title: 'Order notifications',
  transport: 'http',
  eventTypes: ['order.created'],
  target: 'example.com/webhooks/orders',
  enabled: true,
  createdAt: '2025-01-15T10:30:00.999Z',
  updatedAt: '2025-01-15T10:30:00.000Z',
};

describe('the laws of adapters', () => {
  for (const law of conformanceLaws(adapter, samples())) test(law.name, () => law.check());
});

describe('the list', () => {
  const answer = (query: string, total: number, rows: readonly Subscription[]) =>
    routeOf('GET').reply({ kind: 'subscriptions', rows, total }, parsed('GET', webhooks + query));

  test('is worded as the vendor’s page shows it', () => {
    const { data, meta } = JSON.parse(readFixture('list.json'));
    const reply = answer('', 1, [stored]);
    expect(reply.status).toBe(200);
    expect(reply.body.replace('"total":1,"count":1', `"total":${meta.pagination.total},"count":${meta.pagination.count}`)).toBe(
      readFixture('list.json'),
    );
    expect(data).toHaveLength(1);
  });
  test('names a webhook for updates and one for e-mail', () => {
    const row: Subscription = {
      ...stored,
      transport: 'email',
      eventTypes: ['order.updated', 'order.cancelled'],
      target: 'ann@example.com',
    };
    expect(JSON.parse(answer('', 1, [row]).body).data).toMatchObject([
      { type: 'e-mail', event: 'order-updated', url_or_email: 'ann@example.com' },
    ]);
  });
  test.each([
    ['?limit=2', 5, 1, 3, 'https://hub.example.com/api/v1/webhooks?limit=2&page=2'],
    ['?page=2&limit=2&page_size=9', 5, 2, 3, 'https://hub.example.com/api/v1/webhooks?page=3&limit=2&page_size=9'],
    ['?limit=2&page=3', 5, 3, 3, null],
    ['?limit=2&page=9', 5, 9, 3, null],
    ['', 0, 1, 1, null],
    ['?limit=5', 5, 1, 1, null],
  ])('%s of %i says where it stands', (query, total, page, pages, next) => {
    expect(JSON.parse(answer(query, total, []).body).meta.pagination).toMatchObject({
      total,
      count: 0,
      current_page: page,
      total_pages: pages,
      links: { next },
    });
  });
  test('is asked for with the protocol’s defaults', () => {
    expect(read('GET', '')).toEqual({
      kind: 'query',
      query: { name: 'subscription.list', list: { sortBy: 'createdAt', direction: 'descending', limit: 20, offset: 0 } },
    });
    expect(read('GET', '?page=3&limit=7&sort_field=updated_at&sort_order=ASC')).toMatchObject({
      query: { list: { sortBy: 'updatedAt', direction: 'ascending', limit: 7, offset: 14 } },
    });
  });
});

describe('a webhook', () => {
  const created = (change: object) => read('POST', '', { ...webhookBody, ...change });

  test('is enabled and JSON when nothing is said of it, and its name is trimmed', () => {
    expect(created({ name: `  ${'😀'.repeat(50)} `, format: null, is_enabled: undefined, unknown: {} })).toEqual({
      kind: 'command',
      command: {
        name: 'subscription.create',
        limit: 20,
        subscription: {
          title: '😀'.repeat(50),
          transport: 'http',
          eventTypes: ['order.created'],
          target: 'example.com/webhooks/orders',
          enabled: true,
        },
      },
    });
  });
  test.each([
    ['session-created', ['session.created']],
    ['order-created', ['order.created']],
    ['order-updated', ['order.updated', 'order.cancelled', 'order.shipped', 'order.delivered']],
  ])('for %s hears of %j', (event, eventTypes) => {
    expect(created({ event })).toMatchObject({ command: { subscription: { eventTypes } } });
    expect(read('PUT', '?id=1', { event })).toMatchObject({ command: { changes: { eventTypes } } });
  });
  test.each([
    { name: '😀'.repeat(51) },
    { name: ' ' },
    { name: 'a\u0007b' },
    { name: ['x'] },
    { type: 'constructor' },
    { event: 'toString' },
    { event: 'order.created' },
    { format: 'JSON' },
    { is_enabled: 1 },
    { url_or_email: '' },
  ])('with %j is refused by that field alone', (change) => {
    expect(created(change)).toMatchObject({ code: 'validation_failed', fields: [{ path: Object.keys(change)[0] }] });
  });
  test('changes in what was sent and in nothing else', () => {
    const changes = (body: object) => read('PUT', '?id=298437652918374561', body);
    expect(changes({ name: null, id: 7 })).toEqual({
      kind: 'command',
      command: { name: 'subscription.change', number: '298437652918374561', changes: {} },
    });
    expect(changes({ url_or_email: 'ann@example.com' })).toMatchObject({
      command: { changes: { target: { transport: 'email', value: 'ann@example.com' } } },
    });
    expect(changes({ url_or_email: 'ann@example.com/hook' })).toMatchObject({ fields: [{ path: 'url_or_email' }] });
  });
  test('whose number no webhook can have is not found', () => {
    const codes = ['9223372036854775808', '9999999999999999999'].map((id) => read('DELETE', `?id=${id}`));
    expect(codes).toMatchObject([{ code: 'not_found' }, { code: 'not_found' }]);
    expect(read('DELETE', '?id=9223372036854775807')).toMatchObject({ command: { number: '9223372036854775807' } });
  });
});

describe('a visit', () => {
  test('keeps where it came from and nothing else', () => {
    const body = { session_id: 'v', gclid: 'g', utm_x: 'x', utm_: 'no', UTM_A: 'no', page: 'no', referrer: null, utm_term: '' };
    expect(visit(body)).toEqual({
      kind: 'command',
      command: { name: 'session.record', session: { externalId: 'v', attributes: { gclid: 'g', utm_x: 'x', utm_term: '' } } },
    });
  });
  test('has at most twenty campaign fields', () => {
    const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`utm_${index}`, 'x']));
    expect(isFault(visit({ session_id: 'v', ...fields(20) }))).toBe(false);
    expect(visit({ session_id: 'v', ...fields(21) })).toMatchObject({ fields: [{ path: 'utm_20' }] });
  });
});

describe('an answer', () => {
  const outcome = (change: 'created' | 'updated' | 'deleted'): Outcome => ({
    kind: 'subscription',
    change,
    subscription: stored,
  });
  const request = parsed('POST', webhooks, webhookBody);
  test('carries the id of a new webhook with all its digits', () => {
    expect(routeOf('POST').reply(outcome('created'), request)).toEqual({
      status: 201,
      body: '{"status":"success","data":{"id":298437652918374561}}',
    });
  });
  test('to a change or a deletion says no more than that it is done', () => {
    const done = { status: 200, body: '{"status":"success"}' };
    expect(routeOf('PUT').reply(outcome('updated'), request)).toEqual(done);
    expect(routeOf('DELETE').reply(outcome('deleted'), request)).toEqual(done);
  });
  test('to something that went wrong on our side is constant', () => {
    expect(inbound.refuse(fault('internal_error'))).toEqual({
      status: 500,
      body: '{"status":"error","errors":["something went wrong on our side; nothing was stored"]}',
    });
  });
});

test('an address towards a host that the hub trusts may be plain http on any port', () => {
  const at = (url_or_email: string) => isFault(read('POST', '', { ...webhookBody, url_or_email }));
  expect(['http://127.0.0.1:81/x', 'http://127.1/x', 'LOCALHOST:81'].map(at)).toEqual([false, false, false]);
  expect(['http://127.0.0.2/x', 'http://localhost.example/x', 'http://127.0.0.1@example.com/x'].map(at)).toEqual([
    true,
    true,
    true,
  ]);
  expect(sampleHub.isTrustedHost('127.0.0.1')).toBe(true);
});
