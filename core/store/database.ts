/**
 * The two doors to the database. Through `tenants` a session sees one organisation and nothing until it is named; through
 * `system` it sees all of them, for the few things that cross tenants. Neither can alter the schema.
 */
import { MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { Log } from '../domain/ports.ts';
import { connectionSettings } from './connection-settings.ts';
import { entities } from './entities/index.ts';
import { classify } from './failure.ts';
import { reclaimLostConnections } from './lost-connections.ts';

/** How to reach the database. */
export interface DatabaseOptions {
  readonly url: string;
  readonly tenantConnections: number;
  readonly systemConnections: number;
  readonly log: Log;
}

/** An open database. Everything rejects with an UnavailableError when it cannot be reached. */
export interface Database {
  /** The ORM's own pool, in the tenant role: for prepared statements on the hot path that name their tenant themselves. */
  readonly tenants: pg.Pool;
  /** Sessions in the system role. */
  readonly system: pg.Pool;
  /** Runs `work` in a transaction that sees one organisation. */
  asTenant<T>(organisationId: string, work: (em: EntityManager) => Promise<T>): Promise<T>;
  /** Runs `work` in a transaction that sees every organisation. */
  asSystem<T>(work: (em: EntityManager) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const connectTimeoutMilliseconds = 1_500;
/** Beyond the server's own limit: a connection that went silent, whose server can no longer end anything. */
const queryTimeoutMilliseconds = 21_000;

/** Start-up parameters of a session: its role, where tables are, and limits that free what a dead client held. */
function sessionOptions(role: string): string {
  const settings = {
    role,
    search_path: 'crossdock',
    statement_timeout: '20s',
    lock_timeout: '2s', // whoever waits longer for a row answers 503, and holds up nobody else's batch
    idle_in_transaction_session_timeout: '20s',
    client_connection_check_interval: '1s',
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/** Opens both doors. Rejects when the database cannot be reached, since the ORM looks at it once. */
export async function openDatabase({ url, tenantConnections, systemConnections, log }: DatabaseOptions): Promise<Database> {
  const tenantSettings = connectionSettings(url, 'crossdock-tenant');
  const orm = await MikroORM.init({
    dbName: tenantSettings.database,
    entities,
    schema: 'crossdock',
    driverOptions: {
      ...tenantSettings,
      options: sessionOptions('crossdock_tenant'),
      onPoolCreated: reclaimLostConnections,
      connectionTimeoutMillis: connectTimeoutMilliseconds,
      query_timeout: queryTimeoutMilliseconds,
      keepAlive: true,
    },
    pool: { min: 0, max: tenantConnections },
    logger: (message) => log.warn(message),
    debug: false,
  });
  const tenants = await orm.em.getConnection().getNativeClient();
  const system = new pg.Pool({
    ...connectionSettings(url, 'crossdock-system'),
    options: sessionOptions('crossdock_system'),
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    query_timeout: queryTimeoutMilliseconds,
    keepAlive: true,
    max: systemConnections,
  });
  // A connection whose server dies reports it as an event, and an event nobody listens to ends the process.
  let closing = false; // a pool has ended before its connections have, and the server may stop in between
  const onLost = (error: Error): void => {
    if (!closing) log.warn('database connection lost', { reason: error.message });
  };
  system.on('connect', (client) => client.on('error', onLost));
  system.on('error', onLost);

  const transaction = async <T>(sessionContext: SessionContext, work: (em: EntityManager) => Promise<T>): Promise<T> => {
    try {
      return await orm.em.fork().transactional((em) => work(em), { sessionContext });
    } catch (error) {
      throw classify(error);
    }
  };

  return {
    tenants,
    system,
    asTenant: (organisationId, work) => transaction({ variables: { 'app.org_id': organisationId } }, work),
    asSystem: (work) => transaction({ role: 'crossdock_system' }, work),
    async close() {
      closing = true;
      await Promise.all([orm.close(), system.end()]);
    },
  };
}

type SessionContext = { readonly variables?: Record<string, string>; readonly role?: string };
