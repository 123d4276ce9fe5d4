/**
 * One server process: starts it, recognises one that already runs, stops it.
 * It never decides whether to try again; bring-up.ts does.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedDatabaseError, errorCode, useYourOwnDatabase } from './embedded-database-error.ts';
import { isServerOf, readPostmasterFile } from './postmaster-file.ts';
import { commandAs, type ServerAccount } from './server-account.ts';
import { logSizeBytes, logTail, openLog, rotateLog } from './server-log.ts';
import { serverEnvironment } from './server-settings.ts';

/** Everything that is the same for each start of one cluster's server. */
export interface ServerSetup {
  readonly majorVersion: number;
  readonly clusterDirectory: string;
  readonly logFile: string;
  readonly program: string;
  /** Without the port. */
  readonly programArguments: readonly string[];
  readonly account: ServerAccount | undefined;
}

/** A server process; it may end at any moment. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  /** False as soon as its id could be another process's. */
  isRunning(): boolean;
  /** Resolves when the process is gone, for whatever reason. */
  readonly exited: Promise<void>;
}

/** How a start ended: with a server that accepts connections, or without one. */
export type StartOutcome =
  | { readonly kind: 'ready'; readonly server: Server }
  /** `log` is what this start wrote, `killed` says that a signal from outside ended it. */
  | { readonly kind: 'exited'; readonly log: string; readonly killed: boolean };

const startPollMilliseconds = 10;
const exitPollMilliseconds = 100;
const longestRecoveryMilliseconds = 300_000;

/** Starts the server and waits until it accepts connections, which after a crash includes the replay of its log. */
export async function startServer(setup: ServerSetup, port: number, cancelled: AbortSignal): Promise<StartOutcome> {
  rotateLog(setup.logFile);
  const logStart = logSizeBytes(setup.logFile);
  const { wasKilled, ...server } = await spawnServer(setup, port);
  const deadline = performance.now() + longestRecoveryMilliseconds;
  while (server.isRunning()) {
    const file = readPostmasterFile(setup.clusterDirectory);
    if (file?.pid === server.pid && file.ready) return { kind: 'ready', server };
    if (cancelled.aborted || performance.now() > deadline) await stopServer(server);
    else await sleep(startPollMilliseconds);
  }
  return { kind: 'exited', log: logTail(setup.logFile, logStart), killed: wasKilled() };
}

/** Waits until a server that already runs accepts connections; false when it ends or does not do so in time. */
export async function becomesReady(
  server: Server,
  clusterDirectory: string,
  waitMilliseconds: number,
  cancelled: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + waitMilliseconds;
  while (server.isRunning() && !cancelled.aborted && performance.now() < deadline) {
    const file = readPostmasterFile(clusterDirectory);
    if (file?.pid === server.pid && file.ready) return true;
    await sleep(startPollMilliseconds);
  }
  return false;
}

/** A server that is not this process's child: its end shows only in the process table. */
export function strayServer(clusterDirectory: string, pid: number, port: number): Server {
  const isRunning = () => isServerOf(clusterDirectory, pid);
  const { promise: exited, resolve } = Promise.withResolvers<void>();
  const timer = setInterval(() => {
    if (isRunning()) return;
    clearInterval(timer);
    resolve();
  }, exitPollMilliseconds);
  timer.unref();
  return { pid, port, isRunning, exited };
}

/** Stops the server as gently as it allows: a fast shutdown, then one that the next start has to recover from, then by force. */
export async function stopServer(server: Server): Promise<void> {
  const steps = [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const;
  for (const [signal, patienceMilliseconds] of steps) {
    if (!server.isRunning()) return;
    try {
      process.kill(server.pid, signal);
    } catch (error) {
      if (errorCode(error) === 'ESRCH') return;
      throw error;
    }
    const patience = new AbortController();
    await Promise.race([
      server.exited,
      sleep(patienceMilliseconds, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
  }
}

async function spawnServer(setup: ServerSetup, port: number): Promise<Server & { wasKilled(): boolean }> {
  const { program, programArguments, identity } = commandAs(setup.account, setup.program, [
    ...setup.programArguments,
    '-p',
    String(port),
  ]);
  const log = openLog(setup.logFile);
  try {
    // Its own process group: Ctrl-C in a terminal must not stop the database before the hub has finished with it.
    const placement = { cwd: '/', env: serverEnvironment, detached: true, ...identity };
    const child = spawn(program, programArguments, { ...placement, stdio: ['ignore', log, log] });
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (child.pid === undefined) throw (await once(child, 'error'))[0];
    child.unref();
    const isRunning = () => child.exitCode === null && child.signalCode === null;
    return { pid: child.pid, port, isRunning, exited, wasKilled: () => child.signalCode !== null };
  } catch (error) {
    throw explainSpawnFailure(error, program, setup.account);
  } finally {
    closeSync(log);
  }
}

function explainSpawnFailure(error: unknown, program: string, account: ServerAccount | undefined): EmbeddedDatabaseError {
  const code = errorCode(error);
  const user = account === undefined ? '' : ` as user ${account.name}`;
  // The file was there a moment ago: what is missing is the loader it was built for.
  const reason = code === 'ENOENT' ? 'it needs glibc, which Alpine and other musl systems do not have' : String(code);
  return new EmbeddedDatabaseError(`${program} cannot be run${user} (${reason}): ${useYourOwnDatabase}`);
}
