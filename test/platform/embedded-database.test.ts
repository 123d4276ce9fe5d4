/** The embedded PostgreSQL through its front door: starts, settings, programs and log, with real servers. */
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findBinariesDirectory } from '../../core/platform/embedded-database/binaries.ts';
import { rotateLog } from '../../core/platform/embedded-database/server-log.ts';
import { copyBinaries, modeOf, newDataDirectory, start, startOwner } from '../support/embedded-database.ts';
import { runQuery } from '../support/query.ts';

const isRoot = process.geteuid?.() === 0;

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
    expect(readdirSync(dataDirectory).toSorted()).toEqual(['hub.lock', 'postgres', 'postgres.log', 'postgres.password']);
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
    await vi.waitFor(() => expect(readFileSync(log, 'utf8')).toContain('Address already in use'), {
      timeout: 10_000,
      interval: 5,
    });
    predecessor.close();
    const { url } = await starting;
    expect(new URL(url).port).toBe(String(port));
    expect(await runQuery(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is not opened by another major version', async () => {
    const dataDirectory = newDataDirectory();
    await (await start({ dataDirectory })).stop();
    writeFileSync(join(dataDirectory, 'postgres', 'PG_VERSION'), '17\n');
    await expect(start({ dataDirectory })).rejects.toThrow(
      /made by PostgreSQL 17 and cannot be opened by PostgreSQL 18: dump it/,
    );
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

  it.skipIf(!isRoot)(
    'run in folders that only root may enter (skipped unless root: others cannot make such a folder)',
    async () => {
      const closed = newDataDirectory();
      chmodSync(closed, 0o700);
      const dataDirectory = join(closed, 'data');
      const { url } = await start({ dataDirectory, binariesDirectory: copyBinaries(closed) });
      expect(await runQuery(url, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(statSync(join(dataDirectory, 'postgres')).uid).not.toBe(0);
    },
  );

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
