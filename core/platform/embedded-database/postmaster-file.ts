/**
 * PostgreSQL's own lock file, postmaster.pid, and the command line it leaves in postmaster.opts.
 * It never removes either: PostgreSQL does, and it needs the shared memory key in the first to see the children of a dead server.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProcess } from './running-process.ts';

/** What the file says; the process it names may be long gone. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** True when the server accepts connections, false while it starts, recovers or stops. */
  readonly ready: boolean;
}

/** The file of a cluster, or undefined when there is none or it is still being written. */
export function readPostmasterFile(clusterDirectory: string): PostmasterFile | undefined {
  const lines = readLines(join(clusterDirectory, 'postmaster.pid'));
  const [pid, , , port] = lines;
  // The order of lines is fixed by PostgreSQL (src/include/utils/pidfile.h); the eighth is the status that pg_ctl waits for.
  if (pid === undefined || port === undefined) return undefined;
  return { pid: Number(pid), port: Number(port), ready: lines[7]?.trim() === 'ready' };
}

/** True while the process is a PostgreSQL server on exactly this cluster, and not another one that got its id. */
export function isServerOf(clusterDirectory: string, pid: number): boolean {
  return findProcess(pid)?.commandLine.includes(` -D ${clusterDirectory} `) ?? false;
}

/** True when the last server was started with these arguments, whatever its port. */
export function wasStartedWith(clusterDirectory: string, program: string, programArguments: readonly string[]): boolean {
  const [started] = readLines(join(clusterDirectory, 'postmaster.opts'));
  const expected = [program, ...programArguments.map((argument) => `"${argument}"`)].join(' ');
  return started?.startsWith(`${expected} "-p"`) ?? false;
}

/**
 * PostgreSQL will not start while the id in its file is alive, even when another program has it by now. It ignores the id of
 * its own parent, which is this process, and then still checks that no child of the dead server uses the data.
 */
export function takeOverStaleFile(clusterDirectory: string): void {
  const file = join(clusterDirectory, 'postmaster.pid');
  const [, ...rest] = readLines(file);
  writeFileSync(file, [process.pid, ...rest].join('\n'));
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
