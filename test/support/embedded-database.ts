/** Embedded databases for tests: directories, owners and servers that are gone when the test that made them ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, vi } from 'vitest';
import { findBinariesDirectory } from '../../core/platform/embedded-database/binaries.ts';
import { startEmbeddedDatabase } from '../../core/platform/embedded-database/embedded-database.ts';
import type { EmbeddedDatabase, EmbeddedDatabaseOptions } from '../../core/platform/embedded-database/embedded-database.ts';
import { guardDirectory } from './cleanup-guard.ts';

const ownerProgram = join(import.meta.dirname, 'embedded-database-owner.ts');

/** What is undone after each test, the latest first. */
export const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanUp of cleanups.splice(0).toReversed()) await cleanUp();
});

/** A directory of the test's own that any user may pass; whatever still runs or lies there is removed after the test. */
export function newDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'crossdock-embedded-'));
  chmodSync(directory, 0o711);
  cleanups.push(guardDirectory(directory));
  return directory;
}

/** Starts a database in this process. */
export async function start(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase(options);
  cleanups.push(() => database.stop());
  return database;
}

/** Another process that holds a database. */
export interface Owner {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly url: string;
  readonly lines: ReturnType<typeof createInterface>;
  kill(): Promise<void>;
}

/** Another process that has started the database and holds it. */
export async function startOwner(options: EmbeddedDatabaseOptions): Promise<Owner> {
  const owner = spawn(process.execPath, [ownerProgram, JSON.stringify(options)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(owner, 'exit');
  const kill = async () => {
    owner.kill('SIGKILL');
    await exited;
  };
  cleanups.push(kill);
  const lines = createInterface(owner.stdout);
  const endedEarly = exited.then(() => Promise.reject(new Error('the owner ended before it had a database')));
  const [url] = await Promise.race([once(lines, 'line'), endedEarly]);
  return { process: owner, pid: owner.pid ?? Number.NaN, url: String(url), lines, kill };
}

/** A copy of the PostgreSQL programs, to be spoilt. */
export function copyBinaries(folder: string): string {
  const copy = join(folder, 'native');
  cpSync(findBinariesDirectory(`${process.platform}-${process.arch}`), copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** The server's process, as its own file says. */
export function serverPid(dataDirectory: string): number {
  return Number(readFileSync(join(dataDirectory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Permission bits of a path. */
export function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}
