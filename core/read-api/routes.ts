/**
 * Every route of the read API: what it answers and what there is to say of it. The server mounts this list and the API
 * reference describes it, so that neither has a route that the other has not.
 */
import type { ApiKey } from '../domain/api-key.ts';
import type { DeliveryLedger } from '../domain/delivery.ts';
import type { DocumentKind, DocumentReader } from '../domain/document-reader.ts';
import { fault, type Fault } from '../domain/fault.ts';
import { type HttpReply, jsonReply } from '../domain/http-reply.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import { getDocument, listDocuments } from './documents.ts';
import { pageRefusals } from './page.ts';
import { component, listOf, record, uuid } from '../schemas/field.ts';
import { sendTest, testForbidden } from './test-delivery.ts';

/** What answering takes. */
export interface ReadApiPorts {
  readonly documents: DocumentReader;
  readonly deliveries: Pick<DeliveryLedger, 'sendTest'>;
  readonly wakeDispatcher: () => void;
}

/** What a caller says beside the key. */
export interface ReadApiRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** What the API reference says of any route. */
export interface RouteDescription {
  /** Case-sensitive, no trailing slash; `:name` for a parameter. */
  readonly path: string;
  readonly operationId: string;
  /** One line. */
  readonly summary: string;
  /** What else to know; absent means nothing. */
  readonly description?: string;
  /** The answer to a call that succeeds. */
  readonly success: { readonly status: number; readonly description: string; readonly schema: JsonSchema };
}

/** A route that needs a key. */
export interface ReadApiRoute extends RouteDescription {
  readonly method: 'GET' | 'POST';
  /** What each parameter of the path is. */
  readonly pathParameters: Readonly<Record<string, JsonSchema>>;
  /** True for a list, which takes `limit` and a cursor. */
  readonly isPaged: boolean;
  /** The refusals of this route's own, beyond those that every route has. */
  readonly refusals: readonly Fault[];
  answer(ports: ReadApiPorts, caller: ApiKey, request: ReadApiRequest): Promise<HttpReply | Fault>;
}

/** A GET that anybody may send. Its answer is always the same. */
export interface PublicRoute extends RouteDescription {
  /** `reference` is the whole API reference. */
  answer(reference: unknown): HttpReply;
}

/** Where the reference itself is served. */
export const referencePath = '/v1/openapi.json';

const kinds: readonly {
  readonly kind: DocumentKind;
  readonly plural: string;
  readonly schema: string;
  readonly note?: string;
}[] = [
  { kind: 'order', plural: 'orders', schema: 'Order' },
  { kind: 'client', plural: 'clients', schema: 'Client' },
  { kind: 'vendor', plural: 'vendors', schema: 'Vendor' },
  { kind: 'product', plural: 'products', schema: 'Product', note: 'Only products that are published.' },
];

const listNote =
  'Oldest change first. Walk on with the two halves of `next_cursor`; what changes meanwhile appears again, and nothing is left out.';

/** The routes that need a key. */
export const readApiRoutes: readonly ReadApiRoute[] = [
  ...kinds.flatMap(({ kind, plural, schema, note }): readonly ReadApiRoute[] => [
    {
      method: 'GET',
      path: `/v1/${plural}`,
      operationId: `list${schema}s`,
      summary: `Lists the organisation's ${plural}`,
      description: note === undefined ? listNote : `${note} ${listNote}`,
      pathParameters: {},
      isPaged: true,
      success: { status: 200, description: 'One page.', schema: pageOf(schema) },
      refusals: pageRefusals,
      answer: ({ documents }, { organisationId }, { query }) => listDocuments(documents, kind, organisationId, query),
    },
    {
      method: 'GET',
      path: `/v1/${plural}/:id`,
      operationId: `get${schema}`,
      summary: `Gives one ${kind}`,
      ...(note === undefined ? {} : { description: note }),
      pathParameters: { id: uuid(`The hub's id of the ${kind}.`) },
      isPaged: false,
      success: { status: 200, description: `The ${kind}.`, schema: component(schema) },
      refusals: [fault('not_found')],
      answer: ({ documents }, { organisationId }, { params }) => getDocument(documents, kind, organisationId, params['id'] ?? ''),
    },
  ]),
  {
    method: 'POST',
    path: '/v1/webhooks/test/:endpoint_id',
    operationId: 'testWebhookEndpoint',
    summary: 'Sends a test event to a webhook endpoint',
    description: 'Needs a key of the scope `read_write`. What is sent is the webhook `webhook.test`. A body is not looked at.',
    pathParameters: { endpoint_id: uuid('The endpoint, which must be enabled.') },
    isPaged: false,
    success: {
      status: 202,
      description: 'The test is queued.',
      schema: record('The delivery of the test.', { delivery_id: uuid('The `X-PC-Delivery-Id` that the endpoint will see.') }),
    },
    refusals: [testForbidden, fault('not_found')],
    answer: ({ deliveries, wakeDispatcher }, caller, { params }) =>
      sendTest(deliveries, wakeDispatcher, caller, params['endpoint_id'] ?? ''),
  },
];

/** The routes that need none. */
export const publicRoutes: readonly PublicRoute[] = [
  {
    path: '/v1/health',
    operationId: 'getHealth',
    summary: 'Says that the read API is up',
    success: {
      status: 200,
      description: 'It is up.',
      schema: record('A flag.', { ok: { type: 'boolean', const: true, description: 'Always true.' } }),
    },
    answer: () => jsonReply(200, { ok: true }),
  },
  {
    path: referencePath,
    operationId: 'getReference',
    summary: 'Gives this document',
    success: { status: 200, description: 'An OpenAPI 3.1 document.', schema: { type: 'object' } },
    answer: (reference) => jsonReply(200, reference),
  },
];

function pageOf(schema: string): JsonSchema {
  return record('One page of a list.', {
    rows: listOf(component(schema), 'At most `limit`, oldest change first.'),
    next_cursor: {
      anyOf: [component('Cursor'), { type: 'null' }],
      description: 'Where the next page begins. Null: there is nothing more now; come back with the last row that you saw.',
    },
  });
}
