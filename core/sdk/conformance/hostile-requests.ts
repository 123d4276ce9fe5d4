/**
 * Requests that nobody honest sends: rubbish headers, bodies, parameters and JSON, made from samples and routes.
 */
import type { InboundRequest } from '../contract.ts';
import { copyOf, parseSampleJson, type Subject } from './subject.ts';
import { variantsOf } from './value.ts';

/** Stands for whatever a sender may have put somewhere; refusals must not repeat it. */
export const sentValue = 'conformance-value-51c9';

const rubbishTexts = [
  '',
  ' ',
  ',',
  '=',
  '0',
  '-1',
  '\u0000',
  '\ud800',
  '%',
  '%E0%A4%A',
  'Bearer',
  'Bearer  ',
  'Basic Og==',
  't=,v1=',
  'v1=',
  '{"a":',
  'constructor',
  '__proto__',
  'http://',
  'http://[::1',
  'a, b',
  'x'.repeat(20_000),
] as const;

const rubbishBodies = ['', '{', '[]', 'null', '{}', 'webhook_id=', '\u0000', '\ufeff{}', '['.repeat(2_000)].map((text) =>
  Buffer.from(text),
);

/**
 * JSON values in places where others belong. Numbers are added where the route sees numbers. Neither NUL nor half of a
 * surrogate pair: the hub refuses both before it translates.
 */
const rubbishValues = [
  undefined,
  null,
  '',
  ' ',
  'NaN',
  '-1',
  '1e999',
  '1e-999',
  '99999999999999999999',
  'x'.repeat(20_000),
  sentValue,
  true,
  false,
  [],
  {},
  [null],
  [[]],
  { length: 3 },
];
const rubbishNumbers = [0, -1, 0.1, 1e21, Number.MAX_SAFE_INTEGER + 2, Number.MAX_VALUE];

/** Requests with rubbish outside of the JSON, and the header that was replaced where one was. */
export interface HostileRequest {
  readonly request: InboundRequest;
  readonly replacedHeader?: string;
}

/** Every sample and one bare request per route and probe, each with every kind of rubbish in turn. */
export function* hostileRequests<Config extends object>(subject: Subject<Config>): Generator<HostileRequest> {
  const usual = ['authorization', 'content-type', 'idempotency-key', 'host'];
  for (const request of baseRequests(subject)) {
    for (const header of new Set([...usual, ...Object.keys(request.headers)])) {
      for (const text of rubbishTexts)
        yield { request: copyOf(request, { headers: { ...request.headers, [header]: text } }), replacedHeader: header };
    }
    for (const body of rubbishBodies) yield { request: copyOf(request, { body: Uint8Array.from(body) }) };
    for (const text of rubbishTexts) yield { request: copyOf(request, rubbishPlaces(request, text)) };
    yield { request: copyOf(request, { headers: {}, params: {} }) };
    yield { request: copyOf(request, { body: Uint8Array.from([0xff, 0xfe, 0xc0]) }) };
  }
}

/** A sample's JSON with every place in it spoilt in turn, and some objects that have nothing to do with it. */
export function* hostileJson(
  json: Readonly<Record<string, unknown>>,
  numbersAsText: boolean,
): Generator<Readonly<Record<string, unknown>>> {
  const values = numbersAsText ? rubbishValues : [...rubbishValues, ...rubbishNumbers];
  yield {};
  for (const value of values) yield { data: value, id: value, items: [value] };
  for (const variant of variantsOf(json, values)) yield variant as Readonly<Record<string, unknown>>; // a variant of an object is one
}

/** A sample's body spoilt: rubbish, and where it is JSON the same with every place in it spoilt in turn. */
export function* hostileBodies(body: Uint8Array): Generator<Uint8Array> {
  for (const rubbish of rubbishBodies) yield Uint8Array.from(rubbish);
  for (const end of [1, body.length >> 1, body.length - 1]) yield body.slice(0, Math.max(end, 0));
  const json = parsedOrUndefined(body);
  if (json !== undefined) for (const variant of hostileJson(json, false)) yield new TextEncoder().encode(JSON.stringify(variant));
}

function parsedOrUndefined(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return parseSampleJson(body, false);
  } catch {
    return undefined; // the format is not JSON
  }
}

/** Genuine requests of the samples and empty ones of every route and probe. */
export function baseRequests<Config extends object>({ adapter, samples }: Subject<Config>): readonly InboundRequest[] {
  const places = [...(adapter.inbound?.routes ?? []), ...(adapter.inbound?.probes ?? [])];
  const bare = places.map(({ method, path }) => {
    const names = [...path.matchAll(/:([A-Za-z0-9]+)/g)].map(([, name = '']) => name);
    const params = Object.fromEntries(names.map((name) => [name, 'x']));
    return {
      method,
      path: path.replace(/:[^/]+/g, 'x'),
      params,
      query: new URLSearchParams(),
      headers: {},
      body: new Uint8Array(),
    };
  });
  return [...samples.requests.map(({ request }) => request), ...bare];
}

function rubbishPlaces(request: InboundRequest, text: string): Partial<InboundRequest> {
  const names = [...Object.keys(request.params), ...request.query.keys(), 'id', 'limit', 'cursor_at'];
  return {
    params: Object.fromEntries(Object.keys(request.params).map((name) => [name, text])),
    query: new URLSearchParams(names.map((name) => [name, text])),
    headers: Object.fromEntries(Object.keys(request.headers).map((name) => [name, text])),
  };
}
