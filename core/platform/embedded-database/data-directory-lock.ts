/**
 * Lets one hub at a time use a data directory, by a lock file with the owner's process id.
 * It never waits: a living owner is an error, a dead one is replaced. It does not see owners on other machines or in
 * other containers, so one directory must not be shared between those.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { EmbeddedDatabaseError, errorCode } from './embedded-database-error.ts';
import { findProcess } from './running-process.ts';

/** Holds the directory until released; releasing twice is harmless. */
export interface DataDirectoryLock {
  release(): void;
}

/** Takes the lock file. Refuses while the process that holds it, this one included, is alive. */
export function lockDataDirectory(lockFile: string): DataDirectoryLock {
  const claim = `${process.pid} ${findProcess(process.pid)?.startMark ?? ''}\n`;
  const ownFile = `${lockFile}.${process.pid}`;
  // A link either makes the complete lock file or fails: no reader ever sees one that is half written.
  writeFileSync(ownFile, claim, { mode: 0o600 });
  try {
    while (!linked(ownFile, lockFile)) removeDeadOwner(lockFile);
  } finally {
    rmSync(ownFile, { force: true });
  }
  return {
    release: () => {
      if (read(lockFile) === claim) rmSync(lockFile, { force: true });
    },
  };
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeDeadOwner(lockFile: string): void {
  const claim = read(lockFile);
  if (claim === undefined) return;
  const [pid, startMark] = claim.trim().split(' ');
  if (isAlive(Number(pid), startMark)) {
    throw new EmbeddedDatabaseError(
      `another hub is using this data directory (pid ${pid}, lock file ${lockFile}): ` +
        'stop it, or give this one a CROSSDOCK_DATA_DIR or a DATABASE_URL of its own',
    );
  }
  // Of two hubs that find the same dead owner, the slower one may be holding the faster one's new lock here: it gives that back.
  const aside = `${lockFile}.${process.pid}.old`;
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== claim) linked(aside, lockFile);
  rmSync(aside, { force: true });
}

function isAlive(pid: number, startMark: string | undefined): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  const found = findProcess(pid);
  if (found !== undefined) return found.startMark === startMark;
  return isHidden(pid);
}

/** True for a process of another user that the system does not describe to this one: better one refusal too many. */
function isHidden(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
