/**
 * The cluster on disk: makes it once, and checks before each start that this PostgreSQL may open it.
 * It never deletes a finished cluster and never starts a server.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lchownSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresBinaries } from './binaries.ts';
import { EmbeddedDatabaseError, useYourOwnDatabase } from './embedded-database-error.ts';
import { commandAs, type ServerAccount } from './server-account.ts';
import { serverEnvironment } from './server-settings.ts';

/** The superuser that the cluster is made with, and the database that the hub uses. */
export const hubRole = 'crossdock';

/** Where a cluster and its password are kept. */
export interface ClusterFiles {
  /** PostgreSQL's data directory. */
  readonly directory: string;
  /** Readable by the hub's user only. */
  readonly passwordFile: string;
}

/** The user and group that own the cluster, or undefined before it is made. */
export function clusterOwner(files: ClusterFiles): { uid: number; gid: number } | undefined {
  const found = statSync(files.directory, { throwIfNoEntry: false });
  return found === undefined ? undefined : { uid: found.uid, gid: found.gid };
}

/** True once `createCluster` has finished. Refuses a folder in its place that is no cluster. */
export function clusterExists(files: ClusterFiles): boolean {
  if (!existsSync(files.directory)) return false;
  if (existsSync(join(files.directory, 'PG_VERSION'))) return true;
  throw new EmbeddedDatabaseError(
    `${files.directory} is not a PostgreSQL cluster: move it away, or choose another CROSSDOCK_DATA_DIR`,
  );
}

/**
 * Makes the cluster with a generated password: UTF-8, ordered by code point on every machine, checksums on.
 * A start that is interrupted leaves nothing behind that the next one would take for a cluster.
 * `durable` false leaves it to the operating system when the files reach the disk.
 */
export async function createCluster(
  files: ClusterFiles,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
  durable: boolean,
): Promise<void> {
  if (!existsSync(files.passwordFile)) writeFileSync(files.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  const unfinished = `${files.directory}.unfinished`;
  // initdb reads the password as the server's user, which may not read the hub's file.
  const passwordCopy = `${files.passwordFile}.initdb`;
  for (const leftover of [unfinished, passwordCopy]) rmSync(leftover, { recursive: true, force: true });
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    writeFileSync(passwordCopy, readPassword(files), { mode: 0o600 });
    if (account !== undefined) for (const path of [unfinished, passwordCopy]) chownSync(path, account.uid, account.gid);
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = [`--username=${hubRole}`, `--pwfile=${passwordCopy}`, '--auth=scram-sha-256'];
    await run(binaries.initdb, [`--pgdata=${unfinished}`, ...locale, ...access, ...(durable ? [] : ['--no-sync'])], account);
    renameSync(unfinished, files.directory);
  } finally {
    for (const leftover of [unfinished, passwordCopy]) rmSync(leftover, { recursive: true, force: true });
  }
}

/** Refuses a cluster of another major version or another user; as root, makes the files the account's own. */
export function openCluster(files: ClusterFiles, binaries: PostgresBinaries, account: ServerAccount | undefined): void {
  const version = readFileSync(join(files.directory, 'PG_VERSION'), 'utf8').trim();
  if (version !== String(binaries.majorVersion)) {
    throw new EmbeddedDatabaseError(
      `${files.directory} was made by PostgreSQL ${version} and cannot be opened by PostgreSQL ${binaries.majorVersion}: ` +
        `dump it with PostgreSQL ${version} (pg_dumpall) and load it into a new CROSSDOCK_DATA_DIR, ` +
        'or set DATABASE_URL to a PostgreSQL that serves it',
    );
  }
  const { uid, mode } = statSync(files.directory);
  if (account !== undefined && uid !== account.uid) giveTo(files.directory, account);
  const user = process.geteuid?.();
  if (account === undefined && uid !== user) {
    throw new EmbeddedDatabaseError(
      `${files.directory} belongs to uid ${uid}, and this hub runs as uid ${user}: run it as that user, or chown -R the folder`,
    );
  }
  // PostgreSQL refuses to start when others may read its data.
  if ((mode & 0o777) !== 0o700) chmodSync(files.directory, 0o700);
}

/** The superuser's password. Refuses when the file is gone, because nothing else opens the cluster. */
export function readPassword(files: ClusterFiles): string {
  if (!existsSync(files.passwordFile)) {
    throw new EmbeddedDatabaseError(
      `${files.passwordFile} is missing, and the cluster in ${files.directory} cannot be opened without it: ` +
        'restore both from the same backup',
    );
  }
  return readFileSync(files.passwordFile, 'utf8').trim();
}

/** A folder that was restored by root, for example: links are given away themselves, never followed. */
function giveTo(path: string, account: ServerAccount): void {
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(path, entry), account.uid, account.gid);
  lchownSync(path, account.uid, account.gid);
}

async function run(program: string, programArguments: readonly string[], account: ServerAccount | undefined): Promise<void> {
  const command = commandAs(account, program, programArguments);
  const options = { ...command.identity, cwd: '/', env: serverEnvironment };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  execFile(command.program, command.programArguments, options, (error, stdout, stderr) => {
    if (error === null) return resolve();
    const output = `${stdout}${stderr}`.trim().split('\n').slice(-6).join('\n');
    const reason = output === '' ? error.message : output;
    reject(
      new EmbeddedDatabaseError(
        `initdb could not make the database:\n${reason}\nIf that cannot be repaired, ${useYourOwnDatabase}`,
      ),
    );
  });
  return promise;
}
