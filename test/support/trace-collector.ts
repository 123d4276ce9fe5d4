/**
 * An OpenTelemetry collector on 127.0.0.1 that keeps the spans it is sent as OTLP in JSON.
 */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { AnyJson } from './json.ts';

/** A span with its attributes by name. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startedAt: bigint;
  readonly endedAt: bigint;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: { readonly code?: number };
  readonly serviceName: string;
}

/** A running collector. */
export interface TraceCollector {
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  /** Of every request, in their order. */
  readonly requests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** What it answers from now on. */
  status: number;
}

/** Starts one; it is closed when the test ends. */
export async function startTraceCollector(): Promise<TraceCollector> {
  const spans: CollectedSpan[] = [];
  const requests: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const collector = { url: '', spans, requests, status: 200 };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push({ path: request.url ?? '', headers: request.headers, body });
      if (collector.status === 200) spans.push(...readSpans(JSON.parse(body)));
      response.writeHead(collector.status).end('{}');
    });
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  collector.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is never a path
  return collector;
}

function readSpans(message: AnyJson): CollectedSpan[] {
  return message.resourceSpans.flatMap(({ resource, scopeSpans }: AnyJson) =>
    scopeSpans.flatMap(({ spans }: AnyJson) =>
      spans.map(({ attributes, startTimeUnixNano, endTimeUnixNano, ...span }: AnyJson) => ({
        ...span,
        startedAt: BigInt(startTimeUnixNano),
        endedAt: BigInt(endTimeUnixNano),
        attributes: readAttributes(attributes),
        serviceName: readAttributes(resource.attributes)['service.name'],
      })),
    ),
  );
}

function readAttributes(list: AnyJson): Record<string, string> {
  return Object.fromEntries(list.map(({ key, value }: AnyJson) => [key, value.stringValue ?? value.intValue]));
}
