/**
 * Finds an embedded database that is running now, for whoever only wants to look at it. It starts and stops nothing.
 */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { readPassword } from './cluster.ts';
import { databaseUrl } from './hub-database.ts';
import { isServerOf, readPostmasterFile } from './postmaster-file.ts';

/** Its connection string, which holds the password; undefined when none runs in this data directory. */
export function findRunningDatabase(dataDirectory: string): string | undefined {
  if (!existsSync(dataDirectory)) return undefined;
  const real = realpathSync(dataDirectory);
  const directory = join(real, 'postgres');
  const file = readPostmasterFile(directory);
  if (file === undefined || !isServerOf(directory, file.pid)) return undefined;
  return databaseUrl(file.port, readPassword({ directory, passwordFile: join(real, 'postgres.password') }));
}
