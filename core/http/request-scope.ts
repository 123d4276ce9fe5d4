/**
 * What belongs to one request of the server wherever it is mounted: its id, and which methods its path answers.
 */
import type { IRouter, Request, Response } from 'express';
import type { Awaitable } from '../domain/awaitable.ts';
import type { Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';

/** A handler; what it throws or rejects with becomes a 500 or 503. */
export type Handler = (request: Request, response: Response) => Promise<void> | void;

/** How a refusal is worded. */
export type RefusalWording = (refusal: Fault) => Awaitable<HttpReply>;

/** What is known of a path. */
export interface PathFacts {
  /** GET includes HEAD. */
  readonly methods: readonly string[];
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
}

/** Makes a scope; `newId` gives an id per request. */
export function createRequestScope(newId: () => string): RequestScope {
  const paths = new Map<string, PathFacts>();
  return {
    paths,
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
      paths.set(path, { ...known, methods, ...(refuse && { refuse }) });
      const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'; // the contract allows no others
      router[verb](path, (request, response, next) => {
        Promise.resolve()
          .then(() => handler(request, response))
          .catch(next);
      });
    },
  };
}
