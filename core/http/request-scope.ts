/**
 * What belongs to one request of the server wherever it is mounted: its id, and which methods its path answers.
 */
import type { IRouter, Request, Response } from 'express';
import type { Awaitable } from '../domain/awaitable.ts';
import type { Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { Surface } from '../domain/telemetry.ts';

/** A handler; what it throws or rejects with becomes a 500 or 503. */
export type Handler = (request: Request, response: Response) => Promise<void> | void;

/** How a refusal is worded. */
export type RefusalWording = (refusal: Fault) => Awaitable<HttpReply>;

/** What is known of a path. */
export interface PathFacts {
  /** GET includes HEAD. */
  readonly methods: readonly string[];
  /** Who answers there. */
  readonly surface: Surface;
  /** How its protocol words a request that no handler sees; absent means as the integration API does. */
  readonly refuse?: RefusalWording;
}

/** Registers handlers and remembers their paths. */
export interface RequestScope {
  /** The request's UUIDv7: its X-Request-Id and its log row's id. */
  idOf(response: Response): string;
  /** `refuse` words what never reaches the handler, such as another method; absent means as the integration API does. */
  on(router: IRouter, method: string, path: string, handler: Handler, refuse?: RefusalWording): void;
  readonly paths: ReadonlyMap<string, PathFacts>;
  /** The same scope, for paths that this surface answers. */
  as(surface: Surface): RequestScope;
  /** How a path that nobody answers is refused: as its nearest neighbour would, which shares two names with it or more. */
  wordingNear(path: string): RefusalWording | undefined;
}

const neighbourNames = 2;

/** How many names two paths have in common from the beginning. */
function sharedNames(one: readonly string[], other: readonly string[]): number {
  const parting = one.findIndex((name, index) => name !== other[index]);
  return (parting < 0 ? one.length : parting) - 1; // what stands before the first slash is no name
}

/** Makes a scope; `newId` gives an id per request. Its paths are the hub's own, until `as` says otherwise. */
export function createRequestScope(newId: () => string): RequestScope {
  return scopeOf('core', newId, new Map());
}

function scopeOf(surface: Surface, newId: () => string, paths: Map<string, PathFacts>): RequestScope {
  return {
    paths,
    as: (other) => scopeOf(other, newId, paths),
    wordingNear(path) {
      const wanted = path.split('/');
      let nearest: { readonly shared: number; readonly facts: PathFacts } | undefined;
      for (const [known, facts] of paths) {
        const shared = sharedNames(known.split('/'), wanted);
        if (shared >= neighbourNames && shared > (nearest?.shared ?? 0)) nearest = { shared, facts };
      }
      return nearest?.facts.refuse;
    },
    idOf(response) {
      const id: unknown = response.locals['requestId'];
      if (typeof id === 'string') return id;
      const made = newId();
      response.locals['requestId'] = made;
      return made;
    },
    on(router, method, path, handler, refuse) {
      const known = paths.get(path);
      const methods = [...(known?.methods ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])];
      paths.set(path, { ...known, methods, surface, ...(refuse && { refuse }) });
      const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'; // the contract allows no others
      router[verb](path, (request, response, next) => {
        Promise.resolve()
          .then(() => handler(request, response))
          .catch(next);
      });
    },
  };
}
