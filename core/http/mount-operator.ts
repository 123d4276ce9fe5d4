/**
 * Gives the operator API its place under /admin/v1: the caller first, then the body, then the call.
 */
import type { IRouter, Request, Response } from 'express';
import { type Fault, isFault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { OperatorApi } from '../operator/api.ts';
import type { OperatorRoute } from '../operator/route.ts';
import { sendReply } from './answer.ts';
import { clientIpOf, headersOf, queryOf } from './arrival.ts';
import { readJsonBody } from './json-body.ts';
import type { RequestScope } from './request-scope.ts';

const basePath = '/admin/v1';

/** Mounts every call of the operator API. */
export function mountOperator(router: IRouter, api: OperatorApi, scope: RequestScope, bodyLimitBytes: number): void {
  for (const route of api.routes) {
    scope.on(router, route.method, basePath + route.path, async (request: Request, response: Response) => {
      const result = await call(api, route, request, bodyLimitBytes);
      const requestId = scope.idOf(response);
      if (isFault(result)) sendReply(response, api.word(result), { requestId, fault: result });
      else sendReply(response, result, { requestId });
    });
  }
}

async function call(
  api: OperatorApi,
  route: OperatorRoute,
  request: Request,
  bodyLimitBytes: number,
): Promise<HttpReply | Fault> {
  const headers = headersOf(request);
  const caller = await api.authenticate(headers);
  if (isFault(caller)) return caller;
  const body = route.method === 'GET' ? { json: undefined } : await readJsonBody(request, bodyLimitBytes);
  if (isFault(body)) return body;
  return route.handle({
    method: request.method,
    path: request.path.slice(basePath.length),
    params: Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)])),
    query: queryOf(request),
    headers,
    caller,
    clientIp: clientIpOf(request),
    ...(body.json === undefined ? {} : { json: body.json }),
  });
}
