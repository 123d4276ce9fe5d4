/** Databases for tests: each one empty and nobody else's. It never migrates; test/support/global-setup.ts did, once. */
import { inject, onTestFinished } from 'vitest';
import type { TestDatabase } from './global-setup.ts';
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
  const { adminUrl, template } = testCluster();
  const name = nextName(template);
  await runQuery(adminUrl, `create database ${name} template ${template}`);
  return {
    url: withDatabaseName(adminUrl, name),
    drop: async () => {
      await runQuery(adminUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** A database as an operator makes one, and the server's own view of it. */
export interface OwnedDatabase {
  /** Connection string of its owner, who is nobody special. */
  readonly url: string;
  readonly name: string;
  readonly owner: string;
  /** Runs one SQL text as the server's superuser, from another database. */
  administer(sql: string): Promise<void>;
}

/**
 * Makes one without any table, for a login that owns it and may hand out the hub's roles, as PostgreSQL leaves it when that
 * login has made them. It is gone after the test.
 */
export async function ownedDatabase(): Promise<OwnedDatabase> {
  const { adminUrl, template } = testCluster();
  const name = nextName(template);
  const administer = async (sql: string): Promise<void> => void (await runQuery(adminUrl, sql));
  await administer(`create role ${name} login createrole password '${name}'`);
  await administer(`do $$ begin
    if current_setting('server_version_num')::integer >= 160000 then
      grant crossdock_tenant, crossdock_system to ${name} with admin true, inherit false, set false;
    else
      grant crossdock_tenant, crossdock_system to ${name} with admin option;
    end if;
  end $$`);
  await administer(`create database ${name} owner ${name}`);
  onTestFinished(async () => {
    await administer(`drop database ${name} with (force)`);
    await administer(`drop role ${name}`);
  });
  const url = new URL(withDatabaseName(adminUrl, name));
  Object.assign(url, { username: name, password: name });
  return { url: url.href, name, owner: name, administer };
}

function testCluster(): TestDatabase {
  const testDatabase = inject('testDatabase');
  if ('problem' in testDatabase) throw new Error(testDatabase.problem);
  return testDatabase;
}

function nextName(template: string): string {
  return `${template.replace(/_template$/, '')}_${process.pid}_${++created}`;
}

/** The same server and user, another database. */
export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
