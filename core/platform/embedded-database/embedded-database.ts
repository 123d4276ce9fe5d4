/**
 * The front door: a real PostgreSQL for `npm start` and for the tests, kept running until it is stopped.
 * It never runs when a DATABASE_URL is set; that is the caller's choice. It never trades durability for speed by itself.
 */
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinariesDirectory, prepareBinaries } from './binaries.ts';
import { bringUp, type BringUpOptions } from './bring-up.ts';
import { clusterExists, clusterOwner, createCluster, openCluster, readPassword, type ClusterFiles } from './cluster.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import { EmbeddedDatabaseError, errorCode, useYourOwnDatabase } from './embedded-database-error.ts';
import { databaseUrl, ensureHubDatabase } from './hub-database.ts';
import { chooseServerAccount } from './server-account.ts';
import { serverArguments } from './server-settings.ts';
import { supervise } from './supervision.ts';

/** How to start the embedded database. */
export interface EmbeddedDatabaseOptions {
  /** CROSSDOCK_DATA_DIR: made if absent. The cluster is in `postgres` below it, beside its password, its log and the hub's lock. */
  readonly dataDirectory: string;
  /** The TCP port on 127.0.0.1. Absent: a free one at each start. */
  readonly port?: number;
  /** PostgreSQL settings by name that win over the defaults, for example { fsync: 'off' } in tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The folder that holds PostgreSQL 18's bin, lib and share. Absent: the npm package for this platform. */
  readonly binariesDirectory?: string;
  /** Told what happens, in short sentences for a person; also later, when the server dies and is started again. */
  readonly onStep?: (step: string) => void;
}

/** A running PostgreSQL. */
export interface EmbeddedDatabase {
  /** Connection string of a superuser in the database "crossdock", with its password; valid until `stop`, whatever happens to the server. */
  readonly url: string;
  /** Shuts the server down, which ends all connections, and frees the data directory. Calling it again is harmless. */
  stop(): Promise<void>;
}

const passwordFileName = 'postgres.password';
const openMilliseconds = 20_000;
const openPauseMilliseconds = 100;

/**
 * Starts PostgreSQL, or takes over the one that a killed hub left running, and keeps it running: when it dies, it is started
 * again on the same port. Throws EmbeddedDatabaseError, with a sentence that says what to do, when it cannot run here or
 * another hub uses the directory.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const dataDirectory = makeDataDirectory(options.dataDirectory);
  const lock = lockDataDirectory(join(dataDirectory, 'hub.lock'));
  const stopping = new AbortController();
  let supervision: Promise<void> | undefined;
  const stop = async () => {
    stopping.abort();
    try {
      await supervision;
    } finally {
      lock.release();
    }
  };
  try {
    const bringUpOptions = await prepare(dataDirectory, options, stopping.signal);
    const server = await bringUp(bringUpOptions);
    supervision = supervise(server, { ...bringUpOptions, port: server.port });
    await openHubDatabase(dataDirectory, server.port, bringUpOptions);
    return { url: databaseUrl(server.port, bringUpOptions.password), stop };
  } catch (error) {
    await stop();
    throw explain(error, dataDirectory);
  }
}

/** A file that may not be read or a connection that breaks is not a bug: it gets a sentence too. Anything else stays as it is. */
function explain(error: unknown, dataDirectory: string): unknown {
  if (error instanceof EmbeddedDatabaseError || !(error instanceof Error) || errorCode(error) === undefined) return error;
  const reason = `the embedded PostgreSQL in ${dataDirectory} cannot be used (${error.message})`;
  return new EmbeddedDatabaseError(`${reason}: repair that, or ${useYourOwnDatabase}`, { cause: error });
}

function makeDataDirectory(path: string): string {
  try {
    // Passable for the server's user, which may be another one; what is secret in it has its own mode.
    mkdirSync(path, { recursive: true, mode: 0o711 });
    accessSync(path, constants.W_OK | constants.X_OK);
    // A server is recognised by the path on its command line: one spelling for each directory.
    return realpathSync(path);
  } catch (error) {
    const reason = `the data directory ${path} cannot be used (${errorCode(error)})`;
    throw new EmbeddedDatabaseError(`${reason}: choose another CROSSDOCK_DATA_DIR, or ${useYourOwnDatabase}`);
  }
}

/** Everything that comes before the server: programs, user, cluster, password. */
async function prepare(dataDirectory: string, options: EmbeddedDatabaseOptions, cancelled: AbortSignal): Promise<BringUpOptions> {
  const { settings = {}, onStep = () => undefined } = options;
  const files: ClusterFiles = { directory: join(dataDirectory, 'postgres'), passwordFile: join(dataDirectory, passwordFileName) };
  const binaries = prepareBinaries(options.binariesDirectory ?? findBinariesDirectory(`${process.platform}-${process.arch}`));
  const account = chooseServerAccount([binaries.postgres, files.directory], clusterOwner(files));
  if (clusterExists(files)) {
    openCluster(files, binaries, account);
  } else {
    onStep('creating the database');
    await createCluster(files, binaries, account, settings['fsync'] !== 'off');
  }
  const setup = {
    majorVersion: binaries.majorVersion,
    clusterDirectory: files.directory,
    logFile: join(dataDirectory, 'postgres.log'),
    program: binaries.postgres,
    programArguments: serverArguments(files.directory, settings),
    account,
  };
  return { setup, password: readPassword(files), port: options.port, onStep, cancelled };
}

/** The server is watched already: should it die at this very moment, the next try finds its successor. */
async function openHubDatabase(dataDirectory: string, port: number, { password, cancelled }: BringUpOptions): Promise<void> {
  const deadline = performance.now() + openMilliseconds;
  for (;;) {
    try {
      if ((await ensureHubDatabase(port, password)) !== 'password_refused') return;
    } catch (error) {
      if (cancelled.aborted || performance.now() > deadline) throw error;
      await sleep(openPauseMilliseconds);
      continue;
    }
    const passwordFile = join(dataDirectory, passwordFileName);
    throw new EmbeddedDatabaseError(
      `PostgreSQL refuses the password in ${passwordFile}: restore it from the backup of this cluster`,
    );
  }
}
