/**
 * The API reference as an OpenAPI 3.1 document, made from the routes and schemas that run. Nothing in it is written by
 * hand: examples are what an adapter's own functions give for its own sample.
 */
import { constantDetail, fault, type Fault, type FaultCode, isFault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import { referencePath } from '../read-api/routes.ts';
import type { Hosted, HostedInbound, HostedRoute, LoadedAdapter } from '../sdk/catalogue.ts';
import type { InboundRequest, ParsedRequest, Probe, StoreFacts } from '../sdk/index.ts';
import { sampleHub } from '../sdk/sample-hub.ts';
import { sampleDocument, sampleOutcomes } from '../sdk/sample-outcomes.ts';

/** What the document is about. */
export interface ReferenceSubject {
  readonly title: string;
  readonly version: string;
  /** Where the hub is reached. */
  readonly serverUrl: string;
  readonly routes: readonly { readonly loaded: LoadedAdapter; readonly route: HostedRoute }[];
  readonly probes: readonly Hosted<Probe>[];
  /** What the format sends out, with the schemas that it refers to; absent means that nothing is described. */
  readonly outgoing?: { readonly webhooks: Json; readonly schemas: Json };
}

type Json = Readonly<Record<string, unknown>>;

const admissionFaults: readonly FaultCode[] = [
  'missing_authorization',
  'invalid_api_key',
  'ip_not_allowed',
  'rate_limited',
  'wrong_format',
];
const bodyFaults: readonly FaultCode[] = ['payload_too_large', 'unsupported_media_type'];
const signatureFaults: readonly FaultCode[] = [
  'signature_missing',
  'signature_malformed',
  'signature_expired',
  'signature_invalid',
];
const idempotencyFaults: readonly FaultCode[] = ['invalid_idempotency_key', 'idempotency_conflict', 'idempotency_in_progress'];
const jsonFaults: readonly FaultCode[] = ['invalid_json', 'validation_failed'];
const anywhere: readonly FaultCode[] = ['bad_request', 'method_not_allowed', 'internal_error', 'unavailable'];

const sampleId = '0198c1a2-7b3c-7d4e-8f50-617283940a5b';
const sampleStore: StoreFacts = { id: sampleId, currency: 'EUR', timezone: 'UTC' };

/** Makes the document. */
export async function describeApi({ title, version, serverUrl, routes, probes, outgoing }: ReferenceSubject): Promise<Json> {
  const paths: Record<string, Record<string, Json>> = {};
  const put = (path: string, method: string, operation: Json): void => {
    const name = path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    paths[name] = { ...paths[name], [method.toLowerCase()]: operation };
  };
  for (const { method, path, reply } of probes) {
    put(path, method, { summary: 'Answers without a key', security: [], responses: responsesOf([reply]) });
  }
  for (const { loaded, route } of routes) {
    if (loaded.adapter.inbound) put(route.path, route.method, await describeRoute(route, loaded.adapter.inbound));
  }
  return {
    openapi: '3.1.0',
    info: { title, version, description: introductionOf(routes) },
    servers: [{ url: serverUrl }],
    security: [{ key: [] }],
    paths,
    ...(outgoing && { webhooks: outgoing.webhooks }),
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      ...(outgoing && { schemas: outgoing.schemas }),
    },
    externalDocs: { description: 'The read API', url: `${serverUrl.replace(/\/+$/, '')}${referencePath}` },
  };
}

function introductionOf(routes: ReferenceSubject['routes']): string {
  const formats = [...new Set(routes.map(({ loaded }) => loaded.adapter.format))];
  return `What is sent to the hub in the ${formats.length > 1 ? 'formats' : 'format'} ${formats.map((format) => `\`${format}\``).join(', ')}, with the key of a connector.`;
}

async function describeRoute(route: HostedRoute, inbound: HostedInbound): Promise<Json> {
  const refusals = await Promise.all(faultsOf(route, inbound).map(async (code) => inbound.refuse(sampleFault(code, route))));
  return {
    summary: route.summary,
    ...(route.scope === null ? {} : { description: `Needs the scope \`${route.scope}\`.` }),
    ...(parametersOf(route, inbound).length === 0 ? {} : { parameters: parametersOf(route, inbound) }),
    ...(route.body === 'none' ? {} : { requestBody: requestBodyOf(route) }),
    responses: responsesOf([...(await repliesOf(route)), ...refusals]),
  };
}

function parametersOf({ path, method, idempotencyKey }: HostedRoute, { signature }: HostedInbound): readonly Json[] {
  const header = (name: string, description: string, required: boolean): Json => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...[...path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(idempotencyKey
      ? [
          header(
            'Idempotency-Key',
            'Your own name for the request, 1 to 255 visible ASCII characters; a retry under it is answered, not executed.',
            false,
          ),
        ]
      : []),
    ...(signature && method !== 'GET'
      ? [header(signature.header, 'Signature over the raw body.', signature.required === 'always')]
      : []),
  ];
}

function requestBodyOf({ body, bodySchema, example }: HostedRoute): Json {
  if (body === 'raw' && !example) return { required: true, content: { 'application/octet-stream': {} } };
  const content = { schema: bodySchema ?? { type: 'object' }, ...(example && { example }) };
  return { required: body === 'json' || body === 'raw', content: { 'application/json': content } };
}

/** Every refusal that a route can come to. */
function faultsOf(route: HostedRoute, { signature }: HostedInbound): readonly FaultCode[] {
  return [
    ...admissionFaults,
    ...bodyFaults,
    ...(signature ? signatureFaults : []),
    ...(route.scope === null ? [] : (['insufficient_scope'] as const)),
    ...(route.idempotencyKey ? idempotencyFaults : []),
    ...(route.body === 'none' || route.body === 'raw' ? [] : jsonFaults),
    ...(route.refusals ?? []),
    ...anywhere,
  ];
}

/** Sentences that name what they refuse have an example of it. */
function sampleFault(code: FaultCode, { scope }: HostedRoute): Fault {
  switch (code) {
    case 'insufficient_scope':
      return fault(code, `key missing scope: ${scope}`);
    case 'rate_limited':
      return fault(code, '600 req/min cap');
    case 'validation_failed':
      return fault(code, '/notes must be string,null');
    case 'amount_out_of_range':
      return fault(code, '/amount_cents must be between 0 and 9999999999');
    default:
      return fault(code, constantDetail(code) ?? 'what was wrong');
  }
}

/** What the route answers to its own example, for every outcome that it can come to. */
async function repliesOf(route: HostedRoute): Promise<readonly HttpReply[]> {
  const json = route.example ?? {};
  const params = Object.fromEntries([...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) => [name, sampleId]));
  const bare: InboundRequest = {
    method: route.method,
    path: route.path,
    params,
    query: new URLSearchParams(),
    headers: {},
    body: route.body === 'raw' && route.example ? Buffer.from(JSON.stringify(route.example)) : new Uint8Array(),
  };
  const request: ParsedRequest = {
    ...bare,
    json: route.body === 'raw' ? {} : json,
    config: {},
    store: sampleStore,
    hub: sampleHub,
  };
  const translation = await route.translate(request);
  if (isFault(translation)) return [];
  const outcomes =
    translation.kind === 'query' && translation.query.name === 'order.by-external-id'
      ? [sampleDocument()]
      : sampleOutcomes(translation);
  return Promise.all(outcomes.map(async (outcome) => route.reply(outcome, request)));
}

/** Replies by status; those of one status are its examples, named by their error code where they have one. */
function responsesOf(replies: readonly HttpReply[]): Json {
  const byStatus = new Map<string, Map<string, unknown>>();
  for (const { status, body, contentType } of replies) {
    const value: unknown = (contentType ?? 'application/json').includes('json') ? JSON.parse(body) : body;
    const examples = byStatus.get(String(status)) ?? new Map<string, unknown>();
    byStatus.set(String(status), examples);
    examples.set(errorOf(value) ?? `answer ${examples.size + 1}`, value);
  }
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([one], [other]) => Number(one) - Number(other))
      .map(([status, examples]) => [
        status,
        {
          description: status < '300' ? 'Success' : [...examples.keys()].join(', '),
          content: {
            'application/json': {
              schema: schemaOf([...examples.values()]),
              examples: Object.fromEntries([...examples].map(([name, value]) => [name, { value }])),
            },
          },
        },
      ]),
  );
}

function errorOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'error' in value && typeof value.error === 'string'
    ? value.error
    : undefined;
}

/** The schema that a few values of one kind have in common. What stands within them may be null in others, and of what is null nothing is known. */
function schemaOf(values: readonly unknown[], isWithin = false): Json {
  const types = [...new Set([...values.map(typeOf), ...(isWithin ? ['null'] : [])])];
  const objects = values.filter((value): value is Json => typeOf(value) === 'object');
  if (objects.length === 0) return types.every((type) => type === 'null') ? {} : { type: types.length === 1 ? types[0] : types };
  const names = [...new Set(objects.flatMap((value) => Object.keys(value)))];
  const properties = Object.fromEntries(
    names.map((name) => [
      name,
      schemaOf(
        objects.flatMap((value) => (name in value ? [value[name]] : [])),
        true,
      ),
    ]),
  );
  return {
    type: types.length === 1 ? 'object' : types,
    properties,
    required: names.filter((name) => objects.every((value) => name in value)),
  };
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}
