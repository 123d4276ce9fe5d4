/** The read API's reference: every route that runs and no other, and schemas that hold for what is really sent. */
import express from 'express';
import { beforeAll, describe, expect, test } from 'vitest';
import { eventTypes } from '../../core/domain/event.ts';
import { mountReadApi, type ReadApiMount } from '../../core/http/mount-read-api.ts';
import { createRequestScope } from '../../core/http/request-scope.ts';
import { makeEveryEvent } from '../support/every-event.ts';
import { startTestHub, type TestHub, type TestTenant } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { structureFaults } from '../support/openapi-structure.ts';
import { type SchemaJudge, strictJudge } from '../support/published-schemas.ts';
import type { ReceivedWebhook } from '../support/webhook-receiver.ts';

let hub: TestHub;
let tenant: TestTenant;
let reference: AnyJson;
let judge: SchemaJudge;
beforeAll(async () => {
  hub = await startTestHub({ CROSSDOCK_ALERT_INTERVAL: '100ms' });
  tenant = await hub.tenant();
  reference = (await hub.call('GET', '/v1/openapi.json')).json;
  judge = strictJudge(reference);
});

const read = (path: string, key = tenant.readKey) => hub.call('GET', path, { headers: { authorization: `Bearer ${key}` } });

describe('the reference', () => {
  test('is served to anybody, and so is the health of the read API', async () => {
    const { status, headers, json } = await hub.call('GET', '/v1/openapi.json');
    expect([status, headers.get('content-type'), json.openapi]).toEqual([200, 'application/json', '3.1.0']);
    const health = await hub.call('GET', '/v1/health');
    expect([health.status, health.text]).toEqual([200, '{"ok":true}']);
  });

  test.each(['/v1/openapi.json', '/integrations/v1/openapi.json'])('at %s is structurally OpenAPI 3.1', async (path) => {
    expect(structureFaults((await hub.call('GET', path)).json)).toEqual([]);
  });

  test('has every route that is mounted and no other', () => {
    const scope = createRequestScope(() => '');
    // Mounting only reads what it passes on, and calls nothing.
    mountReadApi(express.Router(), { scope, serverUrl: reference.servers[0].url } as unknown as ReadApiMount);
    const mounted = [...scope.paths].flatMap(([path, { methods }]) =>
      methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`),
    );
    const described = Object.entries<object>(reference.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(mounted.toSorted());
    expect(described).toHaveLength(11);
  });

  test('describes routes that the running hub has, each with exactly these methods', async () => {
    for (const [path, item] of Object.entries<object>(reference.paths)) {
      const { status, headers } = await hub.call('DELETE', path.replace(/\{\w+\}/, 'x'));
      const methods = Object.keys(item).map((method) => method.toUpperCase());
      const allowed = headers.get('allow')?.split(', ');
      expect([path, status, allowed?.filter((method) => method !== 'HEAD')]).toEqual([path, 405, methods]);
    }
  });

  test('has a webhook for each type of the catalogue, here and beside the integration API', async () => {
    const integration = (await hub.call('GET', '/integrations/v1/openapi.json')).json;
    expect(Object.keys(reference.webhooks)).toEqual([...eventTypes]);
    expect(integration.webhooks).toEqual(reference.webhooks);
    expect(reference.components.schemas).toMatchObject(integration.components.schemas);
    expect(integration.externalDocs.url).toMatch(/\/v1\/openapi\.json$/);
  });

  test('describes every field, in schemas that are open for fields to come', () => {
    for (const [name, schema] of Object.entries<AnyJson>(reference.components.schemas)) {
      for (const [field, { $ref, description }] of Object.entries<AnyJson>(schema.properties ?? {})) {
        expect([name, field, $ref ?? description]).toEqual([name, field, expect.stringMatching(/./)]);
      }
      expect([name, schema.required]).toEqual([name, schema.properties && Object.keys(schema.properties)]);
      expect([name, schema.additionalProperties]).not.toEqual([name, false]);
      for (const [field, { examples = [] }] of Object.entries<AnyJson>(schema.properties ?? {})) {
        const errors = examples.flatMap((value: unknown) => judge(name, { [field]: value }));
        expect(errors.filter((error: string) => error.includes(`/${field}`))).toEqual([]);
      }
    }
  });
});

describe('a refusal', () => {
  const nowhere = '01a1f9b4-98a5-73a5-9504-80a8b30803c0';

  test.each<[string, string, string, number, string, Record<string, string>?]>([
    ['GET', '/v1/orders', '/v1/orders?limit=0', 400, 'invalid_query'],
    ['GET', '/v1/orders', '/v1/orders?limit=%00', 400, 'invalid_query'],
    ['GET', '/v1/clients', `/v1/clients?cursor_id=${nowhere}`, 400, 'invalid_cursor'],
    ['GET', '/v1/vendors/{id}', '/v1/vendors/%zz', 400, 'bad_request'],
    ['GET', '/v1/vendors/{id}', `/v1/vendors/${nowhere}`, 404, 'not_found'],
    ['GET', '/v1/products', '/v1/products', 401, 'missing_authorization', { authorization: '' }],
    ['GET', '/v1/products/{id}', '/v1/products/x', 401, 'invalid_api_key', { authorization: 'Bearer pck_live_x' }],
    ['POST', '/v1/webhooks/test/{endpoint_id}', `/v1/webhooks/test/${nowhere}`, 403, 'insufficient_scope'],
    ['GET', '/v1/health', '/v1/health?x=%00', 400, 'invalid_query'],
  ])('of %s %s is answered as it is described: %s is %i %s', async (method, path, url, status, code, headers) => {
    const answer = await hub.call(method, url, { headers: headers ?? { authorization: `Bearer ${tenant.readKey}` } });
    expect([answer.status, answer.json.error]).toEqual([status, code]);
    expectDescribed(reference.paths[path][method.toLowerCase()].responses[status], answer);
  });

  test('of another method is described too', async () => {
    expectDescribed(reference.paths['/v1/orders'].get.responses[405], await hub.call('PUT', '/v1/orders'));
  });

  test('is described wherever a key is asked for, with the sentence of the rate limit', () => {
    for (const [path, item] of Object.entries<AnyJson>(reference.paths)) {
      for (const { security, responses } of Object.values<AnyJson>(item)) {
        const codes = Object.values<AnyJson>(responses).flatMap(({ content }) =>
          Object.values<AnyJson>(content['application/json'].examples ?? {}).map(({ value }) => value.error),
        );
        const needed = security ? [] : ['missing_authorization', 'invalid_api_key', 'rate_limited', 'unavailable'];
        expect([path, codes]).toEqual([path, expect.arrayContaining(['method_not_allowed', 'internal_error', ...needed])]);
      }
    }
    const limited = reference.paths['/v1/orders'].get.responses[429].content['application/json'].examples.rate_limited;
    expect(limited.value).toEqual({ error: 'rate_limited', detail: '600 req/min cap' });
  });

  /** One of the examples, the schema, and every header that is promised. */
  function expectDescribed(response: AnyJson, { json, headers }: { json: AnyJson; headers: Headers }): void {
    expect(Object.values<AnyJson>(response.content['application/json'].examples).map(({ value }) => value)).toContainEqual(json);
    expect(judge('Error', json)).toEqual([]);
    for (const name of Object.keys(response.headers)) {
      if (reference.components.headers[name].required) expect([name, headers.get(name)]).toEqual([name, expect.any(String)]);
    }
  }
});

test('every event of the catalogue and every row of a list is strictly as its schema says, and each change is told once', async () => {
  const { tenants, expected, received } = await makeEveryEvent(hub);
  expect(new Set(expected)).toEqual(new Set(eventTypes));
  expect(received.map(({ type }) => type).toSorted()).toEqual(expected.toSorted());
  expect(new Set(received.map(({ deliveryId }) => deliveryId)).size).toBe(received.length);
  for (const webhook of received) expectAsDescribed(webhook);
  expectGrowingSequences(received.map(({ body }): AnyJson => JSON.parse(body)));

  const stored = await hub.query<{ type: string }>(`select type from crossdock.events`);
  expect(stored.map(({ type }) => type).toSorted()).toEqual(expected.toSorted());

  const rowsSeen = new Map<string, number>();
  for (const [component, list] of Object.entries({
    Order: 'orders',
    Client: 'clients',
    Vendor: 'vendors',
    Product: 'products',
  })) {
    for (const { readKey } of tenants) {
      const { status, json } = await read(`/v1/${list}`, readKey);
      expect(status).toBe(200);
      rowsSeen.set(list, (rowsSeen.get(list) ?? 0) + json.rows.length);
      for (const row of json.rows) {
        expect(judge(component, row)).toEqual([]);
        expect((await read(`/v1/${list}/${row.id}`, readKey)).json).toEqual(row);
      }
    }
    const page = (await read(`/v1/${list}?limit=1`, tenants[0]?.readKey)).json;
    expect(judge('Cursor', page.next_cursor)).toEqual([]);
  }
  expect(Object.fromEntries(rowsSeen)).toEqual({ orders: 4, clients: 4, vendors: 1, products: 2 });
});

/** The body meets its schema, and every header that is promised is there and meets its own. */
function expectAsDescribed({ type, headers, body }: ReceivedWebhook): void {
  const { parameters, requestBody } = reference.webhooks[type].post;
  const component = requestBody.content['application/json'].schema.$ref.split('/').at(-1);
  expect(judge(component, JSON.parse(body))).toEqual([]);
  for (const { name, required, schema } of parameters) {
    const value = String(headers[name.toLowerCase()]);
    if (required)
      expect([name, value]).toEqual([name, expect.stringMatching(schema.pattern ?? schema.const ?? /^[0-9a-f-]{36}$/)]);
  }
  const described = new Set(parameters.map(({ name }: { name: string }) => name.toLowerCase()));
  expect(Object.keys(headers).filter((name) => name.startsWith('x-') && !described.has(name))).toEqual([]);
}

/** Of one object, each later event has a greater number; a test has none. */
function expectGrowingSequences(events: readonly AnyJson[]): void {
  const byObject = Map.groupBy(
    events.filter(({ id }) => id !== null),
    ({ data }) => Object.values<AnyJson>(data)[0].id,
  );
  for (const ofOne of byObject.values()) {
    const inOrder = ofOne.toSorted((one, other) => one.sequence - other.sequence);
    expect(new Set(inOrder.map(({ sequence }) => sequence)).size).toBe(inOrder.length);
    const times = inOrder.map(({ created_at }): string => created_at);
    expect(times).toEqual(times.toSorted());
  }
  expect(Math.max(...[...byObject.values()].map(({ length }) => length))).toBeGreaterThan(2);
}
