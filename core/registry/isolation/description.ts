/**
 * Parts an adapter into data, which can be sent, and functions, which stay where they are and are called by their place.
 * It judges nothing: whether the description is one of an adapter is for check-adapter.ts.
 */
import type { HostedAdapter } from '../../sdk/catalogue.ts';

/** An adapter without its functions. */
export interface Description {
  /** Everything of the adapter that JSON can carry. */
  readonly data: unknown;
  /** The places of its functions, such as `inbound.routes.0.translate`. */
  readonly functions: readonly string[];
}

/** Calls the function at a place, wherever the adapter runs. */
export type CallByPlace = (place: string, given: readonly unknown[]) => unknown;

const adapterFunctions = ['checkConfig'];
const inboundFunctions = ['identify', 'hintOf', 'refuse', 'signature.verify', 'signature.signedAt', 'signature.scheme'];
const routeFunctions = ['idempotencyKey', 'requires', 'translate', 'reply'];
const outboundFunctions = ['relayUrl', 'build', 'judge'];
const maximumRoutes = 1_000;

/** Describes whatever a module exports. Throws when it cannot be written as JSON. */
export function describe(adapter: unknown): Description {
  const functions = placesIn(adapter).filter((place) => typeof at(adapter, place) === 'function');
  const data: unknown = JSON.parse(JSON.stringify(adapter) ?? 'null');
  return { data, functions };
}

/** The adapter as the hub calls it: its data, and at each place of a function one that calls it by `call`. */
export function adapterOf({ data, functions }: Description, call: CallByPlace): HostedAdapter {
  const adapter = structuredClone(data);
  for (const place of functions) {
    const parent = at(adapter, place.slice(0, Math.max(place.lastIndexOf('.'), 0)));
    if (typeof parent !== 'object' || parent === null) continue;
    const name = place.slice(place.lastIndexOf('.') + 1);
    Object.defineProperty(parent, name, { value: (...given: unknown[]) => call(place, given), enumerable: true });
  }
  return adapter as HostedAdapter; // whoever asked checks it before anything is believed
}

/** What stands at a place of an adapter; undefined when nothing does. */
export function at(adapter: unknown, place: string): unknown {
  const names = place === '' ? [] : place.split('.');
  return names.reduce<unknown>(
    (part, name) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, name) ? Reflect.get(part, name) : undefined,
    adapter,
  );
}

/** Every place where the contract knows a function. */
function placesIn(adapter: unknown): readonly string[] {
  return [
    ...adapterFunctions,
    ...inboundFunctions.map((name) => `inbound.${name}`),
    ...indexesOf(at(adapter, 'inbound.routes')).flatMap((index) =>
      routeFunctions.map((name) => `inbound.routes.${index}.${name}`),
    ),
    ...indexesOf(at(adapter, 'inbound.probes')).map((index) => `inbound.probes.${index}.matches`),
    ...outboundFunctions.map((name) => `outbound.${name}`),
  ];
}

function indexesOf(list: unknown): readonly number[] {
  return Array.isArray(list) ? [...list.keys()].slice(0, maximumRoutes) : [];
}
