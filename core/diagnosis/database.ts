/**
 * Looks at the database as an operator would before a start: can it be reached, does its schema fit this version, do its clock
 * and this machine's agree, and can its secrets be opened. It changes nothing.
 */
import pg from 'pg';
import { findRunningDatabase } from '../platform/embedded-database/running-database.ts';
import { type ConnectionSettings, connectionSettings } from '../store/connection-settings.ts';
import { pendingMigrations } from '../store/migrate.ts';
import { clockFinding } from './clock.ts';
import { failed, type Finding, ok, reasonOf, skipped } from './finding.ts';
import { keyFinding, storedKeyFinding } from './master-key.ts';
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
  let connection: ConnectionSettings;
  try {
    connection = connectionSettings(url, 'crossdock-doctor');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return unreached(detail, 'correct DATABASE_URL where the hub is started');
  }
  const client = new pg.Client({
    ...connection,
    connectionTimeoutMillis: timeoutMilliseconds,
    query_timeout: timeoutMilliseconds,
  });
  const place = client.host.startsWith('/') ? client.host : `${client.host}:${client.port}`;
  client.on('error', () => undefined); // a broken connection also rejects the query that runs on it
  try {
    await client.connect();
  } catch (error) {
    const mend = 'start PostgreSQL, or correct DATABASE_URL; unset it to use the embedded database';
    return unreached(`${place} cannot be reached (${reasonOf(error)})`, mend);
  }
  try {
    const pending = await pendingMigrations(url);
    return [
      ok('database', `reachable at ${place}`),
      migrationsFinding(pending),
      await databaseClock(client, now),
      pending.length > 0 ? skipped('master key', 'the schema is not current') : await keyFinding(client, settings),
    ];
  } catch (error) {
    const mend = 'its user must own the database; see DATABASE_URL in README.md';
    return [failed('database', `it was reached, but could not be read (${reasonOf(error)})`, mend)];
  } finally {
    await client.end();
  }
}

function unreached(detail: string, mend: string): readonly Finding[] {
  return [failed('database', detail, mend), ...checks.map((check) => skipped(check, 'the database cannot be reached'))];
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
