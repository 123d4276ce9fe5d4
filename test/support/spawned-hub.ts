/**
 * A hub as its operator has it: the real command in a process of its own, on an embedded database, to be stopped, killed
 * and started again. It never outlives the test that spawned it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { isServerOf, readPostmasterFile } from '../../core/platform/embedded-database/postmaster-file.ts';
import { guardDirectory } from './cleanup-guard.ts';

/** How a process ended. */
export interface Ending {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** All that it wrote. */
  readonly output: string;
}

/** A process that is a hub, or is becoming one. */
export interface SpawnedHub {
  readonly pid: number;
  /** When it said that it is ready. Rejects with its output when it ended instead. */
  readonly ready: Promise<Readiness>;
  readonly ended: Promise<Ending>;
  isRunning(): boolean;
  output(): string;
  signal(name: NodeJS.Signals): void;
}

/** What a hub says of itself once it is ready. */
export interface Readiness {
  readonly url: string;
  /** From the spawn until it said so. */
  readonly milliseconds: number;
}

/** How to spawn. */
export interface SpawnOptions {
  readonly dataDirectory: string;
  /** Added to its environment, which otherwise has only PATH and HOME of the test's. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The command; `crossdock serve` when absent. */
  readonly command?: readonly [string, ...string[]];
  /** Added to the command. */
  readonly options?: readonly string[];
}

// A test run that is broken off must not leave hubs behind.
const living = new Set<ChildProcess>();
process.once('exit', () => living.forEach(killGroup));

const root = join(import.meta.dirname, '..', '..');
const serve = [join(root, 'node_modules/.bin/node'), 'core/cli/crossdock.ts', 'serve'] as const;
const readyLine = /^crossdock: ready in \d+ ms on (\S+)$/m;

/** A data directory that is gone after the test, with the server in it. */
export function newDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'crossdock-hub-'));
  chmodSync(directory, 0o711); // the server's user has to get through
  onTestFinished(guardDirectory(directory));
  return directory;
}

/** Starts the process; a port is chosen by the system unless `variables` name one. */
export function spawnHub({ dataDirectory, variables = {}, command = serve, options = [] }: SpawnOptions): SpawnedHub {
  const spawnedAt = performance.now();
  const [program, ...programArguments] = command;
  const { PATH = '', HOME = '' } = process.env;
  const env = {
    PATH,
    HOME,
    CROSSDOCK_DATA_DIR: dataDirectory,
    CROSSDOCK_DRAIN_SECONDS: '0', // no balancer has to notice
    CROSSDOCK_OUTBOUND_ALLOW: '127.0.0.0/8',
    PORT: '0',
    ...variables,
  };
  // A group of its own: a command that starts others has to take them along when it is told to stop, and only then.
  const child = spawn(program, [...programArguments, ...options], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = endOf(child);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  living.add(child);
  void ended.whole.then(() => living.delete(child));
  onTestFinished(async () => {
    killGroup(child);
    await ended.whole;
  });

  const ready = new Promise<Readiness>((resolve, reject) => {
    const look = () => {
      const url = readyLine.exec(ended.output())?.[1];
      if (url !== undefined) resolve({ url, milliseconds: performance.now() - spawnedAt });
    };
    child.stdout.on('data', look);
    void ended.whole.then(({ output }) => reject(new Error(`the hub ended before it was ready:\n${output}`)));
  });
  ready.catch(() => undefined); // a test that kills a hub early may not be waiting

  if (child.pid === undefined) throw new Error(`${program} cannot be run`);
  return { pid: child.pid, ready, ended: ended.whole, isRunning, output: ended.output, signal: (name) => void child.kill(name) };
}

/** The process and all that it started, the database apart, which has a group of its own. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // they are gone already
  }
}

/** SIGTERM, and how long the end took. */
export async function terminate(hub: SpawnedHub): Promise<Ending & { readonly milliseconds: number }> {
  const askedAt = performance.now();
  hub.signal('SIGTERM');
  const ending = await hub.ended;
  return { ...ending, milliseconds: Math.round(performance.now() - askedAt) };
}

function endOf(child: ChildProcess): { readonly whole: Promise<Ending>; output(): string } {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  // "close" comes when nobody writes to its output any more, a child that it left behind included.
  const whole = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    output: text,
  })); // as Node documents the event
  return { whole, output: () => text };
}

/** The id of the database server that runs on the directory now; undefined when none does. */
export function databasePid(dataDirectory: string): number | undefined {
  const cluster = join(dataDirectory, 'postgres');
  const pid = readPostmasterFile(cluster)?.pid;
  return pid !== undefined && isServerOf(cluster, pid) ? pid : undefined;
}
