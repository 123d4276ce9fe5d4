/**
 * The law about samples: what stands for genuine requests is taken by the routes that they are for, so that the other laws
 * judge what the hub would ever hand to the adapter.
 */
import { firstRefusal } from './schema.ts';
import {
  broken,
  parsedBody,
  parsedRequest,
  type RoutedSample,
  routedSamples,
  settles,
  type Subject,
  survives,
} from './subject.ts';

/** A sample passes its own route's `requires` and `bodySchema`; one that is marked as refused is refused, by these or by `translate`. */
export async function takesItsOwnSamples<Config extends object>(subject: Subject<Config>): Promise<void> {
  const marked = new Set(subject.samples.requests.filter(({ refused }) => refused === true).map(({ name }) => name));
  for (const sample of routedSamples(subject)) {
    const refusal = refusalOf(sample);
    if (!marked.has(sample.name)) {
      if (refusal !== undefined) broken(`${sample.name} is refused by its own ${refusal}`);
      continue;
    }
    if (refusal !== undefined) continue;
    const { kind } = await settles(`${sample.name}: translate`, () => sample.route.translate(parsedRequest(subject, sample)));
    if (kind !== 'fault') broken(`${sample.name} is marked as refused, but its route takes it`);
  }
}

function refusalOf<Config extends object>({ name, route, request }: RoutedSample<Config>): string | undefined {
  if (route.body === 'raw' || route.body === 'none') return undefined;
  const json = survives(`${name}: reading its JSON`, () => parsedBody(route, request));
  const missing = survives(`${name}: requires`, () => route.requires?.(structuredClone(json)));
  if (missing !== undefined) return `requires: ${missing.code}`;
  const refusal = route.bodySchema === undefined ? undefined : firstRefusal(route.bodySchema, json);
  return refusal === undefined ? undefined : `bodySchema at ${refusal}`;
}
