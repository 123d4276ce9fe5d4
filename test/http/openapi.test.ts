/** The API reference: made from what runs, so it is held against what runs. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestConnector, type TestHub, type TestTenant } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';

let hub: TestHub;
let tenant: TestTenant;
let connector: TestConnector;
let document: AnyJson;
beforeAll(async () => {
  hub = await startTestHub();
  tenant = await hub.tenant();
  connector = await hub.connector(tenant, 'peptideclients');
  document = (await hub.call('GET', '/integrations/v1/openapi.json')).json;
});

const operations = () =>
  Object.entries<Record<string, AnyJson>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, method, operation })),
  );

describe('the reference', () => {
  test('is OpenAPI 3.1, served without a key, and has every route', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(
      operations()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([
      'get /integrations/v1/health',
      'get /integrations/v1/orders/by-external/{externalId}',
      'post /integrations/v1/clients',
      'post /integrations/v1/orders',
      'post /integrations/v1/orders/{id}/cancel',
      'post /integrations/v1/orders/{id}/payments',
      'post /integrations/v1/payments/{id}/refund',
      'post /integrations/v1/webhook/woocommerce',
      'post /integrations/v1/webhook/woocommerce/{connectorId}',
    ]);
  });

  test('has examples that meet their own schemas', () => {
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    for (const { name, operation } of operations()) {
      const body = operation.requestBody?.content['application/json'];
      if (body?.example) expect([name, ajv.validate(body.schema, body.example)]).toEqual([name, true]);
      for (const [status, response] of Object.entries<AnyJson>(operation.responses)) {
        const { schema, examples } = response.content['application/json'];
        for (const { value } of Object.values<{ value: unknown }>(examples)) {
          expect([name, status, ajv.validate(schema, value)]).toEqual([name, status, true]);
        }
      }
    }
  });

  test('describes real answers, with and without what an order may lack', async () => {
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    const described = (path: string, method: string, { status, json }: { status: number; json: unknown }) => {
      const { schema } = document.paths[path][method].responses[status].content['application/json'];
      return ajv.validate(schema, json) || ajv.errorsText();
    };
    const headers = { authorization: `Bearer ${connector.key}` };
    const line = { description: 'Tea', quantity: 1, unit_price_cents: 100 };
    const whole = { client: { email: 'a@example.com' }, payment: { external_id: 'p-9', amount_cents: 100 }, notes: 'Ring twice' };
    for (const body of [
      { external_id: 'bare', lines: [line] },
      { external_id: 'whole', order_number: '7', lines: [line], ...whole },
    ]) {
      for (const status of [201, 200]) {
        const answer = await hub.call('POST', '/integrations/v1/orders', { headers, body });
        expect(answer.status).toBe(status);
        expect(described('/integrations/v1/orders', 'post', answer)).toBe(true);
      }
      const found = await hub.call('GET', `/integrations/v1/orders/by-external/${body.external_id}`, { headers });
      expect(described('/integrations/v1/orders/by-external/{externalId}', 'get', found)).toBe(true);
    }
  });

  test('names the codes of the truth table', () => {
    const codes = (name: string, status: string) =>
      Object.keys(
        operations().find((one) => one.name === name)?.operation.responses[status]?.content['application/json'].examples ?? {},
      );
    expect(codes('post /integrations/v1/orders', '401').toSorted()).toEqual([
      'invalid_api_key',
      'missing_authorization',
      'signature_expired',
      'signature_invalid',
      'signature_malformed',
      'signature_missing',
    ]);
    expect(codes('post /integrations/v1/orders/{id}/cancel', '409').toSorted()).toEqual([
      'idempotency_conflict',
      'idempotency_in_progress',
      'order_not_cancellable',
    ]);
    expect(codes('post /integrations/v1/clients', '409')).toContain('email_conflict');
    expect(codes('post /integrations/v1/orders', '404')).toEqual([]);
  });
});

describe('the example', () => {
  const post = (path: string, body: unknown) =>
    hub.call('POST', path, { body, headers: { authorization: `Bearer ${connector.key}` } });
  const exampleOf = (path: string) => document.paths[path].post.requestBody.content['application/json'].example;
  const shapes = (path: string, status: number) =>
    Object.values<{ value: object }>(document.paths[path].post.responses[status].content['application/json'].examples).map(
      ({ value }) => Object.keys(value),
    );

  test('of an order is accepted, and its answers have the shape that is shown', async () => {
    const path = '/integrations/v1/orders';
    const created = await post(path, exampleOf(path));
    expect(created.status).toBe(201);
    expect(shapes(path, 201)).toContainEqual(Object.keys(created.json));
    expect(shapes(path, 200)).toContainEqual(Object.keys((await post(path, exampleOf(path))).json));
    const shown =
      document.paths['/integrations/v1/orders/by-external/{externalId}'].get.responses[200].content['application/json'].examples[
        'answer 1'
      ].value;
    const real = await hub.call('GET', '/integrations/v1/orders/by-external/shop-1001', {
      headers: { authorization: `Bearer ${connector.key}` },
    });
    for (const part of [
      [shown, real.json],
      [shown.lines[0], real.json.lines[0]],
      [shown.payments[0], real.json.payments[0]],
      [shown.client, real.json.client],
    ]) {
      expect(Object.keys(part[0])).toEqual(Object.keys(part[1]));
    }
  });

  test('of every other call is accepted too', async () => {
    const order = (
      await post('/integrations/v1/orders', { ...exampleOf('/integrations/v1/orders'), external_id: 'o-2', payment: null })
    ).json;
    const templates = ['/integrations/v1/orders/{id}/payments', '/integrations/v1/orders/{id}/cancel'];
    for (const path of templates)
      expect((await post(path.replace('{id}', order.id), { ...exampleOf(path), external_id: path })).status).toBeLessThan(300);
    expect((await post('/integrations/v1/clients', exampleOf('/integrations/v1/clients'))).status).toBeLessThan(300);
  });
});
