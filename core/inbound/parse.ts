/**
 * Step 6: what does it say? Reads the one JSON object of a body within the limits of the contract, then asks the route
 * what is missing, then its schema.
 */
import type { Awaitable } from '../domain/awaitable.ts';
import { fault, type Fault } from '../domain/fault.ts';
import type { HostedRoute } from '../sdk/catalogue.ts';
import { readJsonObject } from '../sdk/json-reader.ts';

/** Names the first place in a body that breaks the route's schema; undefined when it is valid. */
export type BodyCheck = (json: unknown) => Awaitable<string | undefined>;

/** A body that was understood, or why not; `problem` is for the log only. */
export type Parsing =
  | { readonly json: Readonly<Record<string, unknown>> }
  | { readonly refusal: Fault; readonly problem?: string };

/** Parses the body of a route. A route without a body, or with one that its adapter parses, gets an empty object. */
export async function parseBody(body: Uint8Array, route: HostedRoute, checkBody: BodyCheck | undefined): Promise<Parsing> {
  if (route.body === 'none' || route.body === 'raw' || (route.body === 'optional' && body.length === 0)) return { json: {} };
  const reading = readJsonObject(body, {
    numbersAsText: route.numbersAsText ?? false,
    ...(route.maximumValues !== undefined && { maximumValues: route.maximumValues }),
  });
  if ('problem' in reading) return { refusal: fault('invalid_json'), problem: reading.problem };
  const missing = await route.requires?.(reading.value);
  if (missing) return { refusal: missing };
  const invalid = await checkBody?.(reading.value);
  if (invalid !== undefined) return { refusal: fault('validation_failed', invalid) };
  return { json: reading.value };
}
