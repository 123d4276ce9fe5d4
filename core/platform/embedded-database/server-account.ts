/**
 * Chooses the user that PostgreSQL runs as, because PostgreSQL refuses to run as root.
 * It never changes a user or the rights of a folder that leads to the data.
 */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { EmbeddedDatabaseError, useYourOwnDatabase } from './embedded-database-error.ts';

/** Another user than the hub's own, which is then root. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** The setpriv program, when the user needs the right to pass folders that are closed to it. */
  readonly setpriv?: string;
}

/** A program with everything that `spawn` needs to run it as the right user. */
export interface Command {
  readonly program: string;
  readonly programArguments: readonly string[];
  /** Empty when the program runs as the hub's own user, or changes the user itself. */
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

/**
 * The user for a server that must reach `paths`; undefined when the hub is not root and PostgreSQL simply runs as the hub's user.
 * `ownerUid` and `ownerGid` belong to an existing cluster and win over the user "postgres", then "nobody".
 * Refuses when that user cannot reach a path and setpriv is not installed.
 */
export function chooseServerAccount(
  paths: readonly string[],
  owner: { uid: number; gid: number } | undefined,
): ServerAccount | undefined {
  if (process.geteuid?.() !== 0) return undefined;
  const account = owner !== undefined && owner.uid !== 0 ? { name: `uid ${owner.uid}`, ...owner } : unprivilegedAccount();
  const obstacle = paths.map((path) => closedFolder(path, account)).find((folder) => folder !== undefined);
  if (obstacle === undefined) return account;
  const setpriv = findProgram('setpriv');
  if (setpriv === undefined) {
    throw new EmbeddedDatabaseError(
      `PostgreSQL cannot run as root, and the user it would run as (${account.name}) may not enter ${obstacle}: ` +
        'move CROSSDOCK_DATA_DIR and the checkout to folders that every user may enter, ' +
        `or install setpriv (part of util-linux), or ${useYourOwnDatabase}`,
    );
  }
  return { ...account, setpriv };
}

/** How to run `program` as `account`; undefined is the hub's own user. */
export function commandAs(account: ServerAccount | undefined, program: string, programArguments: readonly string[]): Command {
  if (account === undefined) return { program, programArguments, identity: {} };
  const { uid, gid, setpriv } = account;
  if (setpriv === undefined) return { program, programArguments, identity: { uid, gid } };
  // PostgreSQL only asks whether its user is root. The narrower dac_read_search would do for passing folders, but containers
  // are not given it by default, and they are given dac_override. Without no_setuid_fixup the system call access(), by which
  // PostgreSQL looks for its programs, would ignore the right.
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  return { program: setpriv, programArguments: [...identity, ...rights, '--', program, ...programArguments], identity: {} };
}

function unprivilegedAccount(): ServerAccount {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = accounts.find(([account]) => account === wanted) ?? [];
    // macOS writes nobody's ids as -2; the system calls take them unsigned.
    if (name !== undefined) return { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  }
  return { name: 'nobody', uid: 65534, gid: 65534 };
}

/**
 * The outermost folder on the way to `path` that the account may not enter, by its mode alone: where an access list allows
 * more than the mode, the only cost is a setpriv that was not needed.
 */
function closedFolder(path: string, account: ServerAccount): string | undefined {
  const folder = dirname(path);
  if (folder === path) return undefined;
  const outer = closedFolder(folder, account);
  if (outer !== undefined) return outer;
  const { mode, uid, gid } = statSync(folder);
  const enterBit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  return (mode & enterBit) === 0 ? folder : undefined;
}

function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
