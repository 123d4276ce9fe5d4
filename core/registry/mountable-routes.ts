/**
 * What the loaded adapters want mounted: their routes, each with its compiled schema, and the probes that stand alone.
 */
import type { Awaitable } from '../domain/awaitable.ts';
import type { AdapterCatalogue, Hosted, HostedRoute, LoadedAdapter } from '../sdk/catalogue.ts';
import type { JsonSchema, Probe } from '../sdk/contract.ts';
import { compileSchema } from './json-schema.ts';

/** One route, ready to be called. */
export interface MountableRoute {
  readonly loaded: LoadedAdapter;
  readonly route: HostedRoute;
  /** Names the first place in a body that breaks the route's schema; absent when the route has none. */
  readonly checkBody?: (json: unknown) => Awaitable<string | undefined>;
}

/** Everything that is to be mounted, in the order in which the adapters were loaded. */
export interface Mountable {
  readonly routes: readonly MountableRoute[];
  /** Probes on paths of their own; those on a route's path belong to that route. */
  readonly probes: readonly Hosted<Probe>[];
}

/** Collects them. Schemas were compiled once before, when the adapters were checked, so none throws here. */
export function mountableRoutes({ loaded: adapters }: AdapterCatalogue): Mountable {
  const routes = adapters.flatMap((loaded) =>
    (loaded.adapter.inbound?.routes ?? []).map((route) => ({
      loaded,
      route,
      ...(route.bodySchema && { checkBody: bodyCheckOf(loaded, route, route.bodySchema) }),
    })),
  );
  const probes = adapters.flatMap(({ adapter }) => {
    const paths = new Set(adapter.inbound?.routes.map(({ path }) => path));
    return (adapter.inbound?.probes ?? []).filter(({ path }) => !paths.has(path));
  });
  return { routes, probes };
}

/** An isolated adapter judges where it runs: the patterns of its schemas are its code too. */
function bodyCheckOf(
  loaded: LoadedAdapter,
  route: HostedRoute,
  schema: JsonSchema,
): (json: unknown) => Awaitable<string | undefined> {
  return loaded.checkBody ? (json) => loaded.checkBody?.(route, json) : compileSchema(schema).first;
}
