/** Traces as a collector gets them: the request, its commit and its deliveries in one, and nothing personal in any. */
import { describe, expect, it } from 'vitest';
import { eventually, startTestHub } from '../support/hub.ts';
import { type CollectedSpan, startTraceCollector, type TraceCollector } from '../support/trace-collector.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';

const orderBody = (externalId: string): string =>
  JSON.stringify({
    external_id: externalId,
    client: { name: 'Canary Jane', email: 'canary@example.com' },
    lines: [{ description: 'Canary tea', quantity: 1, unit_price_cents: 100 }],
  });

async function traceOf({ spans }: TraceCollector, requestId: string | null, count: number): Promise<readonly CollectedSpan[]> {
  const traceId = requestId?.replaceAll('-', '');
  return eventually(() => {
    const found = spans.filter((span) => span.traceId === traceId);
    return found.length >= count ? found : undefined;
  }, 10_000);
}

describe('with a collector', () => {
  it('a request, its commit and every attempt of its delivery are one trace, which the request id names', async () => {
    const collector = await startTraceCollector();
    const hub = await startTestHub({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-team=hub',
      OTEL_SERVICE_NAME: 'hub-one',
      CROSSDOCK_RETRY_SCHEDULE: '50ms',
    });
    const tenant = await hub.tenant();
    const { key } = await hub.connector(tenant, 'peptideclients');
    const receiver = await startWebhookReceiver((response, webhook) =>
      answering(receiver.received.length === 1 ? 500 : 200)(response, webhook),
    );
    await hub.endpoint(tenant, receiver.url);
    const theirs = '4bf92f3577b34da6a3ce929d0e0e4736';
    const answer = await hub.call('POST', '/integrations/v1/orders', {
      headers: { authorization: `Bearer ${key}`, traceparent: `00-${theirs}-00f067aa0ba902b7-01` },
      body: orderBody('traced-1'),
    });
    expect(answer.status).toBe(201);

    const trace = await traceOf(collector, answer.headers.get('x-request-id'), 4);
    const named = (name: string) => trace.filter((span) => span.name === name);
    const [request] = named('POST /integrations/v1/orders');
    const [commit] = named('commit');
    const attempts = named('deliver order.created').toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    expect(trace).toHaveLength(4);
    expect(request?.parentSpanId).toBeUndefined();
    expect(commit?.parentSpanId).toBe(request?.spanId);
    expect(attempts.map(({ parentSpanId }) => parentSpanId)).toEqual([commit?.spanId, commit?.spanId]);
    expect(new Set(trace.map(({ spanId }) => spanId)).size).toBe(4);
    expect(attempts.map(({ attributes }) => attributes['crossdock.outcome'])).toEqual(['failed', 'succeeded']);
    expect(attempts.map(({ status }) => status.code)).toEqual([2, undefined]);
    expect(request?.attributes).toMatchObject({ 'crossdock.surface': 'peptideclients', 'http.response.status_code': '201' });
    for (const { startedAt, endedAt, serviceName } of trace) {
      expect(endedAt).toBeGreaterThanOrEqual(startedAt);
      expect(Math.abs(Number(startedAt / 1_000_000n) - Date.now())).toBeLessThan(60_000);
      expect(serviceName).toBe('hub-one');
    }

    expect(collector.requests[0]).toMatchObject({ path: '/v1/traces', headers: { 'x-team': 'hub' } });
    expect(receiver.received[0]?.headers).not.toHaveProperty('traceparent');
    const sent = collector.requests.map(({ body }) => body).join('\n');
    for (const canary of ['anary', tenant.organisationId, 'traced-1', receiver.url, key, theirs])
      expect(sent).not.toContain(canary);
  }, 30_000);

  it('that is away for a while nothing is lost, and no request waits', async () => {
    const collector = await startTraceCollector();
    collector.status = 503;
    const hub = await startTestHub({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const { headers } = await hub.call('GET', '/v1/orders');
    await eventually(() => collector.requests[0], 10_000);
    expect(collector.spans).toEqual([]);
    collector.status = 200;
    await traceOf(collector, headers.get('x-request-id'), 1);
  }, 30_000);

  it('what still waits when the hub stops is sent', async () => {
    const collector = await startTraceCollector();
    const hub = await startTestHub({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const { headers } = await hub.call('GET', '/v1/orders');
    await hub.stop();
    expect(await traceOf(collector, headers.get('x-request-id'), 1)).toHaveLength(1);
  });

  it('a share of 0 sends nothing', async () => {
    const collector = await startTraceCollector();
    const hub = await startTestHub({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: '0' });
    await hub.call('GET', '/v1/orders');
    await hub.stop();
    expect(collector.requests).toEqual([]);
  });
});
