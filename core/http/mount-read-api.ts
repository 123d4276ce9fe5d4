/**
 * Gives the read API (`/v1`) its place on the server: authentication first, then the list or the object.
 */
import type { IRouter, Request, Response } from 'express';
import type { ApiKey, ApiKeyDirectory } from '../domain/api-key.ts';
import type { DeliveryLedger } from '../domain/delivery.ts';
import type { DocumentKind, DocumentReader } from '../domain/document-reader.ts';
import { type Fault, isFault } from '../domain/fault.ts';
import { type HttpReply, jsonReply } from '../domain/http-reply.ts';
import type { Clock, Log } from '../domain/ports.ts';
import type { RateLimiter } from '../domain/rate-limit.ts';
import type { RequestLog } from '../domain/request-log.ts';
import { faultOfError } from '../domain/unavailable.ts';
import { type Arrival, openEntry } from '../inbound/exchange.ts';
import { closeEntry } from '../inbound/request-log-entry.ts';
import { authenticateReader, type Reading } from '../read-api/authenticate.ts';
import { getDocument, listDocuments } from '../read-api/documents.ts';
import { sendTest } from '../read-api/test-delivery.ts';
import { sendReply } from './answer.ts';
import { arrivalOf, queryOf } from './arrival.ts';
import type { RequestScope } from './request-scope.ts';

/** What mounting needs. */
export interface ReadApiMount {
  readonly apiKeys: ApiKeyDirectory;
  readonly rateLimiter: RateLimiter;
  readonly documents: DocumentReader;
  readonly deliveries: Pick<DeliveryLedger, 'sendTest'>;
  readonly wakeDispatcher: () => void;
  readonly requestLog: RequestLog;
  readonly clock: Clock;
  readonly log: Log;
  readonly scope: RequestScope;
}

/** What is read where; each list has its objects below it. */
const kinds: Readonly<Record<string, DocumentKind>> = {
  '/v1/orders': 'order',
  '/v1/clients': 'client',
  '/v1/vendors': 'vendor',
  '/v1/products': 'product',
};

/** A read with what was learned of its reader. */
interface Answered extends Pick<Reading, 'apiKey' | 'rate'> {
  readonly result: HttpReply | Fault;
}

type Read = (apiKey: ApiKey, request: Request) => Promise<HttpReply | Fault>;

/** Mounts the reads. */
export function mountReadApi(
  router: IRouter,
  { apiKeys, rateLimiter, documents, deliveries, wakeDispatcher, requestLog, clock, log, scope }: ReadApiMount,
): void {
  const mount = (method: 'GET' | 'POST', path: string, read: Read): void => {
    scope.on(router, method, path, async (request: Request, response: Response) => {
      const arrival = arrivalOf(request, scope.idOf(response), 0);
      const entry = openEntry(arrival, clock.now());
      const { result, apiKey, rate } = await answer(arrival, read, request).catch((error: unknown): Answered => ({
        result: faultOfError(error, arrival.id, log),
      }));
      if (apiKey) Object.assign(entry, { organisationId: apiKey.organisationId, apiKeyId: apiKey.id });
      const reply = isFault(result) ? jsonReply(result.status, { error: result.code, detail: result.detail }) : result;
      const facts = { ...(isFault(result) && { fault: result }), ...(rate && { rate }) };
      sendReply(response, reply, { requestId: arrival.id, ...facts });
      closeEntry(entry, { reply: { ...reply, body: isFault(result) ? reply.body : '' }, ...facts }, undefined, clock.now());
      requestLog.append(entry);
    });
  };

  /** Who reads, and what they get. */
  async function answer(arrival: Arrival, read: Read, request: Request): Promise<Answered> {
    const { apiKey, refusal, rate } = await authenticateReader(arrival.request.headers, apiKeys, rateLimiter);
    const known = { ...(apiKey && { apiKey }), ...(rate && { rate }) };
    if (refusal) return { ...known, result: refusal };
    if (!apiKey) throw new Error('a reader was neither refused nor identified');
    return { ...known, result: await read(apiKey, request) };
  }

  mount('POST', '/v1/webhooks/test/:endpointId', (apiKey, request) =>
    sendTest(deliveries, wakeDispatcher, apiKey, String(request.params['endpointId'])),
  );
  for (const [path, kind] of Object.entries(kinds)) {
    mount('GET', path, ({ organisationId }, request) => listDocuments(documents, kind, organisationId, queryOf(request)));
    mount('GET', `${path}/:id`, ({ organisationId }, request) =>
      getDocument(documents, kind, organisationId, String(request.params['id'])),
    );
  }
}
