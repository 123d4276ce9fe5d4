/**
 * Before the first test: one PostgreSQL for the run (TEST_DATABASE_URL, or an embedded one) and in it a migrated template.
 * After the last: everything of this run is gone. It never touches a database of another name than its own.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedDatabase } from '../../core/platform/embedded-database/embedded-database.ts';
import { guardDirectory } from './cleanup-guard.ts';
import { withDatabaseName } from './database.ts';
import { runQuery } from './query.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `freshDatabase` finds its template, or why there is none. */
    testDatabase: TestDatabase | { readonly problem: string };
  }
}

/** One run's share of a PostgreSQL. */
export interface TestDatabase {
  /** A database to connect to for creating others; never written to. */
  readonly adminUrl: string;
  /** The migrated database that fresh ones are copied from. */
  readonly template: string;
}

interface Cluster {
  readonly adminUrl: string;
  /** Takes everything of this run away. */
  remove(): Promise<void>;
}

/** Vitest's entry. A database that cannot be had fails the tests that ask for one, and no others. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const name = `crossdock_test_${randomBytes(4).toString('hex')}`;
  let cluster: Cluster | undefined;
  try {
    cluster = await findCluster(name);
    const template = await makeTemplate(cluster.adminUrl, name);
    project.provide('testDatabase', { adminUrl: cluster.adminUrl, template });
    return cluster.remove;
  } catch (error) {
    const step = cluster === undefined ? 'there is no PostgreSQL for the tests' : 'the template database could not be made';
    project.provide('testDatabase', { problem: `${step}: ${error instanceof Error ? error.message : String(error)}` });
    // What went wrong is reported already, and most often is the same that keeps this from succeeding.
    await cluster?.remove().catch(() => undefined);
    return () => Promise.resolve();
  }
}

async function findCluster(name: string): Promise<Cluster> {
  const given = process.env['TEST_DATABASE_URL'];
  return given === undefined || given === '' ? startCluster() : { adminUrl: given, remove: () => dropDatabases(given, name) };
}

async function startCluster(): Promise<Cluster> {
  const directory = mkdtempSync(join(temporaryFolder(), 'crossdock-test-'));
  // Passable, so that the server's user gets there without extra rights when the tests run as root.
  chmodSync(directory, 0o711);
  const cleanUp = guardDirectory(directory);
  try {
    // Nothing here outlives the run, so nothing has to reach the disk.
    const settings = { fsync: 'off', full_page_writes: 'off', max_wal_size: '256MB' };
    const database = await startEmbeddedDatabase({ dataDirectory: directory, settings });
    return { adminUrl: database.url, remove: () => database.stop().finally(cleanUp) };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

/** Memory where there is plenty, as outside of containers on Linux: a fresh database is some 300 files, 11 ms there and 90 ms on a disk. */
function temporaryFolder(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= 2 * 1024 ** 3 ? memory : tmpdir();
}

async function makeTemplate(adminUrl: string, name: string): Promise<string> {
  const template = `${name}_template`;
  await runQuery(adminUrl, `create database ${template}`);
  // Loaded here, so that a store that does not load is reported like a migration that does not run.
  const { migrate } = await import('../../core/store/migrate.ts');
  await migrate(withDatabaseName(adminUrl, template));
  // A copy fails while anybody is connected to the original.
  await runQuery(adminUrl, `alter database ${template} allow_connections false`);
  await runQuery(adminUrl, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${template}'`);
  return template;
}

async function dropDatabases(adminUrl: string, name: string): Promise<void> {
  const rows = await runQuery(adminUrl, `select datname from pg_database where starts_with(datname, '${name}')`);
  for (const { datname } of rows) await runQuery(adminUrl, `drop database if exists ${String(datname)} with (force)`);
}
