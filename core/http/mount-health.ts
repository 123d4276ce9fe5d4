/**
 * Says whether the process is up and whether it can serve; for supervisors and load balancers. Neither is logged.
 */
import type { IRouter } from 'express';
import { jsonReply } from '../domain/http-reply.ts';
import { sendReply } from './answer.ts';
import type { RequestScope } from './request-scope.ts';

/** What readiness depends on. */
export interface HealthChecks {
  /** Undefined when the hub can serve, else the reason. Must not reject. */
  notReady(): Promise<string | undefined>;
}

/** Mounts `/healthz` and `/readyz`. */
export function mountHealth(router: IRouter, { notReady }: HealthChecks, scope: RequestScope): void {
  scope.on(router, 'GET', '/healthz', (_request, response) => {
    sendReply(response, jsonReply(200, { ok: true }), { requestId: scope.idOf(response) });
  });
  scope.on(router, 'GET', '/readyz', async (_request, response) => {
    const reason = await notReady();
    const reply = reason === undefined ? jsonReply(200, { ok: true }) : jsonReply(503, { ok: false, detail: reason });
    sendReply(response, reply, { requestId: scope.idOf(response) });
  });
}
