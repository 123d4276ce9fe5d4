/** The operator API's reference, held against a running hub: what it says of methods and of query parameters. */
import { beforeAll, describe, expect, test } from 'vitest';
import { eventually, startTestHub, type TestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { openWebsite } from '../support/website-shop.ts';

let hub: TestHub;
let document: AnyJson;
/** An object of each collection that a path names, and one organisation with its store. */
let known: Readonly<Record<string, string>>;

beforeAll(async () => {
  hub = await startTestHub();
  document = (await hub.call('GET', '/admin/v1/openapi.json')).json;
  known = await fillOrganisation();
});

const operations = () =>
  Object.entries<Record<string, AnyJson>>(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ template, method: method.toUpperCase(), operation })),
  );
const authorization = 'Bearer test-admin-token';
/** Parameters whose values nobody makes up: an answer gave them. */
const positions: ReadonlySet<string> = new Set(['cursor', 'last_event_id']);

test('is served to anybody', async () => {
  const { status, headers, json } = await hub.call('GET', '/admin/v1/openapi.json');
  expect([status, headers.get('content-type'), json.openapi]).toEqual([200, 'application/json', '3.1.0']);
});

test('has the methods that the running hub answers at each path', async () => {
  for (const [template, methods] of Object.entries<object>(document.paths)) {
    const { status, headers } = await hub.call('OPTIONS', `/admin/v1${pathOf(template)}`);
    const allowed = headers
      .get('allow')
      ?.split(', ')
      .filter((method) => method !== 'HEAD');
    const described = Object.keys(methods).map((method) => method.toUpperCase());
    expect([template, status, allowed?.toSorted()]).toEqual([template, 405, described.toSorted()]);
  }
});

describe('a query parameter', () => {
  test('that an operation does not have is refused, before anything is done', async () => {
    for (const { template, method } of operations()) {
      const answer = await hub.call(method, `/admin/v1${pathOf(template)}?nonsense=1`, {
        headers: { authorization },
        ...(method === 'GET' ? {} : { body: {} }),
      });
      expect([method, template, answer.status, answer.json.fields]).toEqual([
        method,
        template,
        422,
        [{ path: 'nonsense', message: 'is not a known parameter' }],
      ]);
    }
  });

  test('that it has is taken, with a value of its schema and with no other', async () => {
    let tried = 0;
    for (const { template, method, operation } of operations()) {
      for (const { name, in: place, schema } of operation.parameters ?? []) {
        if (place !== 'query' || positions.has(name)) continue;
        const ask = (value: string) => statusOf(method, `${pathOf(template)}?${name}=${encodeURIComponent(value)}`);
        expect([template, name, await ask(sampleOf(name, schema))]).toEqual([template, name, 200]);
        expect([template, name, await ask('')]).toEqual([template, name, 422]);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(40);
  });

  test('of a list that goes on is the cursor that its page before gave', async () => {
    const orders = `/orgs/${known['org']}/orders`;
    const first = (await hub.admin('GET', `${orders}?limit=1`)).json;
    const second = (await hub.admin('GET', `${orders}?limit=1&cursor=${first.next_cursor}`)).json;
    expect([second.rows.length, second.rows[0].id === first.rows[0].id]).toEqual([1, false]);
  });
});

/** Of an answer that may go on for ever. An operator may wait for few of those at once, and one that was left counts for a moment. */
async function statusOf(method: string, path: string): Promise<number> {
  return eventually(async () => {
    const response = await fetch(`${hub.url}/admin/v1${path}`, { method, headers: { authorization } });
    await response.body?.cancel();
    return response.status === 429 ? undefined : response.status;
  });
}

/** The path with objects that exist in the place of its parameters. */
function pathOf(template: string): string {
  return template.replaceAll(/([\w-]+)\/\{(\w+)\}/g, (_whole, collection: string, name: string) => {
    const value = known[name] ?? known[collection];
    if (value === undefined) throw new Error(`there is nothing for ${template}`);
    return `${collection}/${value}`;
  });
}

function sampleOf(name: string, { type, enum: words, format, minimum }: AnyJson): string {
  if (name === 'store') return known['store'] ?? '';
  if (name === 'connector') return known['connectors'] ?? '';
  if (words) return words[0];
  if (format === 'date-time') return '2026-01-02T03:04:05Z';
  if (format === 'uuid') return '0198c1a2-7b3c-7d4e-8f50-617283940a5b';
  return { integer: String(minimum), boolean: 'true', string: 'text' }[String(type)] ?? '';
}

/** Makes an organisation with one of everything, and says how each is called: by the collection that it is in. */
async function fillOrganisation(): Promise<Readonly<Record<string, string>>> {
  const nowhere = 'http://127.0.0.1:9/';
  const website = await openWebsite(hub, { config: { relay_url: nowhere } });
  const { organisationId: org, storeId: store } = website.tenant;
  const endpoint = await hub.endpoint(website.tenant, nowhere, { event_types: ['vendor.created'] });
  const api = await hub.connector(website.tenant, 'peptideclients');
  let payments = '';
  for (const external_id of ['o-1', 'o-2']) {
    const payment = { external_id: `p-${external_id}`, amount_cents: 1999 };
    const body = { external_id, lines: [{ description: 'Mug', quantity: 1, unit_price_cents: 1999 }], payment };
    const order = await hub.call('POST', '/integrations/v1/orders', { body, headers: { authorization: `Bearer ${api.key}` } });
    payments = order.json.payment.id;
  }
  await website.send('messages/contact', { name: 'Ann', email: 'ann@example.com', message: 'Hello', submission_id: 'm-1' });

  const made = async (path: string, body: object): Promise<AnyJson> => (await hub.admin('POST', path, body)).json;
  const firstOf = (path: string): Promise<string> =>
    eventually(async () => (await hub.admin('GET', path)).json.rows[0]?.id as string | undefined);
  const vendors = (await made(`/orgs/${org}/vendors`, { name: 'Potters' })).id;
  const conversations = await firstOf(`/orgs/${org}/conversations`);
  const person = { email: 'ada@example.com', name: 'Ada', password: 'correct horse' };
  return {
    org,
    store,
    connectors: api.id,
    'webhook-endpoints': endpoint.id,
    vendors,
    payments,
    conversations,
    requests: await firstOf(`/connectors/${api.id}/requests`),
    deliveries: await firstOf(`/orgs/${org}/deliveries`),
    orders: await firstOf(`/orgs/${org}/orders`),
    audit: await firstOf(`/orgs/${org}/audit`),
    'api-keys': await firstOf(`/orgs/${org}/api-keys`),
    clients: (await made(`/orgs/${org}/stores/${store}/clients`, { name: 'Ada' })).id,
    tokens: (await made(`/orgs/${org}/tokens`, { name: 'robot', role: 'org_member' })).id,
    invitations: (await made(`/orgs/${org}/invitations`, { email: 'ada@example.com', role: 'org_member' })).id,
    operators: (await made('/operators', person)).id,
    replies: (await made(`/conversations/${conversations}/replies`, { body: 'Hello back' })).reply_id,
    recoveries: (await made(`/webhook-endpoints/${endpoint.id}/recover`, { since: '2026-01-02T03:04:05Z' })).recovery_id,
  };
}
