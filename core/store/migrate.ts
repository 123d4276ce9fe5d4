/**
 * Brings a database to the schema of this version: pg-boss's tables, then the numbered files of `migrations/`, under a
 * lock, so that several processes may start at once. It never alters anything outside of those files.
 */
import { Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { connectionSettings } from './connection-settings.ts';
import { reclaimLostConnections } from './lost-connections.ts';
import { deliveryQueue, queueSchema } from './queue.ts';
import { claimRuntimeRoles } from './runtime-roles.ts';
import { readMigrations } from '../../migrations/index.ts';

/** What a migration run found and did. */
export interface MigrationReport {
  /** Names of the files that were applied now, in order; empty when the schema was current. */
  readonly applied: readonly string[];
}

const lockKey = 4_021_963; // any number that nothing else in the database uses
/** The table, in the hub's schema, of the names of the files that were applied. */
export const appliedMigrations = 'applied_migrations';

/** The numbered SQL files as MikroORM's migrator takes them. */
function migrationsList() {
  return readMigrations().map(({ name, sql }) => {
    class SqlMigration extends Migration {
      override up(): void {
        this.addSql(sql);
      }
    }
    return { name, class: SqlMigration };
  });
}

/** Applies what is missing. The user of `databaseUrl` must be able to create schemas and roles. */
export async function migrate(databaseUrl: string): Promise<MigrationReport> {
  const lock = newClient(databaseUrl);
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [lockKey]);
    await claimRuntimeRoles(lock);
    await lock.query('create schema if not exists crossdock');
    await installQueue(databaseUrl);
    const applied = await applyMigrations(databaseUrl);
    await grantAccess(lock);
    return { applied };
  } finally {
    await lock.end(); // also gives the lock back
  }
}

/** Names of the files that the database has not seen. */
export async function pendingMigrations(databaseUrl: string): Promise<readonly string[]> {
  const client = newClient(databaseUrl);
  await client.connect();
  try {
    const known = await client.query<{ present: boolean }>(
      `select to_regclass('crossdock.${appliedMigrations}') is not null as present`,
    );
    if (!known.rows[0]?.present) return readMigrations().map(({ name }) => name);
    const { rows } = await client.query<{ name: string }>(`select name from crossdock.${appliedMigrations}`);
    const applied = new Set(rows.map(({ name }) => name));
    return readMigrations().flatMap(({ name }) => (applied.has(name) ? [] : [name]));
  } finally {
    await client.end();
  }
}

function newClient(databaseUrl: string): pg.Client {
  const client = new pg.Client(connectionSettings(databaseUrl, 'crossdock-migrate'));
  client.on('error', () => undefined); // a broken connection also rejects the query that runs on it, or the next one
  return client;
}

async function applyMigrations(databaseUrl: string): Promise<readonly string[]> {
  const settings = connectionSettings(databaseUrl, 'crossdock-migrate');
  const orm = await MikroORM.init({
    dbName: settings.database,
    driverOptions: {
      ...settings,
      options: '-c search_path=crossdock',
      onPoolCreated: reclaimLostConnections, // closing waits for every connection
    },
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { tableName: `crossdock.${appliedMigrations}`, migrationsList: migrationsList(), snapshot: false, silent: true },
    pool: { min: 0, max: 1 },
  });
  try {
    return (await orm.migrator.up()).map(({ name }) => name);
  } finally {
    await orm.close();
  }
}

async function installQueue(databaseUrl: string): Promise<void> {
  const settings = connectionSettings(databaseUrl, 'crossdock-migrate');
  const boss = new PgBoss({ ...settings, schema: queueSchema, max: 1, supervise: false, schedule: false });
  boss.on('error', () => undefined); // a broken connection also rejects the call below, which is where it is reported
  await boss.start();
  try {
    await boss.createQueue(deliveryQueue, { partition: true, retryLimit: 0, expireInSeconds: 60, deleteAfterSeconds: 3600 });
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Tenants queue their deliveries and see nothing of the queue, in which all of them are. The hub sees what was applied. */
async function grantAccess(client: pg.Client): Promise<void> {
  await client.query(`
    grant select on crossdock.${appliedMigrations} to crossdock_system;
    grant usage on schema ${queueSchema} to crossdock_tenant, crossdock_system;
    revoke select on ${queueSchema}.job from crossdock_tenant;
    grant insert on ${queueSchema}.job to crossdock_tenant;
    grant select on ${queueSchema}.queue to crossdock_tenant;
    grant select, insert, update, delete on all tables in schema ${queueSchema} to crossdock_system;
    grant execute on all functions in schema ${queueSchema} to crossdock_tenant, crossdock_system`);
}
