/** The embedded PostgreSQL when something dies: real servers, real kills. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findProcess } from '../../core/platform/embedded-database/running-process.ts';
import { cleanups, newDataDirectory, serverPid, start, startOwner } from '../support/embedded-database.ts';
import { runQuery } from '../support/query.ts';

const isRoot = process.geteuid?.() === 0;

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
