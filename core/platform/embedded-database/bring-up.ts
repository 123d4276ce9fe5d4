/**
 * From whatever state the last hub left behind to one running server: adopts, stops or starts, and tries again while that can help.
 * It never signals a process that is not a server on this very cluster.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedDatabaseError, useYourOwnDatabase } from './embedded-database-error.ts';
import { findFreePort } from './free-port.ts';
import { ensureHubDatabase } from './hub-database.ts';
import { isServerOf, readPostmasterFile, takeOverStaleFile, wasStartedWith } from './postmaster-file.ts';
import { isTaken } from './running-process.ts';
import { becomesReady, startServer, stopServer, strayServer, type Server, type ServerSetup } from './server.ts';

/** What bringing up needs besides the setup. */
export interface BringUpOptions {
  readonly setup: ServerSetup;
  readonly password: string;
  /** Undefined takes the port of a server that is adopted, or any free one. */
  readonly port: number | undefined;
  readonly onStep: (step: string) => void;
  /** Ends the attempt early, with an error. */
  readonly cancelled: AbortSignal;
}

const retryMilliseconds = 20_000;
const pauseMilliseconds = 50;

/** Causes that pass by themselves: a predecessor that is still going away, or a port that somebody was faster to take. */
const passingCauses = /lock file "postmaster\.pid"|shared memory block|could not create any TCP\/IP sockets/;

/**
 * A server that accepts connections. Refuses after about 20 s of failed starts, and at once when waiting cannot help;
 * the error quotes the end of the server's log.
 */
export async function bringUp(options: BringUpOptions): Promise<Server> {
  const { setup, port, onStep, cancelled } = options;
  const deadline = performance.now() + retryMilliseconds;
  for (let attempt = 1; ; attempt++) {
    const adopted = await settleWithPredecessor(options);
    if (adopted !== undefined) return adopted;
    if (attempt === 1) onStep(`starting PostgreSQL ${setup.majorVersion}`);
    const outcome = await startServer(setup, port ?? (await findFreePort()), cancelled);
    if (outcome.kind === 'ready') return outcome.server;
    const mayPass = outcome.killed || passingCauses.test(outcome.log);
    if (!mayPass || cancelled.aborted || performance.now() > deadline) throw startFailure(setup, outcome);
    await sleep(pauseMilliseconds);
  }
}

/** Adopts the server of a hub that was killed, or clears the way for a new one and returns undefined. */
async function settleWithPredecessor({ setup, password, port, onStep, cancelled }: BringUpOptions): Promise<Server | undefined> {
  const { clusterDirectory, program, programArguments } = setup;
  const file = readPostmasterFile(clusterDirectory);
  if (file === undefined) return undefined;
  if (!isServerOf(clusterDirectory, file.pid)) {
    if (isTaken(file.pid)) takeOverStaleFile(clusterDirectory);
    return undefined;
  }
  const found = strayServer(clusterDirectory, file.pid, file.port);
  const isWanted = wasStartedWith(clusterDirectory, program, programArguments) && (port === undefined || port === file.port);
  if (
    isWanted &&
    (await becomesReady(found, clusterDirectory, retryMilliseconds, cancelled)) &&
    (await answers(found.port, password))
  ) {
    onStep(`taking over the PostgreSQL that already runs (pid ${found.pid})`);
    return found;
  }
  onStep(`stopping the PostgreSQL that was left running (pid ${found.pid})`);
  await stopServer(found);
  return undefined;
}

async function answers(port: number, password: string): Promise<boolean> {
  try {
    return (await ensureHubDatabase(port, password)) !== 'password_refused';
  } catch {
    return false;
  }
}

function startFailure(setup: ServerSetup, outcome: { readonly log: string; readonly killed: boolean }): EmbeddedDatabaseError {
  const silence = outcome.killed ? 'nothing: it was killed, perhaps because the machine is short of memory' : 'nothing';
  return new EmbeddedDatabaseError(
    `PostgreSQL did not start; the end of ${setup.logFile} says:\n${outcome.log === '' ? silence : outcome.log}\n` +
      `If that cannot be repaired, ${useYourOwnDatabase}`,
  );
}
