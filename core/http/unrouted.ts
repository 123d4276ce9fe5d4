/**
 * Logs the requests that no route took. Whoever showed a key that exists will find them in that connector's log: an
 * unknown path is the first mistake when a storefront is set up.
 */
import type { Request } from 'express';
import type { ConnectorDirectory } from '../domain/connector.ts';
import type { Fault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import { hashToken, isToken } from '../domain/key-token.ts';
import type { Clock, Log } from '../domain/ports.ts';
import type { RequestLog } from '../domain/request-log.ts';
import { openEntry } from '../inbound/exchange.ts';
import { closeEntry } from '../inbound/request-log-entry.ts';
import type { AdapterCatalogue } from '../sdk/catalogue.ts';
import { bearerClaim } from '../sdk/identify.ts';
import { arrivalOf } from './arrival.ts';

/** What logging them needs. */
export interface UnroutedPorts {
  readonly adapters: AdapterCatalogue;
  readonly directory: ConnectorDirectory;
  readonly requestLog: RequestLog;
  readonly clock: Clock;
  readonly log: Log;
}

/** Gives a function that logs one such request, in the background. */
export function createUnroutedLog(ports: UnroutedPorts): (request: Request, refusal: Fault, requestId: string) => void {
  const { adapters, directory, requestLog, clock, log } = ports;

  const write = async (request: Request, refusal: Fault, requestId: string): Promise<void> => {
    const arrival = arrivalOf(request, requestId, 0);
    const entry = openEntry(arrival, clock.now());
    const claim = bearerClaim(arrival.request);
    const isKey = claim.by === 'key' && adapters.loaded.some(({ adapter }) => isToken(claim.key, adapter.keyPrefix ?? ''));
    const connector = isKey ? await directory.byKeyHash(hashToken(claim.key)) : undefined;
    if (connector) {
      const { id: connectorId, organisationId, storeId } = connector;
      Object.assign(entry, { connectorId, organisationId, storeId });
    }
    closeEntry(entry, { reply: jsonReply(refusal.status, { error: refusal.code }), fault: refusal }, undefined, clock.now());
    requestLog.append(entry);
  };

  return (request, refusal, requestId) => {
    write(request, refusal, requestId).catch((error: unknown) => {
      log.warn('a request without a route could not be logged', {
        requestId,
        reason: error instanceof Error ? error.message : 'unknown',
      });
    });
  };
}
