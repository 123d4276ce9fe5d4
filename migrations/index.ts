/**
 * The numbered migrations, in order. Files are append-only: one that has been released is never edited.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One step of the schema: the file's name without its extension, and its SQL. */
export interface SqlMigrationFile {
  readonly name: string;
  readonly sql: string;
}

/** Every migration, oldest first. */
export function readMigrations(): readonly SqlMigrationFile[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => /^\d{4}-.*\.sql$/.test(file))
    .toSorted()
    .map((file) => ({ name: file.replace(/\.sql$/, ''), sql: readFileSync(join(import.meta.dirname, file), 'utf8') }));
}
