/** Databases for tests: each one migrated, empty and nobody else's. It never migrates; test/support/global-setup.ts did, once. */
import { inject } from 'vitest';
import type {} from './global-setup.ts';
import { runQuery } from './query.ts';

/** A database of the test's own. */
export interface FreshDatabase {
  /** Connection string of its owner, a superuser. */
  readonly url: string;
  /** Removes it, ending connections that are still open. Forgetting it costs only disk until the end of the run. */
  drop(): Promise<void>;
}

let created = 0;

/** Copies the migrated template, which takes some 10 to 100 ms. Throws when the run has no PostgreSQL or the migrations failed. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const testDatabase = inject('testDatabase');
  if ('problem' in testDatabase) throw new Error(testDatabase.problem);
  const { adminUrl, template } = testDatabase;
  const name = `${template.replace(/_template$/, '')}_${process.pid}_${++created}`;
  await runQuery(adminUrl, `create database ${name} template ${template}`);
  return {
    url: withDatabaseName(adminUrl, name),
    drop: async () => {
      await runQuery(adminUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** The same server and user, another database. */
export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
