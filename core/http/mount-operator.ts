/**
 * Gives the operator API its place under /admin/v1: the caller first, then the body, then the call.
 */
import type { IRouter, Request, Response } from 'express';
import { isStreamed } from '../domain/event-stream.ts';
import { type Fault, isFault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { OperatorApi } from '../operator/api.ts';
import { operatorApiTitle, referencePath } from '../operator/openapi.ts';
import type { OpenRequest, OpenRoute, OperatorRoute } from '../operator/request/route.ts';
import { sendReply } from './answer.ts';
import { clientIpOf, headersOf, queryOf } from './arrival.ts';
import { readJsonBody } from './json-body.ts';
import type { PublishedDocument } from './reference/mount.ts';
import type { RequestScope } from './request-scope.ts';
import { sendEventStream } from './send-event-stream.ts';
import type { TokenGuard } from './token-guard.ts';

const basePath = '/admin/v1';

/** What mounting needs. */
export interface OperatorMount {
  readonly api: OperatorApi;
  readonly guard: TokenGuard;
  readonly scope: RequestScope;
  readonly bodyLimitBytes: number;
}

/** Mounts every call of the operator API, and gives its reference back for its page. */
export function mountOperator(router: IRouter, needs: OperatorMount): PublishedDocument {
  const { api, scope, bodyLimitBytes } = needs;
  const mount = ({ method, path }: OperatorRoute | OpenRoute, answer: (request: Request) => Promise<HttpReply | Fault>): void => {
    scope.on(router, method, basePath + path, async (request: Request, response: Response) => {
      const result = await answer(request);
      const requestId = scope.idOf(response);
      if (isFault(result)) sendReply(response, api.word(result), { requestId, fault: result });
      else if (isStreamed(result)) await sendEventStream(request, response, result, requestId);
      else sendReply(response, result, { requestId });
    });
  };
  for (const route of api.openRoutes) {
    mount(route, async (request) => {
      const read = await readRequest(route.method, request, bodyLimitBytes);
      return isFault(read) ? read : route.handle(read);
    });
  }
  for (const route of api.routes) mount(route, (request) => call(needs, route, request));
  return { title: operatorApiTitle, source: basePath + referencePath, read: () => Promise.resolve(api.describe()) };
}

async function call(
  { api, guard, bodyLimitBytes }: OperatorMount,
  route: OperatorRoute,
  request: Request,
): Promise<HttpReply | Fault> {
  const headers = headersOf(request);
  const prove = () => api.authenticate(headers, request.method);
  const caller = await guard({ headers, clientIp: clientIpOf(request) }, prove, (proof) => (isFault(proof) ? proof : undefined));
  if (isFault(caller)) return caller;
  const read = await readRequest(route.method, request, bodyLimitBytes);
  return isFault(read) ? read : route.handle({ ...read, caller });
}

async function readRequest(method: string, request: Request, bodyLimitBytes: number): Promise<OpenRequest | Fault> {
  const body = method === 'GET' ? { json: undefined } : await readJsonBody(request, bodyLimitBytes);
  if (isFault(body)) return body;
  return {
    method: request.method,
    path: request.path.slice(basePath.length),
    params: Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)])),
    query: queryOf(request),
    headers: headersOf(request),
    clientIp: clientIpOf(request),
    ...(body.json === undefined ? {} : { json: body.json }),
  };
}
