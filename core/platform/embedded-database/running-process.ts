/**
 * What the operating system says about a process id, so that a recycled id is never mistaken for its former owner.
 * It never signals a process.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { errorCode } from './embedded-database-error.ts';

/** A process that runs now; zombies do not count. */
export interface RunningProcess {
  readonly pid: number;
  /** Differs between two processes that had the same id one after the other; opaque, comparable on one machine only. */
  readonly startMark: string;
  /** The arguments joined by single spaces, with one more at the end. */
  readonly commandLine: string;
}

/** The process with this id, or undefined when there is none (or the system hides it from this user). */
export function findProcess(pid: number): RunningProcess | undefined {
  return existsSync('/proc/self/stat') ? readProcDirectory(pid) : askPs(pid);
}

/** True while the id is in use, be it by a zombie or by a process that the system hides from this user. */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function readProcDirectory(pid: number): RunningProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may itself contain spaces and parentheses; field 3 (state) follows the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    const startTicks = fields[19];
    if (startTicks === undefined || state === 'Z' || state === 'X') return undefined;
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { pid, startMark: startTicks, commandLine };
  } catch {
    return undefined;
  }
}

/** macOS has no /proc. */
function askPs(pid: number): RunningProcess | undefined {
  try {
    if (askPsFor('state', pid).startsWith('Z')) return undefined;
    return { pid, startMark: askPsFor('lstart', pid), commandLine: `${askPsFor('command', pid)} ` };
  } catch {
    return undefined;
  }
}

function askPsFor(column: string, pid: number): string {
  const answer = execFileSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] });
  return answer.toString('utf8').trim();
}
