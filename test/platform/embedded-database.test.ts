/** The embedded PostgreSQL through its front door: real servers, real kills. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findBinariesDirectory } from '../../core/platform/embedded-database/binaries.ts';
import { startEmbeddedDatabase } from '../../core/platform/embedded-database/embedded-database.ts';
import type { EmbeddedDatabase, EmbeddedDatabaseOptions } from '../../core/platform/embedded-database/embedded-database.ts';
import { findProcess } from '../../core/platform/embedded-database/running-process.ts';
import { rotateLog } from '../../core/platform/embedded-database/server-log.ts';
import { guardDirectory } from '../support/cleanup-guard.ts';
import { runQuery } from '../support/query.ts';

const ownerProgram = join(import.meta.dirname, '..', 'support', 'embedded-database-owner.ts');
const isRoot = process.geteuid?.() === 0;
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

describe('an embedded database', () => {
  it('is created at the first start and found again at the next', async () => {
    const dataDirectory = newDataDirectory();
    const firstSteps: string[] = [];
    const first = await start({ dataDirectory, onStep: (step) => firstSteps.push(step) });
    await runQuery(first.url, "create table note (text text); insert into note values ('kept')");
    await first.stop();
    const nextSteps: string[] = [];
    const next = await start({ dataDirectory, onStep: (step) => nextSteps.push(step) });
    expect(await runQuery(next.url, 'select text from note')).toEqual([{ text: 'kept' }]);
    expect(firstSteps).toEqual(['creating the database', 'starting PostgreSQL 18']);
    expect(nextSteps).toEqual(['starting PostgreSQL 18']);
  });

  it('is durable, in UTF-8, reachable from this machine only, and private to its users', async () => {
    const dataDirectory = newDataDirectory();
    const { url } = await start({ dataDirectory });
    const durability = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums'];
    const settings = [...durability, 'listen_addresses', 'server_encoding', 'max_connections'];
    const [row] = await runQuery(url, `select ${settings.map((name) => `current_setting('${name}') as ${name}`).join()}`);
    expect(row).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      data_checksums: 'on',
      max_connections: '100',
    });
    const [letters] = await runQuery(url, "select lower('ÄÖ') as lower, 'Z' < 'a' as by_code_point");
    expect(letters).toEqual({ lower: 'äö', by_code_point: true });
    expect(modeOf(join(dataDirectory, 'postgres'))).toBe(0o700);
    expect(modeOf(join(dataDirectory, 'postgres.password'))).toBe(0o600);
    expect(modeOf(join(dataDirectory, 'postgres.log'))).toBe(0o600);
    expect(readdirSync(dataDirectory).sort()).toEqual(['hub.lock', 'postgres', 'postgres.log', 'postgres.password']);
    const wrong = new URL(url);
    wrong.password = 'guessed';
    await expect(runQuery(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps what statements contain out of its log', async () => {
    const dataDirectory = newDataDirectory();
    const { url } = await start({ dataDirectory });
    await runQuery(url, 'create table client (email text unique)');
    const insert = "insert into client values ('ada@example.com')";
    await runQuery(url, insert);
    await expect(runQuery(url, insert)).rejects.toMatchObject({ code: '23505' });
    const log = readFileSync(join(dataDirectory, 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain('ada@');
  });

  it('starts over when its first start was cut off in the middle', async () => {
    const dataDirectory = newDataDirectory();
    mkdirSync(join(dataDirectory, 'postgres.unfinished'));
    writeFileSync(join(dataDirectory, 'postgres.unfinished', 'PG_VERSION'), '18\n');
    const { url } = await start({ dataDirectory });
    expect(await runQuery(url, 'select current_database() as name')).toEqual([{ name: 'crossdock' }]);
  });

  it('takes a setting of the caller, and says what PostgreSQL said when it is refused', async () => {
    const dataDirectory = newDataDirectory();
    const refused = start({ dataDirectory, settings: { work_mem: 'plenty' } });
    await expect(refused).rejects.toThrow(/did not start; .*postgres\.log says:[^]*"work_mem": "plenty"[^]*DATABASE_URL/);
    const { url } = await start({ dataDirectory, settings: { work_mem: '5MB' } });
    expect(await runQuery(url, 'show work_mem')).toEqual([{ work_mem: '5MB' }]);
  });

  it('listens on the port it is given, and waits a while for one that somebody is just giving up', async () => {
    const predecessor = createServer().listen(0, '127.0.0.1');
    await once(predecessor, 'listening');
    // A server that listens on TCP has an address with a port.
    const { port } = predecessor.address() as AddressInfo;
    const dataDirectory = newDataDirectory();
    const starting = start({ dataDirectory, port });
    const log = join(dataDirectory, 'postgres.log');
    await vi.waitFor(() => expect(readFileSync(log, 'utf8')).toContain('Address already in use'), { timeout: 10_000, interval: 5 });
    predecessor.close();
    const { url } = await starting;
    expect(new URL(url).port).toBe(String(port));
    expect(await runQuery(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is not opened by another major version', async () => {
    const dataDirectory = newDataDirectory();
    await (await start({ dataDirectory })).stop();
    writeFileSync(join(dataDirectory, 'postgres', 'PG_VERSION'), '17\n');
    await expect(start({ dataDirectory })).rejects.toThrow(/made by PostgreSQL 17 and cannot be opened by PostgreSQL 18: dump it/);
  });

  it('says which file is missing when its password is gone', async () => {
    const dataDirectory = newDataDirectory();
    await (await start({ dataDirectory })).stop();
    rmSync(join(dataDirectory, 'postgres.password'));
    await expect(start({ dataDirectory })).rejects.toThrow(/postgres\.password is missing/);
    writeFileSync(join(dataDirectory, 'postgres.password'), 'another');
    await expect(start({ dataDirectory })).rejects.toThrow(/refuses the password in .*postgres\.password/);
  });
});

describe('a server that dies', () => {
  it('is started again at the same address, with everything that was committed', async () => {
    const dataDirectory = newDataDirectory();
    const steps: string[] = [];
    const { url } = await start({ dataDirectory, onStep: (step) => steps.push(step) });
    await runQuery(url, 'create table note (number int)');
    for (const number of [1, 2, 3]) {
      await runQuery(url, `insert into note values (${number})`);
      process.kill(serverPid(dataDirectory), 'SIGKILL');
      await vi.waitFor(() => runQuery(url, 'select 1'), { timeout: 10_000, interval: 20 });
    }
    expect(await runQuery(url, 'select count(*)::int as count from note')).toEqual([{ count: 3 }]);
    expect(steps.filter((step) => step === 'PostgreSQL stopped unexpectedly')).toHaveLength(3);
  });

  it('stays down once it is asked to stop, even in the middle of coming back', async () => {
    const dataDirectory = newDataDirectory();
    const { promise: comesBack, resolve } = Promise.withResolvers<void>();
    let starts = 0;
    const onStep = (step: string) => {
      if (step === 'starting PostgreSQL 18' && ++starts === 2) resolve();
    };
    const database = await start({ dataDirectory, onStep });
    process.kill(serverPid(dataDirectory), 'SIGKILL');
    await comesBack;
    await database.stop();
    await database.stop();
    await expect(runQuery(database.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(existsSync(join(dataDirectory, 'hub.lock'))).toBe(false);
  });
});

describe('a hub that is killed', () => {
  it('leaves a server that the next hub takes over, with everything that was committed', async () => {
    const dataDirectory = newDataDirectory();
    const owner = await startOwner({ dataDirectory });
    await runQuery(owner.url, "create table note (text text); insert into note values ('kept')");
    const pid = serverPid(dataDirectory);
    await owner.kill();
    const steps: string[] = [];
    const { url } = await start({ dataDirectory, onStep: (step) => steps.push(step) });
    expect(steps).toEqual([`taking over the PostgreSQL that already runs (pid ${pid})`]);
    expect(await runQuery(url, 'select text from note')).toEqual([{ text: 'kept' }]);
    // A server that was taken over is watched and stopped like one's own.
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => runQuery(url, 'select 1'), { timeout: 10_000, interval: 20 });
    expect(serverPid(dataDirectory)).not.toBe(pid);
  });

  it('leaves a server that the next hub replaces when the settings have changed', async () => {
    const dataDirectory = newDataDirectory();
    const owner = await startOwner({ dataDirectory, settings: { work_mem: '5MB' } });
    const pid = serverPid(dataDirectory);
    await owner.kill();
    const { url } = await start({ dataDirectory });
    expect(await runQuery(url, 'show work_mem')).toEqual([{ work_mem: '4MB' }]);
    expect(findProcess(pid)).toBeUndefined();
  });

  it('can be replaced at once when its server was killed with it', async () => {
    const dataDirectory = newDataDirectory();
    const owner = await startOwner({ dataDirectory });
    await runQuery(owner.url, "create table note (text text); insert into note values ('kept')");
    process.kill(serverPid(dataDirectory), 'SIGKILL');
    await owner.kill();
    const { url } = await start({ dataDirectory });
    expect(await runQuery(url, 'select text from note')).toEqual([{ text: 'kept' }]);
  });

  it('does not bring harm to the process that has the id of its server by now', async () => {
    const dataDirectory = newDataDirectory();
    await (await start({ dataDirectory })).stop();
    const cluster = join(dataDirectory, 'postgres');
    const { uid, gid } = statSync(cluster);
    // The same user as the server's: PostgreSQL alone would refuse to start for as long as this process lives.
    const bystander = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    cleanups.push(() => bystander.kill());
    const lines = [bystander.pid, cluster, 1_700_000_000, 5432, '', '127.0.0.1', '  1234567         7', 'ready   ', ''];
    writeFileSync(join(cluster, 'postmaster.pid'), lines.join('\n'));
    const { url } = await start({ dataDirectory });
    expect(await runQuery(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  });
});

describe('a data directory', () => {
  it('serves one hub at a time', async () => {
    const dataDirectory = newDataDirectory();
    const owner = await startOwner({ dataDirectory });
    await expect(start({ dataDirectory })).rejects.toThrow(`another hub is using this data directory (pid ${owner.process.pid},`);
    expect(await runQuery(owner.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is not taken twice by the same process either, and is free after a stop', async () => {
    const dataDirectory = newDataDirectory();
    const database = await start({ dataDirectory });
    await expect(start({ dataDirectory })).rejects.toThrow(`another hub is using this data directory (pid ${process.pid},`);
    await database.stop();
    await start({ dataDirectory });
  });

  it('is not held by a dead hub whose process id another program has by now', async () => {
    const dataDirectory = newDataDirectory();
    writeFileSync(join(dataDirectory, 'hub.lock'), `${process.pid} before-this-process-began\n`);
    const { url } = await start({ dataDirectory });
    expect(await runQuery(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is refused with a sentence when it cannot be one', async () => {
    const file = join(newDataDirectory(), 'file');
    writeFileSync(file, '');
    await expect(start({ dataDirectory: file })).rejects.toThrow(/cannot be used \(\w+\): choose another CROSSDOCK_DATA_DIR/);
    const foreign = newDataDirectory();
    mkdirSync(join(foreign, 'postgres'));
    await expect(start({ dataDirectory: foreign })).rejects.toThrow(/is not a PostgreSQL cluster: move it away/);
  });
});

describe('the terminal', () => {
  it('does not stop the database with Ctrl-C before the hub has finished with it', async () => {
    const owner = await startOwner({ dataDirectory: newDataDirectory() });
    const answer = once(owner.lines, 'line');
    const ended = once(owner.process, 'exit');
    // Ctrl-C goes to the whole process group; the owner leads one of its own.
    process.kill(-owner.pid, 'SIGINT');
    expect(await answer).toEqual(['drained']);
    expect(await ended).toEqual([0, null]);
  });
});

describe('the PostgreSQL programs', () => {
  it('run although npm left out their library links and file modes', async () => {
    const binariesDirectory = copyBinaries(newDataDirectory());
    const links = readdirSync(join(binariesDirectory, 'lib')).filter((name) => /^libicu.*\.so(\.60)?$/.test(name));
    expect(links).toHaveLength(6);
    for (const link of links) rmSync(join(binariesDirectory, 'lib', link));
    for (const program of ['initdb', 'postgres']) chmodSync(join(binariesDirectory, 'bin', program), 0o644);
    const { url } = await start({ dataDirectory: newDataDirectory(), binariesDirectory });
    expect(await runQuery(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it.skipIf(!isRoot)('run in folders that only root may enter (skipped unless root: others cannot make such a folder)', async () => {
    const closed = newDataDirectory();
    chmodSync(closed, 0o700);
    const dataDirectory = join(closed, 'data');
    const { url } = await start({ dataDirectory, binariesDirectory: copyBinaries(closed) });
    expect(await runQuery(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(statSync(join(dataDirectory, 'postgres')).uid).not.toBe(0);
  });

  it.skipIf(!isRoot)('need setpriv there (skipped unless root: others run the server as themselves)', async () => {
    const closed = newDataDirectory();
    chmodSync(closed, 0o700);
    vi.stubEnv('PATH', '');
    await expect(start({ dataDirectory: join(closed, 'data') })).rejects.toThrow(
      `may not enter ${closed}: move CROSSDOCK_DATA_DIR and the checkout to folders that every user may enter, ` +
        'or install setpriv (part of util-linux), or set DATABASE_URL',
    );
  });

  it('are missing on some platforms, which then need a DATABASE_URL', () => {
    expect(() => findBinariesDirectory('win32-x64')).toThrow(/no embedded PostgreSQL for win32-x64 .*set DATABASE_URL/);
  });
});

describe('the log', () => {
  it('is set aside when it has grown, and goes on in the same file', () => {
    const log = join(newDataDirectory(), 'postgres.log');
    writeFileSync(log, 'short');
    rotateLog(log);
    expect(readFileSync(log, 'utf8')).toBe('short');
    writeFileSync(log, 'x'.repeat(5 * 1024 * 1024));
    rotateLog(log);
    expect(statSync(log).size).toBe(0);
    expect(statSync(`${log}.1`).size).toBe(5 * 1024 * 1024);
  });
});

/** A directory of the test's own that any user may pass; whatever still runs or lies there is removed after the test. */
function newDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'crossdock-embedded-'));
  chmodSync(directory, 0o711);
  cleanups.push(guardDirectory(directory));
  return directory;
}

async function start(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase(options);
  cleanups.push(() => database.stop());
  return database;
}

interface Owner {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly url: string;
  readonly lines: ReturnType<typeof createInterface>;
  kill(): Promise<void>;
}

/** Another process that has started the database and holds it. */
async function startOwner(options: EmbeddedDatabaseOptions): Promise<Owner> {
  const owner = spawn(process.execPath, [ownerProgram, JSON.stringify(options)], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
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

function copyBinaries(folder: string): string {
  const copy = join(folder, 'native');
  cpSync(findBinariesDirectory(`${process.platform}-${process.arch}`), copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function serverPid(dataDirectory: string): number {
  return Number(readFileSync(join(dataDirectory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}
