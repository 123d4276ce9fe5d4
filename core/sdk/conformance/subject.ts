/**
 * What the laws are checked on: an adapter, the samples its author gives, and requests made of them.
 * It makes fresh copies for every call, so that no law sees what another one did.
 */
import type { InboundRequest, ParsedRequest, PayloadFormatAdapter, Probe, Route, Target } from '../contract.ts';
import type { Awaitable } from '../../domain/awaitable.ts';
import type { StoreFacts } from '../../domain/connector.ts';
import type { HubEvent } from '../../domain/event.ts';
import { sampleHub } from '../sample-hub.ts';

/** A request as a sender made it, best a real capture. */
export interface SampleRequest {
  /** Names the sample in the sentence of a broken law. */
  readonly name: string;
  readonly request: InboundRequest;
  /** Given for a signed request: what it verifies with. */
  readonly proof?: SampleProof;
  /** True for one that its route has to refuse, by `requires`, `bodySchema` or `translate`. */
  readonly refused?: true;
}

/** How a signed sample is proved. */
export interface SampleProof {
  /** Every header that the signature is in or covers, in lower case; none of them may be altered or left out. */
  readonly headers: readonly string[];
  /** The secret that the sample was signed with. */
  readonly secret: string;
  /** The top-level setting that holds the secret; absent where it is the connector's own signing secret. */
  readonly secretSetting?: string;
  /** When it was signed, in seconds since 1970. */
  readonly nowSeconds: number;
}

/** What an adapter's author gives, so that the laws have something to hold on to. */
export interface ConformanceSamples<Config extends object> {
  /** Settings that are valid. */
  readonly config: Config;
  readonly store: StoreFacts;
  /** At least one per kind of request; at least one with a proof where the format has signatures. */
  readonly requests: readonly SampleRequest[];
  /** At least one where the format sends; several kinds are better. */
  readonly events?: readonly HubEvent[];
  /** At least one where the format sends. */
  readonly targets?: readonly Target<Config>[];
}

/** One adapter under test. */
export interface Subject<Config extends object> {
  readonly adapter: PayloadFormatAdapter<Config>;
  readonly samples: ConformanceSamples<Config>;
}

/** A sample with the route that answers it. */
export interface RoutedSample<Config extends object> {
  readonly name: string;
  readonly route: Route<Config>;
  readonly request: InboundRequest;
}

/** Stops a law with the sentence that says how it was broken. */
export function broken(sentence: string): never {
  throw new Error(sentence);
}

/** Runs something that must not throw, whatever comes, and says what threw if it does. */
export function survives<Result>(what: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    broken(`${what} threw: ${String(error)}`);
  }
}

/** As `survives`, for what may answer later. */
export async function settles<Result>(what: string, run: () => Awaitable<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    broken(`${what} threw: ${String(error)}`);
  }
}

/** The samples that reach a route: those that a probe takes first, as the hub does, are left out. */
export function routedSamples<Config extends object>({ adapter, samples }: Subject<Config>): readonly RoutedSample<Config>[] {
  return samples.requests.flatMap(({ name, request }) => {
    const { routes = [], probes = [] } = adapter.inbound ?? {};
    const matches = (probe: Probe): boolean => survives('a probe', () => probe.matches?.(copyOf(request)) ?? true);
    if (probes.some((probe) => answers(probe, request) && matches(probe))) return [];
    const route = routes.find((candidate) => answers(candidate, request));
    return route === undefined ? [] : [{ name, route, request }];
  });
}

/** True when `request` belongs on the route or probe. */
export function answers(where: { readonly method: string; readonly path: string }, request: InboundRequest): boolean {
  if (where.method !== request.method) return false;
  const expected = where.path.split('/');
  const actual = request.path.split('/');
  return (
    expected.length === actual.length && expected.every((segment, index) => segment.startsWith(':') || segment === actual[index])
  );
}

/** The request once more, sharing nothing with the sample, with other parts where given. */
export function copyOf(request: InboundRequest, other: Partial<InboundRequest> = {}): InboundRequest {
  return {
    ...request,
    params: { ...request.params },
    query: new URLSearchParams(request.query),
    headers: { ...request.headers },
    body: request.body.slice(),
    ...other,
  };
}

/** The request as the hub hands it to `translate`: parsed, with settings and store. */
export function parsedRequest<Config extends object>(
  { samples }: Subject<Config>,
  { route, request }: Pick<RoutedSample<Config>, 'route' | 'request'>,
  json: Readonly<Record<string, unknown>> = parsedBody(route, request),
): ParsedRequest<Config> {
  return {
    ...copyOf(request),
    json: structuredClone(json),
    config: structuredClone(samples.config),
    store: { ...samples.store },
    hub: sampleHub,
  };
}

/** The body's JSON object as the route asks for it; an empty object where it reads none. */
export function parsedBody(
  route: Pick<Route, 'body' | 'numbersAsText'>,
  request: Pick<InboundRequest, 'body'>,
): Readonly<Record<string, unknown>> {
  return route.body === 'none' || route.body === 'raw' || (route.body === 'optional' && request.body.length === 0)
    ? {}
    : parseSampleJson(request.body, route.numbersAsText === true);
}

/** The JSON object in `body`; with `numbersAsText` every number is its source text. Throws when there is no JSON. */
export function parseSampleJson(body: Uint8Array, numbersAsText: boolean): Readonly<Record<string, unknown>> {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  const sourceText: Reviver = (_key, value, context) => (typeof value === 'number' ? context.source : value);
  // TypeScript's library does not know the reviver's third argument yet.
  const value: unknown = numbersAsText ? JSON.parse(text, sourceText as Parameters<typeof JSON.parse>[1]) : JSON.parse(text);
  return value as Readonly<Record<string, unknown>>; // samples are objects, or the hub would refuse them
}

type Reviver = (key: string, value: unknown, context: { readonly source: string }) => unknown;
