/**
 * Looks at the database as an operator would before a start: can it be reached, does its schema fit this version, do its clock
 * and this machine's agree, and were its secrets sealed with this master key. It changes nothing.
 */
import pg from 'pg';
import { findRunningDatabase } from '../platform/embedded-database/running-database.ts';
import { readStoredMasterKey } from '../platform/master-key.ts';
import { createSecretBox } from '../platform/secret-box.ts';
import { pendingMigrations } from '../store/migrate.ts';
import { findForeignKey } from '../store/sealing-key.ts';
import { clockFinding } from './clock.ts';
import { failed, type Finding, ok, reasonOf, skipped } from './finding.ts';
import type { Settings } from './settings.ts';

const timeoutMilliseconds = 5_000;
const checks = ['migrations', 'database clock', 'master key'] as const;

/** One finding for each of: database, migrations, database clock, master key. */
export async function examineDatabase(settings: Settings, now: () => number): Promise<readonly Finding[]> {
  const { databaseUrl, dataDirectory } = settings.environment;
  const url = databaseUrl ?? findRunningDatabase(dataDirectory);
  if (url === undefined) {
    const detail = `embedded, in ${dataDirectory}; it runs while a hub does, and none does now`;
    const key = storedKeyFinding(settings);
    return [
      ok('database', detail),
      ...checks.map((check) => (check === 'master key' ? key : skipped(check, 'the database is not running'))),
    ];
  }
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMilliseconds,
    query_timeout: timeoutMilliseconds,
  });
  client.on('error', () => undefined); // a broken connection also rejects the query that runs on it
  try {
    await client.connect();
  } catch (error) {
    const mend = 'start PostgreSQL, or correct DATABASE_URL; unset it to use the embedded database';
    const place = new URL(url).host;
    return [
      failed('database', `${place} cannot be reached (${reasonOf(error)})`, mend),
      ...checks.map((check) => skipped(check, 'the database cannot be reached')),
    ];
  }
  try {
    const pending = await pendingMigrations(url);
    return [
      ok('database', `reachable at ${new URL(url).host}`),
      migrationsFinding(pending),
      await databaseClock(client, now),
      pending.length > 0 ? skipped('master key', 'the schema is not current') : await sealingFinding(client, settings),
    ];
  } catch (error) {
    const mend = 'its user must own the database; see DATABASE_URL in README.md';
    return [failed('database', `it was reached, but could not be read (${reasonOf(error)})`, mend)];
  } finally {
    await client.end();
  }
}

function migrationsFinding(pending: readonly string[]): Finding {
  if (pending.length === 0) return ok('migrations', 'the schema is current');
  return failed(
    'migrations',
    `${pending.length} pending: ${pending.join(', ')}`,
    'run crossdock migrate; crossdock serve does so too when it starts',
  );
}

async function databaseClock(client: pg.Client, now: () => number): Promise<Finding> {
  const { rows } = await client.query<{ milliseconds: string }>(
    'select extract(epoch from clock_timestamp()) * 1000 as milliseconds',
  );
  return clockFinding('database clock', "the database's", Number(rows[0]?.milliseconds), now());
}

async function sealingFinding(client: pg.Client, settings: Settings): Promise<Finding> {
  const key = settings.hasMasterKey
    ? (settings.environment.masterKey ?? readStoredMasterKey(settings.environment.dataDirectory))
    : undefined;
  if (key === undefined)
    return settings.hasMasterKey ? storedKeyFinding(settings) : skipped('master key', 'there is none to compare');
  const { keyId } = createSecretBox(key, () => new Uint8Array()); // seals nothing: only its name is asked for
  await client.query('set role crossdock_system');
  const foreign = await findForeignKey(client, keyId);
  if (foreign === undefined) return ok('master key', `every secret was sealed with ${keyId.toString('hex')}, which this is`);
  const detail = `the secrets in the database were sealed with ${foreign}, and this is ${keyId.toString('hex')}`;
  return failed(
    'master key',
    detail,
    'set CROSSDOCK_MASTER_KEY (or the data folder) to the one that the hub ran with; secrets cannot be read with another',
  );
}

/** For the embedded database, whose key lies beside it. */
function storedKeyFinding({ environment, hasMasterKey }: Settings): Finding {
  if (!hasMasterKey) return skipped('master key', 'there is none to compare');
  if (environment.masterKey) return ok('master key', 'set, and 32 bytes long');
  try {
    return readStoredMasterKey(environment.dataDirectory)
      ? ok('master key', `in ${environment.dataDirectory}`)
      : ok('master key', `the first start makes one in ${environment.dataDirectory}`);
  } catch (error) {
    return failed('master key', reasonOf(error), 'restore the file from a back-up of the data folder');
  }
}
