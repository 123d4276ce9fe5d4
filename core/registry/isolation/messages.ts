/**
 * What a hub and an isolated adapter say to each other: text, so that nothing but plain data can cross in either direction.
 */
import type { HubFacts } from '../../domain/hub-facts.ts';
import type { Description } from './description.ts';

/** The first message to an adapter's thread or process. */
export interface Assignment {
  /** The URL of the module to import. */
  readonly module: string;
  /** The `options` of plugins.yaml; absent when there are none. */
  readonly options?: unknown;
  /** The networks that the hub's operator trusts, for `hub.isTrustedHost`. */
  readonly trustedNetworks: readonly string[];
}

/** The one answer to it. */
export type Readiness =
  | { readonly kind: 'ready'; readonly description: Description }
  | { readonly kind: 'failed'; readonly reason: string };

/** One call. A request among `given` is in the form of `packRequest`. */
export interface CallMessage {
  readonly id: number;
  readonly place: string;
  readonly given: readonly unknown[];
}

/**
 * The answer to a call; without `value` for undefined. `error` names the kind of error and where it was thrown, not its message.
 * `spoiled` says that the guest can answer no more: `before` the call, which was then not made, or `after` it.
 */
export type AnswerMessage =
  | { readonly id: number; readonly value?: unknown }
  | { readonly id: number; readonly error: string; readonly spoiled?: 'before' | 'after' };

/** A request as text can carry it. */
interface PackedRequest {
  readonly query: string;
  /** Base64. */
  readonly body: string;
  readonly hub?: Pick<HubFacts, 'publicUrl'>;
}

/** Which argument of a function is a request; absent means none. */
const requestIndexes: Readonly<Record<string, number>> = {
  identify: 0,
  matches: 0,
  verify: 0,
  signedAt: 0,
  idempotencyKey: 0,
  translate: 0,
  reply: 1,
};

/** The arguments of a call with its request packed. */
export function packGiven(place: string, given: readonly unknown[]): readonly unknown[] {
  return mapRequest(place, given, (request) => {
    const { query, body, hub, ...others } = request as { query: URLSearchParams; body: Uint8Array; hub?: HubFacts };
    const packed: PackedRequest = {
      query: query.toString(),
      body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64'),
      ...(hub && { hub: { publicUrl: hub.publicUrl } }),
    };
    return { ...others, ...packed };
  });
}

/** The arguments of a call with its request as the contract has it. */
export function unpackGiven(
  place: string,
  given: readonly unknown[],
  isTrustedHost: HubFacts['isTrustedHost'],
): readonly unknown[] {
  return mapRequest(place, given, (request) => {
    const { query, body, hub, ...others } = request as PackedRequest;
    return {
      ...others,
      query: new URLSearchParams(query),
      body: Uint8Array.from(Buffer.from(body, 'base64')),
      ...(hub && { hub: { ...hub, isTrustedHost } }),
    };
  });
}

/** The last word of a function's place is its name. */
export function nameOf(place: string): string {
  return place.slice(place.lastIndexOf('.') + 1);
}

/** The arguments of a call with the request among them, if there is one, changed. */
export function mapRequest(place: string, given: readonly unknown[], map: (request: unknown) => object): readonly unknown[] {
  const index = requestIndexes[nameOf(place)];
  return given.map((value, position) => (position === index ? map(value) : value));
}
