/**
 * Sends spans to an OpenTelemetry collector: OTLP over HTTP, as JSON. It never waits for the collector, and what the
 * collector does not take is given up before it fills the memory.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../domain/ports.ts';
import type { Span, SpanAttributes } from './tracer.ts';

/** Where spans go, from the standard OTEL_ variables. */
export interface TracingSettings {
  /** The whole URL, usually ending in /v1/traces. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
  /** Of all traces, 0 to 1. */
  readonly sampledShare: number;
}

/** A running exporter. */
export interface SpanExporter {
  /** Queues a span. */
  export(span: Span): void;
  /** Sends what waits, within a few seconds. */
  close(): Promise<void>;
}

const sendIntervalMilliseconds = 2_000;
const spansPerRequest = 512;
const maximumWaiting = 4_096;
const timeLimitMilliseconds = 5_000;
/** By the OTLP specification: try these again, and nothing else. */
const passingStatuses = new Set([429, 502, 503, 504]);
const kinds = { internal: 1, server: 2, client: 3 } as const;
const errorStatus = 2;

/** Starts one; `send` is fetch. */
export function startSpanExporter(settings: TracingSettings, send: typeof fetch, log: Log): SpanExporter {
  let waiting: Span[] = [];
  let lost = 0;
  let failing = false;
  let sending: Promise<void> = Promise.resolve();

  const complain = (reason: string): void => {
    if (!failing) log.warn('the trace collector takes no spans', { reason });
    failing = true;
  };

  /** True when the spans need not be sent again. */
  const post = async (spans: readonly Span[]): Promise<boolean> => {
    try {
      const response = await send(settings.url, {
        method: 'POST',
        headers: { ...settings.headers, 'content-type': 'application/json' },
        body: JSON.stringify(encode(spans, settings.serviceName)),
        signal: AbortSignal.timeout(timeLimitMilliseconds),
        redirect: 'error',
      });
      await response.body?.cancel();
      if (response.ok) failing = false;
      else complain(`status ${response.status}`);
      return !passingStatuses.has(response.status);
    } catch (error) {
      complain(error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'it cannot be reached');
      return false;
    }
  };

  const sendWaiting = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, spansPerRequest);
      if (!(await post(batch))) return;
      const sent = new Set(batch);
      waiting = waiting.filter((span) => !sent.has(span)); // some may have been given up meanwhile
    }
    if (lost > 0) log.warn('spans were given up', { lost });
    lost = 0;
  };
  const sendInTurn = (): Promise<void> => (sending = sending.then(sendWaiting));
  const timer = setInterval(() => void sendInTurn(), sendIntervalMilliseconds).unref();

  return {
    export(span) {
      if (waiting.length < maximumWaiting) waiting.push(span);
      else lost += 1;
    },
    async close() {
      clearInterval(timer);
      const patience = new AbortController();
      await Promise.race([sendInTurn(), sleep(timeLimitMilliseconds, undefined, { signal: patience.signal }).catch(() => {})]);
      patience.abort();
    },
  };
}

/** The message of the OTLP specification in its JSON form: ids in hexadecimal, times as text in nanoseconds. */
function encode(spans: readonly Span[], serviceName: string): unknown {
  return {
    resourceSpans: [
      {
        resource: { attributes: encodeAttributes({ 'service.name': serviceName }) },
        scopeSpans: [{ scope: { name: 'crossdock' }, spans: spans.map(encodeSpan) }],
      },
    ],
  };
}

function encodeSpan({ traceId, spanId, parentSpanId, name, kind, startedAt, endedAt, attributes, isError }: Span): unknown {
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: nanoseconds(startedAt),
    endTimeUnixNano: nanoseconds(endedAt),
    attributes: encodeAttributes(attributes),
    status: isError ? { code: errorStatus } : {},
  };
}

function encodeAttributes(attributes: SpanAttributes): unknown[] {
  return Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [{ key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } }];
  });
}

function nanoseconds(milliseconds: number): string {
  return `${Math.round(milliseconds * 1_000)}000`;
}
