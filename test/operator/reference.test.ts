/** What the operator API says of itself: a valid document, of every route that is mounted and of no other, in whole sentences. */
import express from 'express';
import { describe, expect, test } from 'vitest';
import { mountOperator, type OperatorMount } from '../../core/http/mount-operator.ts';
import { createRequestScope } from '../../core/http/request-scope.ts';
import { describeOperatorApi } from '../../core/operator/openapi.ts';
import type { AnyJson } from '../support/json.ts';
import { structureFaults } from '../support/openapi-structure.ts';
import { operatorContract } from '../support/operator-contract.ts';
import { placeJudge } from '../support/published-schemas.ts';
import { startOperatorApi } from './operator-api.ts';

const { api } = await startOperatorApi();
const document: AnyJson = JSON.parse(JSON.stringify(describeOperatorApi(api.routes, api.openRoutes, 'http://hub.test/')));

const operations = Object.entries<Record<string, AnyJson>>(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe('the reference', () => {
  test('is structurally OpenAPI 3.1, at the place where the API is', () => {
    expect(structureFaults(document)).toEqual([]);
    expect(document.servers).toEqual([{ url: 'http://hub.test/admin/v1' }]);
  });

  test('has every route that is mounted and no other', () => {
    const scope = createRequestScope(() => '');
    // Mounting only reads what it passes on, and calls nothing.
    mountOperator(express.Router(), { api, scope } as OperatorMount);
    const mounted = [...scope.paths].flatMap(([path, { methods }]) =>
      methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`),
    );
    const described = operations.map(({ method, path }) => `${method.toUpperCase()} /admin/v1${path}`);
    expect(described.toSorted()).toEqual(mounted.toSorted());
    expect(described.length).toBeGreaterThan(80);
  });

  test('has schemas that hold for their own examples', () => {
    const judge = placeJudge({ components: document.components });
    for (const [name, schema] of Object.entries<AnyJson>(document.components.schemas)) {
      for (const [field, { examples = [] }] of Object.entries<AnyJson>(schema.properties ?? {})) {
        const place = ['components', 'schemas', name, 'properties', field];
        for (const value of examples) expect([name, field, judge(place, value)]).toEqual([name, field, []]);
      }
    }
  });
});

describe('an operation', () => {
  test.each(operations)('$method $path says what it does, what it takes and what it answers', ({ method, operation }) => {
    expect(operation.operationId).toMatch(/^[a-z]+([A-Z][a-z]*)*$/);
    expect(operation.summary).toMatch(/^[A-Z].*[^.]$/s);
    expect(operation.description ?? 'Nothing.').toMatch(/^[A-Z`].*\.$/s);
    expect(document.tags).toContainEqual({ name: operation.tags[0] });
    for (const { description } of operation.parameters ?? []) expect(description).toMatch(/\.$/);
    const body = operation.requestBody?.content['application/json'].schema;
    if (body) expect(undescribedFields(body)).toEqual([]);
    const statuses = Object.keys(operation.responses).map(Number);
    expect(statuses.filter((status) => status < 300)).not.toEqual([]);
    expect(statuses).toEqual(expect.arrayContaining(method === 'get' ? [400, 422, 500, 503] : [400, 413, 415, 422, 500, 503]));
    for (const { description } of Object.values<AnyJson>(operation.responses)) expect(description).toMatch(/./);
  });

  test('asks for a token or a session, unless anybody may make it', () => {
    const open = operations.filter(({ operation }) => operation.security?.length === 0);
    expect(open.map(({ operation }): string => operation.operationId).toSorted()).toEqual([
      'acceptInvitation',
      'getReference',
      'getSetup',
      'previewInvitation',
      'setUp',
      'signIn',
    ]);
    for (const { operation } of operations) {
      if (open.some((other) => other.operation === operation)) continue;
      expect(operation['x-least-role']).toMatch(/^(org_member|org_admin|platform_admin)$/);
      expect(Object.keys(operation.responses)).toContain('401');
    }
  });
});

describe('a schema', () => {
  test.each(Object.entries<AnyJson>(document.components.schemas))('%s says what each of its fields is', (_name, schema) => {
    expect(schema.description).toMatch(/\.$/);
    expect(undescribedFields(schema)).toEqual([]);
  });
});

/** Every test's answers go through it, so it has to see what it is there for. */
describe('an answer', () => {
  const contract = operatorContract(document);
  const organisation = {
    id: '0198c1a2-7b3c-7d4e-8f50-617283940a5b',
    slug: 'a',
    name: 'A',
    created_at: '2026-01-02T03:04:05.678Z',
  };
  const { name: _name, ...nameless } = organisation;
  const refusal = { error: 'not_found', detail: 'no such route or record' };

  test('that is as it is described is let through', () => {
    expect(() => {
      contract.hold('GET', '/orgs/a', 200, organisation);
      contract.hold('GET', '/orgs/a?x=1', 404, refusal);
      contract.hold('DELETE', '/invitations/a', 204, undefined);
      contract.hold('PUT', '/nowhere', 404, refusal);
    }).not.toThrow();
  });

  test.each<[string, string, string, number, unknown]>([
    ['with a field too much', 'GET', '/orgs/a', 200, { ...organisation, more: 1 }],
    ['with a field too few', 'GET', '/orgs/a', 200, nameless],
    ['with a time of another form', 'GET', '/orgs/a', 200, { ...organisation, created_at: '2026-01-02' }],
    ['with a row of another kind', 'GET', '/orgs', 200, { rows: [nameless], next_cursor: null }],
    ['with another status', 'GET', '/orgs/a', 201, organisation],
    ['with a code that was not named', 'GET', '/orgs/a', 404, { ...refusal, error: 'conflict' }],
    ['with a body where there is none', 'DELETE', '/invitations/a', 204, {}],
    ['without a body', 'GET', '/orgs/a', 200, undefined],
    ['from a path that is not described', 'GET', '/nowhere', 200, {}],
  ])('%s is not', (_title, method, path, status, json) => {
    expect(() => contract.hold(method, path, status, json)).toThrow(/^(GET|DELETE) /);
  });
});

/** The places of the fields of a schema, and of those inside them, of which nothing is said. */
function undescribedFields(schema: AnyJson, place = ''): readonly string[] {
  const own = Object.entries<AnyJson>(schema.properties ?? {}).flatMap(([name, field]) => [
    ...(typeof field.description === 'string' || field.$ref ? [] : [`${place}${name}`]),
    ...undescribedFields(field, `${place}${name}.`),
  ]);
  return [...own, ...(schema.items ? undescribedFields(schema.items, `${place}items.`) : [])];
}
