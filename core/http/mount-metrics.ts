/**
 * Serves the metrics to whoever collects them; with a token set, to nobody else. Nothing here is in the request log.
 *
 * 200: the metrics. 401: no token or another one.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IRouter } from 'express';
import { fault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import { hashToken } from '../domain/key-token.ts';
import { bearerClaim } from '../sdk/identify.ts';
import { sendReply } from './answer.ts';
import { headersOf } from './arrival.ts';
import type { RequestScope } from './request-scope.ts';

/** What mounting needs. */
export interface MetricsMount {
  readonly metrics: { readonly contentType: string; expose(): Promise<string> };
  /** Absent: anybody who reaches the hub may read them. */
  readonly token?: string;
  readonly scope: RequestScope;
}

/** Mounts `/metrics`. */
export function mountMetrics(router: IRouter, { metrics, token, scope }: MetricsMount): void {
  const tokenHash = token === undefined ? undefined : hashToken(token);
  scope.on(router, 'GET', '/metrics', async (request, response) => {
    const requestId = scope.idOf(response);
    const claim = bearerClaim({ headers: headersOf(request) });
    if (tokenHash && !(claim.by === 'key' && timingSafeEqual(hashToken(claim.key), tokenHash))) {
      const refusal = fault(claim.by === 'key' ? 'invalid_token' : 'missing_authorization');
      sendReply(response, jsonReply(refusal.status, { error: refusal.code, detail: refusal.detail }), {
        requestId,
        fault: refusal,
      });
      return;
    }
    const body = await metrics.expose();
    sendReply(response, { status: 200, contentType: metrics.contentType, body }, { requestId });
  });
}
