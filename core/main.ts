/**
 * Starts a hub as web, worker or both, and stops it without losing anything. Each step is told to `onStep`, so that
 * whoever waits sees why.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { composeHub } from './container.ts';
import { services } from './container/services.ts';
import { startAlerting } from './container/start-alerting.ts';
import type { Observer } from './domain/telemetry.ts';
import { UnavailableError } from './domain/unavailable.ts';
import { uuidV7 } from './domain/uuid.ts';
import { mountConsole } from './http/mount-console.ts';
import { mountEmailConfirmation } from './http/mount-email-confirmation.ts';
import { mountHealth } from './http/mount-health.ts';
import { mountMetrics } from './http/mount-metrics.ts';
import { mountInbound } from './http/mount-inbound.ts';
import { mountOperator } from './http/mount-operator.ts';
import { mountReferences } from './http/mount-reference.ts';
import { mountReadApi } from './http/mount-read-api.ts';
import { mountReferencePages } from './http/reference/mount.ts';
import { createRequestScope } from './http/request-scope.ts';
import { createHttpServer, type HttpServer } from './http/server.ts';
import { createUnroutedLog } from './http/unrouted.ts';
import { ensureAdminToken } from './operator/accounts/authenticate.ts';
import { startEmbeddedDatabase } from './platform/embedded-database/embedded-database.ts';
import { readEnvironment } from './platform/environment.ts';
import { createLog } from './platform/log.ts';
import { masterKeysOf, readStoredMasterKeys } from './platform/master-key.ts';
import { createSecretBox, type SecretBox } from './platform/secret-box.ts';
import { readSecret } from './platform/secret-variables.ts';
import { startSpanExporter } from './platform/telemetry/otlp-exporter.ts';
import { createInstrumentation, type Instrumentation } from './platform/telemetry/instrumentation.ts';
import { createMetrics, type Metrics } from './platform/telemetry/metrics.ts';
import { createRequestLines } from './platform/telemetry/request-lines.ts';
import { createTracer } from './platform/telemetry/tracer.ts';
import { loadAdapters } from './registry/load-adapters.ts';
import { mountableRoutes } from './registry/mountable-routes.ts';
import type { AdapterCatalogue } from './sdk/catalogue.ts';
import { connectionSettings } from './store/connection-settings.ts';
import { type Database, openDatabase } from './store/database.ts';
import { classify } from './store/failure.ts';
import { migrate, pendingMigrations } from './store/migrate.ts';
import { createQueueFigures } from './store/queue-figures.ts';
import { queueSchema } from './store/queue.ts';
import { createReadinessCheck } from './store/readiness.ts';
import { joinRunningHubs } from './store/running-hubs.ts';
import { findWallBreach } from './store/tenant-wall.ts';
import { startUpkeep } from './store/upkeep.ts';

/** `web` answers requests, `worker` delivers, `all` does both. */
export type Role = 'all' | 'web' | 'worker';

/** How to start. */
export interface HubOptions {
  /** The environment variables of the operator's contract, usually process.env. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly role: Role;
  readonly onStep: (step: string) => void;
}

/** A running hub. */
export interface Hub {
  /** Where it listens; absent for a worker that was given no port. */
  readonly url?: string;
  /** The platform's first operator token, when this start made it; it is shown this once. */
  readonly adminToken?: string;
  /** True when CROSSDOCK_ADMIN_TOKEN was set. */
  readonly tokenIsInEnvironment: boolean;
  /** True while no organisation exists. */
  readonly isEmpty: boolean;
  /** Stops taking work, finishes what is in flight, and gives everything back. */
  stop(): Promise<void>;
}

interface Telemetry {
  readonly metrics: Metrics;
  readonly instrumentation: Instrumentation;
}

/** Where the console is built to, from the sources and in the published package alike. */
const consoleFolder = join(import.meta.dirname, '../console/dist');

const tenantConnections = 12;
const systemConnections = 6;
const queueConnections = 2;
/** How long a start waits for a database that restarts, or that starts later than the hub. */
const databasePatienceMilliseconds = 15_000;
const databasePauseMilliseconds = 300;

/** Starts a hub. Rejects with a sentence for the operator when it cannot. */
export async function startHub({ variables, role, onStep }: HubOptions): Promise<Hub> {
  const environment = readEnvironment(variables);
  const log = createLog(environment.logLevel);
  const closers: (() => Promise<unknown> | void)[] = [];
  const closeDownTo = async (count: number): Promise<void> => {
    while (closers.length > count) await closers.pop()?.();
  };
  const stop = () => closeDownTo(0);
  try {
    return { ...(await start()), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function start(): Promise<Omit<Hub, 'stop'>> {
    const databaseUrl = environment.databaseUrl ?? (await embeddedDatabase());
    const masterKeys = environment.masterKeys ?? (await masterKeysOf(environment.dataDirectory, randomBytes));
    const adapters = await loadAdapters(environment.pluginsFile, {
      log,
      now: Date.now,
      variables,
      trustedNetworks: environment.outboundAllow,
    });
    closers.push(() => adapters.close?.());
    onStep(`loaded the adapters ${adapters.loaded.map(({ adapter }) => adapter.format).join(', ')}`);
    for (const { source, reason } of adapters.failed) log.error('an adapter was not loaded', { source, problem: reason });

    onStep('checking the schema');
    return onceReachable(async () => {
      const { applied } = await migrate(databaseUrl);
      if (applied.length > 0) onStep(`applied ${applied.join(', ')}`);
      return open(databaseUrl, createSecretBox(masterKeys, randomBytes), adapters);
    });
  }

  /** Waits for a database that cannot be reached; what was opened in vain is given back before the next try. */
  async function onceReachable<T>(attempt: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + databasePatienceMilliseconds;
    const kept = closers.length;
    for (let tries = 1; ; tries++) {
      try {
        return await attempt();
      } catch (error) {
        if (!(classify(error) instanceof UnavailableError)) throw error;
        const reason = error instanceof Error && 'code' in error ? String(error.code) : 'connection lost';
        if (performance.now() > deadline) throw new Error(`the database cannot be reached (${reason})`, { cause: error });
        if (tries === 1) onStep(`the database cannot be reached (${reason}), waiting for it`);
        await closeDownTo(kept);
        await sleep(databasePauseMilliseconds);
      }
    }
  }

  async function open(databaseUrl: string, secretBox: SecretBox, adapters: AdapterCatalogue): Promise<Omit<Hub, 'stop'>> {
    const database = await openDatabase({ url: databaseUrl, tenantConnections, systemConnections, log });
    closers.push(() => database.close());
    const breach = await findWallBreach(database.system);
    if (breach !== undefined) throw new Error(`this database does not keep tenants apart: ${breach}`);
    const queue = await startQueue(databaseUrl);
    closers.push(await joinOthers(database, secretBox));
    const { metrics, instrumentation } = startTelemetry(database, adapters);
    const container = composeHub({ environment, log, database, queue, secretBox, adapters, instrumentation });
    closers.push(
      () => container.get(services.requestLog).close(),
      () => container.get(services.connectors).close(),
      () => container.get(services.apiKeys).close(),
    );
    const background: (() => Promise<void>)[] = []; // begun when all is mounted, ended after the server
    closers.push(() => Promise.all(background.map((end) => end())));
    closers.push(() => container.get(services.emailTransport).close()); // invitations are mailed by who answers requests
    if (role !== 'web') {
      closers.push(() => container.get(services.httpTransport).close());
      closers.push(() => container.get(services.dispatcher).stop());
    }
    const url = role === 'worker' && !environment.isPortGiven ? undefined : await listen(container, metrics);
    // Compiling what is mounted can hold up the process longer than these wait for a connection.
    if (role !== 'web') container.get(services.dispatcher).start();
    background.push(startUpkeep(database.system, log, () => performance.now(), environment.retentionDays));
    background.push(await startAlerting(container, role !== 'web'));
    const { organisations, tokens } = container.get(services.repositories);
    const { rows } = await organisations.list({ limit: 1 });
    const tokenIsInEnvironment = environment.adminToken !== undefined;
    // The very last step: a token that is made is shown, and no start that fails has made one.
    const adminToken = tokenIsInEnvironment ? undefined : await ensureAdminToken(tokens, randomBytes);
    return {
      tokenIsInEnvironment,
      isEmpty: rows.length === 0,
      ...(url === undefined ? {} : { url }),
      ...(adminToken === undefined ? {} : { adminToken }),
    };
  }

  /** Has this hub seal as the others on its database do. While the data folder's key is being replaced, its successor lies there too. */
  function joinOthers({ system }: Database, keys: SecretBox): Promise<() => Promise<void>> {
    const refreshKeys = (): void => {
      try {
        if (environment.masterKeys === undefined)
          readStoredMasterKeys(environment.dataDirectory).forEach((key) => keys.hold(key));
      } catch (error) {
        log.error('the master key in the data folder cannot be read', { reason: error instanceof Error ? error.message : '' });
      }
    };
    const name = `the hub on ${hostname()} with process id ${process.pid}`;
    const id = uuidV7(Date.now(), randomBytes);
    return joinRunningHubs({ pool: system, keys, id, name, refreshKeys, stopwatch: () => performance.now(), log });
  }

  /** Has the hub's work told to the metrics, to the process log, and to a trace collector where one is named. */
  function startTelemetry({ tenants, system }: Database, adapters: AdapterCatalogue): Telemetry {
    const stopwatch = () => performance.now();
    const queueFigures = createQueueFigures(system, stopwatch);
    const metrics = createMetrics({ pools: { tenants, system }, queueFigures, adapters });
    const observers: Observer[] = [metrics.observer, createRequestLines(log, stopwatch)];
    if (environment.tracing !== undefined) {
      const exporter = startSpanExporter(environment.tracing, fetch, log);
      closers.push(() => exporter.close());
      const { sampledShare } = environment.tracing;
      observers.push(createTracer({ export: exporter.export, clock: { now: Date.now }, randomBytes, sampledShare }));
    }
    return { metrics, instrumentation: createInstrumentation(observers, stopwatch) };
  }

  async function embeddedDatabase(): Promise<string> {
    const embedded = await startEmbeddedDatabase({ dataDirectory: environment.dataDirectory, onStep });
    closers.push(() => embedded.stop());
    return embedded.url;
  }

  async function startQueue(databaseUrl: string): Promise<PgBoss> {
    const supervise = role !== 'web';
    const queue = new PgBoss({
      ...connectionSettings(databaseUrl, 'crossdock-queue'),
      schema: queueSchema,
      max: queueConnections,
      migrate: false,
      supervise,
      schedule: false,
    });
    queue.on('error', (error) => log.warn('queue connection trouble', { reason: error.message }));
    closers.push(() => queue.stop({ graceful: false })); // jobs are taken and settled by the dispatcher, which has stopped by then
    await queue.start();
    return queue;
  }

  async function listen(container: ReturnType<typeof composeHub>, metrics: Metrics): Promise<string> {
    const clock = container.get(services.clock);
    const adapters = container.get(services.adapters);
    const requestLog = container.get(services.requestLog);
    const scope = createRequestScope(() => uuidV7(clock.now(), randomBytes));
    const { bodyLimitBytes } = environment;
    const server: HttpServer = createHttpServer({
      scope,
      log,
      trustProxy: environment.trustProxy,
      drainMilliseconds: environment.drainMilliseconds,
      instrumentation: container.get(services.instrumentation),
      onUnrouted:
        role === 'worker'
          ? () => undefined // nobody's storefront ends up there
          : createUnroutedLog({ adapters, directory: container.get(services.connectors), requestLog, clock, log }),
      mount(app) {
        const notReady = createReadinessCheck(container.get(services.database));
        mountHealth(app, { notReady: async () => (server.isDraining ? 'the hub is stopping' : notReady()) }, scope);
        const token = environment.metricsToken;
        mountMetrics(app, { metrics, scope, ...(token !== undefined && { token }) });
        if (role === 'worker') return;
        const pipeline = container.get(services.pipeline);
        const mountable = mountableRoutes(adapters);
        mountInbound(app, { ...mountable, pipeline, requestLog, clock, bodyLimitBytes, scope });
        const recipients = container.get(services.mailRecipients);
        mountEmailConfirmation(app, { recipients, strangers: container.get(services.strangers), scope });
        const ofAdapters = mountReferences(app, adapters, environment.publicUrl, mountable.routes, scope);
        const ofReadApi = mountReadApi(app, {
          serverUrl: environment.publicUrl,
          apiKeys: container.get(services.apiKeys),
          rateLimiter: container.get(services.rateLimiter),
          guard: container.get(services.readerGuard),
          documents: container.get(services.documents),
          deliveries: container.get(services.deliveries),
          wakeDispatcher: container.get(services.dispatcher).wake,
          requestLog,
          clock,
          log,
          scope: scope.as('read'),
        });
        const api = container.get(services.operatorApi);
        const guard = container.get(services.operatorGuard);
        const ofOperatorApi = mountOperator(app, { api, guard, scope: scope.as('admin'), bodyLimitBytes });
        mountReferencePages(app, [...ofAdapters, ofReadApi, ofOperatorApi], scope);
        mountConsole(app, consoleFolder, scope.as('admin'));
      },
    });
    const { port } = await server.listen(environment);
    // Clients and receivers may take equally long, and both have to fit into one stop.
    closers.push(() => Promise.all([server.drain(), role !== 'web' && container.get(services.dispatcher).stop()]));
    return `http://${environment.host.includes(':') ? `[${environment.host}]` : environment.host}:${port}`;
  }
}

/** Names of the migrations that the database at DATABASE_URL is missing; `apply` applies them. Rejects without the variable. */
export async function migrateDatabase(variables: HubOptions['variables'], apply: boolean): Promise<readonly string[]> {
  const url = readSecret(variables, 'DATABASE_URL');
  if (!url) throw new Error('set DATABASE_URL; the embedded database is migrated by crossdock serve');
  return apply ? (await migrate(url)).applied : pendingMigrations(url);
}
