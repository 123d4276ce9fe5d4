/**
 * Which of a format's paths a storefront is given. It knows no hub and no connector.
 */
import type { Route } from './contract.ts';

const connectorParameter = /^:connector(_?id)?$/i;

/**
 * Every path of the routes that takes a POST and names at most the connector, in their order, with `connectorId` in its
 * place. Paths about one order or payment are for programs.
 */
export function deliveryPaths(routes: readonly Pick<Route, 'method' | 'path'>[], connectorId: string): readonly string[] {
  const paths = routes.flatMap(({ method, path }) => (method === 'POST' ? [path] : []));
  return paths.flatMap((path) => {
    const segments = path.split('/').map((segment) => (connectorParameter.test(segment) ? connectorId : segment));
    return segments.some((segment) => segment.startsWith(':')) ? [] : [segments.join('/')];
  });
}
