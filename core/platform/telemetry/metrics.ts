/**
 * The hub's metrics, for Prometheus. Labels have few values: formats of adapters, status codes, outcomes; never a tenant,
 * a path or anything that a request brought. docs/observability.md lists them all.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Observer, QueueFigures } from '../../domain/telemetry.ts';

/** What of a connection pool is shown. */
export interface PoolFigures {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options: { readonly max?: number | undefined };
}

/** What is looked at when somebody asks. */
export interface MetricSources {
  readonly pools: Readonly<Record<string, PoolFigures>>;
  /** Undefined while the database does not answer. Must not reject. */
  readonly queueFigures: () => Promise<QueueFigures | undefined>;
  readonly adapters: { readonly loaded: readonly unknown[]; readonly failed: readonly unknown[] };
}

/** The metrics of this process. */
export interface Metrics {
  readonly observer: Required<Observer>;
  readonly contentType: string;
  /** Everything as text, as it is now. */
  expose(): Promise<string>;
}

const second = 1_000;
const answerBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const attemptBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const lagBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200];

/** Makes them, in a registry of their own: two hubs in one process do not count each other's work. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const look = addGauges(registry, sources);
  return {
    observer: addWork(registry),
    contentType: registry.contentType,
    async expose() {
      await look();
      return registry.metrics();
    },
  };
}

/** What is counted as it happens. */
function addWork(registry: Registry): Required<Observer> {
  const registers = [registry];
  const requests = new Counter({
    name: 'crossdock_requests_total',
    help: 'Answered HTTP requests; code "aborted": the caller went away before the answer was out.',
    labelNames: ['surface', 'code'] as const,
    registers,
  });
  const requestDuration = new Histogram({
    name: 'crossdock_request_duration_seconds',
    help: 'From the arrival of the headers to the end of the answer.',
    labelNames: ['surface'] as const,
    buckets: answerBuckets,
    registers,
  });
  const commitDuration = new Histogram({
    name: 'crossdock_ingest_commit_duration_seconds',
    help: 'One transaction that made a batch of requests durable.',
    buckets: answerBuckets,
    registers,
  });
  const batchSize = new Histogram({
    name: 'crossdock_commit_batch_size',
    help: 'How many requests shared a transaction.',
    buckets: [1, 2, 4, 8, 12, 16],
    registers,
  });
  const deliveries = new Counter({
    name: 'crossdock_deliveries_total',
    help: 'Attempts at deliveries: succeeded, failed (will be tried again) or dropped.',
    labelNames: ['outcome', 'format'] as const,
    registers,
  });
  const attemptDuration = new Histogram({
    name: 'crossdock_delivery_attempt_duration_seconds',
    help: 'Building, sending and judging one delivery.',
    labelNames: ['format'] as const,
    buckets: attemptBuckets,
    registers,
  });
  const lag = new Histogram({
    name: 'crossdock_delivery_lag_seconds',
    help: 'From the moment that an attempt was due to its start.',
    buckets: lagBuckets,
    registers,
  });
  return {
    requestFinished({ surface, statusCode, durationMilliseconds }) {
      requests.inc({ surface, code: statusCode ?? 'aborted' });
      requestDuration.observe({ surface }, durationMilliseconds / second);
    },
    commitFinished(commit) {
      commitDuration.observe(commit.durationMilliseconds / second);
      batchSize.observe(commit.batchSize);
    },
    attemptFinished({ outcome, format, durationMilliseconds, lagMilliseconds }) {
      deliveries.inc({ outcome, format });
      attemptDuration.observe({ format }, durationMilliseconds / second);
      if (lagMilliseconds !== undefined) lag.observe(lagMilliseconds / second);
    },
  };
}

/** What is looked up when somebody asks. While the database is away, what only it knows is absent. */
function addGauges(registry: Registry, { pools, queueFigures, adapters }: MetricSources): () => Promise<void> {
  const gauge = <Label extends string = never>(name: string, help: string, ...labelNames: readonly Label[]): Gauge<Label> =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  const depth = gauge('crossdock_queue_depth', 'Open deliveries of the whole hub by state.', 'state');
  const oldest = gauge('crossdock_queue_oldest_due_seconds', 'How long the delivery that is due longest has waited.');
  const spared = gauge('crossdock_endpoints_spared', 'Endpoints that get one attempt now and then because they are down.');
  const disabled = gauge('crossdock_endpoints_disabled', 'Endpoints that the hub has disabled.');
  const databaseUp = gauge('crossdock_database_up', '1 when the database answered the question for the state of the queue.');
  const connections = gauge('crossdock_pool_connections', 'Open database connections.', 'pool', 'state');
  const limit = gauge('crossdock_pool_connections_max', 'How many the pool may open.', 'pool');
  const waiting = gauge('crossdock_pool_waiting', 'Requests for a connection that wait for one.', 'pool');
  const known = gauge('crossdock_adapters', 'Adapters of plugins.yaml, loaded or failed.', 'state');

  return async () => {
    known.set({ state: 'loaded' }, adapters.loaded.length);
    known.set({ state: 'failed' }, adapters.failed.length);
    for (const [pool, { totalCount, idleCount, waitingCount, options }] of Object.entries(pools)) {
      connections.set({ pool, state: 'busy' }, totalCount - idleCount);
      connections.set({ pool, state: 'idle' }, idleCount);
      waiting.set({ pool }, waitingCount);
      if (options.max !== undefined) limit.set({ pool }, options.max);
    }
    const figures = await queueFigures();
    databaseUp.set(figures ? 1 : 0);
    depth.reset();
    for (const single of [oldest, spared, disabled]) single.remove();
    if (!figures) return;
    for (const state of ['due', 'scheduled', 'parked', 'sending'] as const) depth.set({ state }, figures[state]);
    oldest.set(figures.oldestDueSeconds);
    spared.set(figures.endpointsSpared);
    disabled.set(figures.endpointsDisabled);
  };
}
