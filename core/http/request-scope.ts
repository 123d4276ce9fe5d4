/**
 * What belongs to one request of the server wherever it is mounted: its id, and which methods its path answers.
 */
import type { IRouter, Request, Response } from 'express';

/** A handler; what it throws or rejects with becomes a 500 or 503. */
export type Handler = (request: Request, response: Response) => Promise<void> | void;

/** Registers handlers and remembers their paths. */
export interface RequestScope {
  /** The request's UUIDv7: its X-Request-Id and its log row's id. */
  idOf(response: Response): string;
  on(router: IRouter, method: string, path: string, handler: Handler): void;
  /** Every path with the methods it answers; GET includes HEAD. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

/** Makes a scope; `newId` gives an id per request. */
export function createRequestScope(newId: () => string): RequestScope {
  const paths = new Map<string, string[]>();
  return {
    paths,
    idOf(response) {
      const id: unknown = response.locals['requestId'];
      if (typeof id === 'string') return id;
      const made = newId();
      response.locals['requestId'] = made;
      return made;
    },
    on(router, method, path, handler) {
      const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
      paths.set(path, [...(paths.get(path) ?? []), ...methods]);
      const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'; // the contract allows no others
      router[verb](path, (request, response, next) => {
        Promise.resolve()
          .then(() => handler(request, response))
          .catch(next);
      });
    },
  };
}
