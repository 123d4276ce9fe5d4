/**
 * Gives the read API (`/v1`) its place on the server: authentication first, then the route. Its reference and its health
 * need no key and are not logged.
 */
import type { IRouter, Request, Response } from 'express';
import type { ApiKey, ApiKeyDirectory } from '../domain/api-key.ts';
import { type Fault, isFault } from '../domain/fault.ts';
import { type HttpReply, jsonReply } from '../domain/http-reply.ts';
import type { Clock, Log } from '../domain/ports.ts';
import type { RateLimiter } from '../domain/rate-limit.ts';
import type { RequestLog } from '../domain/request-log.ts';
import { faultOfError } from '../domain/unavailable.ts';
import { type Arrival, openEntry } from '../inbound/exchange.ts';
import { closeEntry } from '../inbound/request-log-entry.ts';
import { authenticateReader, type Reading } from '../read-api/authenticate.ts';
import { describeReadApi, readApiTitle } from '../read-api/openapi.ts';
import { publicRoutes, type ReadApiPorts, type ReadApiRequest, readApiRoutes, referencePath } from '../read-api/routes.ts';
import { sendReply } from './answer.ts';
import { arrivalOf } from './arrival.ts';
import type { PublishedDocument } from './reference/mount.ts';
import type { RequestScope } from './request-scope.ts';
import type { TokenGuard } from './token-guard.ts';

/** What mounting needs. */
export interface ReadApiMount extends ReadApiPorts {
  /** Where the hub is reached, for the reference. */
  readonly serverUrl: string;
  readonly apiKeys: ApiKeyDirectory;
  readonly rateLimiter: RateLimiter;
  readonly guard: TokenGuard;
  readonly requestLog: RequestLog;
  readonly clock: Clock;
  readonly log: Log;
  readonly scope: RequestScope;
}

/** A read with what was learned of its reader. */
interface Answered extends Pick<Reading, 'apiKey' | 'rate'> {
  readonly result: HttpReply | Fault;
}

type Read = (caller: ApiKey, request: ReadApiRequest) => Promise<HttpReply | Fault>;

/** Mounts every route of the read API, and gives its reference back for its page. */
export function mountReadApi(router: IRouter, mount: ReadApiMount): PublishedDocument {
  const { apiKeys, rateLimiter, guard, requestLog, clock, log, scope } = mount;

  const reference = describeReadApi(mount.serverUrl);
  for (const { path, answer } of publicRoutes) {
    const reply = answer(reference); // made once: it never changes while the hub runs
    scope.on(router, 'GET', path, (_request, response) => sendReply(response, reply, { requestId: scope.idOf(response) }));
  }
  for (const { method, path, answer } of readApiRoutes) {
    const read: Read = (caller, request) => answer(mount, caller, request);
    scope.on(router, method, path, (request, response) => serve(request, response, read));
  }
  return { title: readApiTitle, source: referencePath, read: () => Promise.resolve(reference) };

  async function serve(request: Request, response: Response, read: Read): Promise<void> {
    const arrival = arrivalOf(request, scope.idOf(response), 0);
    const entry = openEntry(arrival, clock.now());
    const { result, apiKey, rate } = await authenticated(arrival, read).catch((error: unknown): Answered => ({
      result: faultOfError(error, arrival.id, log),
    }));
    if (apiKey) Object.assign(entry, { organisationId: apiKey.organisationId, apiKeyId: apiKey.id });
    const reply = isFault(result) ? jsonReply(result.status, { error: result.code, detail: result.detail }) : result;
    const facts = { ...(isFault(result) && { fault: result }), ...(rate && { rate }) };
    sendReply(response, reply, { requestId: arrival.id, ...facts });
    closeEntry(entry, { reply: { ...reply, body: isFault(result) ? reply.body : '' }, ...facts }, undefined, clock.now());
    requestLog.append(entry);
  }

  /** Who reads, and what they get. */
  async function authenticated({ request, clientIp }: Arrival, read: Read): Promise<Answered> {
    const prove = () => authenticateReader(request.headers, apiKeys, rateLimiter);
    const reading = await guard({ headers: request.headers, clientIp }, prove, ({ refusal }) => refusal);
    if (isFault(reading)) return { result: reading };
    const { apiKey, refusal, rate } = reading;
    const known = { ...(apiKey && { apiKey }), ...(rate && { rate }) };
    if (refusal) return { ...known, result: refusal };
    if (!apiKey) throw new Error('a reader was neither refused nor identified');
    return { ...known, result: await read(apiKey, request) };
  }
}
