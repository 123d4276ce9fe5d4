/**
 * Says whether the database is one that this version of the hub can work on now.
 */
import { readMigrations } from '../../migrations/index.ts';
import type { Database } from './database.ts';
import { appliedMigrations } from './migrate.ts';

/** Gives a function that never rejects: undefined when it is, else what is in the way, in words that are fit for strangers. */
export function createReadinessCheck({
  tenants,
  system,
}: Pick<Database, 'tenants' | 'system'>): () => Promise<string | undefined> {
  const wanted = readMigrations().map(({ name }) => name);
  return async () => {
    try {
      const [mode, { rows: applied }] = await Promise.all([
        tenants.query<Readonly<Record<string, string>>>('show transaction_read_only'),
        system.query<{ name: string }>(`select name from ${appliedMigrations}`),
      ]);
      if (Object.values(mode.rows[0] ?? {})[0] === 'on') return 'the database is read-only';
      const names = new Set(applied.map(({ name }) => name));
      const pending = wanted.filter((name) => !names.has(name));
      return pending.length === 0 ? undefined : `migrations are pending: ${pending.join(', ')}`;
    } catch {
      return 'the database cannot be reached'; // why is in the log already
    }
  };
}
