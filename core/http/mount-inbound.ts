/**
 * Gives every adapter's probes and routes their place on the server.
 */
import type { IRouter, Request, Response } from 'express';
import type { Clock } from '../domain/ports.ts';
import type { RequestLog } from '../domain/request-log.ts';
import { openEntry } from '../inbound/exchange.ts';
import type { Pipeline } from '../inbound/pipeline.ts';
import { closeEntry } from '../inbound/request-log-entry.ts';
import type { MountedRoute } from '../inbound/exchange.ts';
import type { Hosted } from '../sdk/catalogue.ts';
import type { Probe } from '../sdk/contract.ts';
import { sendReply } from './answer.ts';
import { arrivalOf } from './arrival.ts';
import type { RequestScope } from './request-scope.ts';

/** What mounting needs. */
export interface InboundMount {
  readonly routes: readonly MountedRoute[];
  /** Probes whose path no route has. */
  readonly probes: readonly Hosted<Probe>[];
  readonly pipeline: Pipeline;
  readonly requestLog: RequestLog;
  readonly clock: Clock;
  readonly bodyLimitBytes: number;
  readonly scope: RequestScope;
}

/** Mounts them; every path is remembered in `scope.paths`, for the 405 of its other methods. */
export function mountInbound(
  router: IRouter,
  { routes, probes, pipeline, requestLog, clock, bodyLimitBytes, scope }: InboundMount,
): void {
  for (const mounted of routes) {
    const { method, path } = mounted.route;
    const handle = async (request: Request, response: Response): Promise<void> => {
      const arrival = arrivalOf(request, scope.idOf(response), bodyLimitBytes);
      const { reply, ...facts } = await pipeline.answer(mounted, arrival);
      sendReply(response, reply, { requestId: arrival.id, ...facts });
    };
    scope.as(mounted.loaded.adapter.format).on(router, method, path, handle, mounted.loaded.adapter.inbound?.refuse);
  }
  for (const { method, path, reply } of probes) {
    scope.on(router, method, path, (request, response) => {
      const arrival = arrivalOf(request, scope.idOf(response), bodyLimitBytes);
      const entry = openEntry(arrival, clock.now());
      sendReply(response, reply, { requestId: arrival.id });
      closeEntry(entry, { reply }, undefined, clock.now());
      requestLog.append(entry);
    });
  }
}
