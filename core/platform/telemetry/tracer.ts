/**
 * Makes OpenTelemetry spans of finished work: the request, its commit, and every attempt at a delivery that followed, in
 * one trace. Spans name no tenant and hold nothing that a request brought. A trace that a caller names is not continued:
 * storefronts are strangers.
 */
import type { Clock, RandomBytes } from '../../domain/ports.ts';
import type { Observer } from '../../domain/telemetry.ts';
import { commitSpan, isSampled, requestSpan, traceIdOf } from './trace-identity.ts';

/** Values of span attributes; absent ones are left out. */
export type SpanAttributes = Readonly<Record<string, string | number | undefined>>;

/** A finished span. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client';
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: SpanAttributes;
  readonly isError: boolean;
}

/** What a tracer is made of. */
export interface TracerOptions {
  /** Takes each span; must not throw. */
  readonly export: (span: Span) => void;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Of all traces, 0 to 1. */
  readonly sampledShare: number;
}

const spanIdBytes = 8;

/** Makes a tracer. */
export function createTracer({ export: put, clock, randomBytes, sampledShare }: TracerOptions): Required<Observer> {
  /** When work ended that took so long until now. */
  const endingNow = (durationMilliseconds: number) => {
    const endedAt = clock.now();
    return { startedAt: endedAt - durationMilliseconds, endedAt };
  };

  return {
    requestFinished({ id, method, route, surface, statusCode, errorCode, durationMilliseconds }) {
      if (!isSampled(id, sampledShare)) return;
      put({
        ...requestSpan(id),
        name: route === undefined ? method : `${method} ${route}`,
        kind: 'server',
        ...endingNow(durationMilliseconds),
        attributes: {
          'http.request.method': method,
          'http.route': route,
          'http.response.status_code': statusCode,
          'error.type': errorCode,
          'crossdock.surface': surface,
          'crossdock.request_id': id,
        },
        isError: statusCode === undefined || statusCode >= 500,
      });
    },
    commitFinished({ batchSize, requestIds, durationMilliseconds }) {
      for (const id of requestIds) {
        if (!isSampled(id, sampledShare)) continue;
        put({
          ...commitSpan(id),
          parentSpanId: requestSpan(id).spanId,
          name: 'commit',
          kind: 'client',
          ...endingNow(durationMilliseconds),
          attributes: { 'db.system.name': 'postgresql', 'crossdock.batch_size': batchSize },
          isError: false,
        });
      }
    },
    attemptFinished(attempt) {
      const { deliveryId, requestId, eventType, outcome, durationMilliseconds } = attempt;
      if (!isSampled(requestId ?? deliveryId, sampledShare)) return;
      put({
        traceId: traceIdOf(requestId ?? deliveryId),
        spanId: Buffer.from(randomBytes(spanIdBytes)).toString('hex'),
        ...(requestId !== undefined && { parentSpanId: commitSpan(requestId).spanId }),
        name: `deliver ${eventType}`,
        kind: 'client',
        ...endingNow(durationMilliseconds),
        attributes: {
          'crossdock.delivery_id': deliveryId,
          'crossdock.attempt': attempt.attemptNumber,
          'crossdock.format': attempt.format,
          'crossdock.outcome': outcome,
          'http.response.status_code': attempt.statusCode,
          'error.type': attempt.errorCode,
        },
        isError: outcome !== 'succeeded',
      });
    },
  };
}
