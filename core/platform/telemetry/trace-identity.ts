/**
 * Which trace and span a piece of work belongs to, computed from ids that it has anyway: a request's id is its trace's id,
 * so whoever has an X-Request-Id has the trace, and nothing has to be passed along with the work.
 */

/** Ids of a span as OTLP writes them: hexadecimal, 32 and 16 digits. */
export interface SpanIdentity {
  readonly traceId: string;
  readonly spanId: string;
}

const spanDigits = 16;
const shareDigits = 12; // the end of a UUIDv7, which is random

/** The span of a request itself. */
export function requestSpan(requestId: string): SpanIdentity {
  const traceId = traceIdOf(requestId);
  return { traceId, spanId: traceId.slice(-spanDigits) };
}

/** The span of the commit that a request led to: the request's, with its last bit turned. */
export function commitSpan(requestId: string): SpanIdentity {
  const { traceId, spanId } = requestSpan(requestId);
  const turned = Number.parseInt(spanId.slice(-1), 16) ^ 1;
  return { traceId, spanId: spanId.slice(0, -1) + turned.toString(16) };
}

/** The trace that a UUID names. */
export function traceIdOf(id: string): string {
  return id.replaceAll('-', '');
}

/** True for this share of all traces, 0 to 1. Every process decides the same of the same id, so a trace is whole or absent. */
export function isSampled(id: string, share: number): boolean {
  return Number.parseInt(id.slice(-shareDigits), 16) < share * 16 ** shareDigits;
}
