/** The metrics of one process, without a hub around them. */
import { describe, expect, it } from 'vitest';
import type { QueueFigures } from '../../core/domain/telemetry.ts';
import { createMetrics } from '../../core/platform/telemetry/metrics.ts';
import { readMetrics } from '../support/metrics-text.ts';

const figures: QueueFigures = {
  due: 3,
  scheduled: 2,
  parked: 1,
  sending: 4,
  oldestDueSeconds: 7.5,
  endpointsSpared: 5,
  endpointsDisabled: 6,
};

function metricsOf(queueFigures: () => QueueFigures | undefined = () => figures) {
  const tenants = { totalCount: 5, idleCount: 2, waitingCount: 9, options: { max: 12 } };
  const metrics = createMetrics({
    pools: { tenants },
    queueFigures: async () => queueFigures(),
    adapters: { loaded: ['a', 'b'], failed: ['c'] },
  });
  return { ...metrics, read: async () => readMetrics(await metrics.expose()) };
}

describe('metrics', () => {
  it('are text that Prometheus reads', async () => {
    const metrics = metricsOf();
    expect(metrics.contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect((await metrics.read()).names.size).toBeGreaterThan(20);
  });

  it('show what they are asked to look at', async () => {
    const seen = await metricsOf().read();
    expect(seen.value('crossdock_queue_depth', { state: 'due' })).toBe(3);
    expect(seen.value('crossdock_queue_depth', { state: 'sending' })).toBe(4);
    expect(seen.value('crossdock_queue_oldest_due_seconds')).toBe(7.5);
    expect(seen.value('crossdock_endpoints_spared')).toBe(5);
    expect(seen.value('crossdock_endpoints_disabled')).toBe(6);
    expect(seen.value('crossdock_pool_connections', { pool: 'tenants', state: 'busy' })).toBe(3);
    expect(seen.value('crossdock_pool_connections', { pool: 'tenants', state: 'idle' })).toBe(2);
    expect(seen.value('crossdock_pool_waiting', { pool: 'tenants' })).toBe(9);
    expect(seen.value('crossdock_pool_connections_max', { pool: 'tenants' })).toBe(12);
    expect(seen.value('crossdock_adapters', { state: 'failed' })).toBe(1);
  });

  it('say that the database is away, and make up nothing that only it knows', async () => {
    let away = false;
    const { read } = metricsOf(() => (away ? undefined : figures));
    expect((await read()).value('crossdock_database_up')).toBe(1);
    away = true;
    const seen = await read();
    expect(seen.value('crossdock_database_up')).toBe(0);
    expect(seen.value('crossdock_queue_depth', { state: 'due' })).toBeUndefined();
    expect(seen.value('crossdock_queue_oldest_due_seconds')).toBeUndefined();
    expect(seen.value('crossdock_endpoints_spared')).toBeUndefined();
    away = false;
    expect((await read()).value('crossdock_queue_depth', { state: 'due' })).toBe(3);
  });

  it('are in seconds', async () => {
    const { observer, read } = metricsOf();
    observer.requestFinished({ id: '', method: 'GET', surface: 'read', statusCode: 200, durationMilliseconds: 30 });
    const seen = await read();
    expect(seen.value('crossdock_request_duration_seconds_sum', { surface: 'read' })).toBeCloseTo(0.03);
    expect(seen.value('crossdock_request_duration_seconds_bucket', { surface: 'read', le: '0.025' })).toBe(0);
    expect(seen.value('crossdock_request_duration_seconds_bucket', { surface: 'read', le: '0.05' })).toBe(1);
  });

  it('of two hubs in one process are apart', async () => {
    const [one, other] = [metricsOf(), metricsOf()];
    one.observer.commitFinished({ batchSize: 2, requestIds: [], durationMilliseconds: 1 });
    expect((await one.read()).value('crossdock_commit_batch_size_sum')).toBe(2);
    expect((await other.read()).value('crossdock_commit_batch_size_sum')).toBe(0);
  });
});
