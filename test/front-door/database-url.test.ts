/** The parameters of DATABASE_URL hold for every connection of a hub, and none of them changes how its sessions are set up. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { startHub } from '../../core/main.ts';
import { type Database, openDatabase } from '../../core/store/database.ts';
import { crossdock } from '../cli/command.ts';
import { silentLog } from '../operator/operator-api.ts';
import { freshDatabase } from '../support/database.ts';
import { eventually, hubVariables } from '../support/hub.ts';
import { runQuery } from '../support/query.ts';
import { startTlsProxy } from '../support/tls-proxy.ts';

const database = await freshDatabase();
const proxy = await startTlsProxy(database.url);
afterAll(async () => {
  await proxy.close();
  await database.drop();
});
const trusted = { sslrootcert: proxy.certificateFile };
const identity = { sslcert: proxy.certificateFile, sslkey: proxy.keyFile };

/** The database's URL with parameters, the direct way. */
function withParameters(parameters: Readonly<Record<string, string>>): string {
  const url = new URL(database.url);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** Starts a hub that stops with the test. */
async function start(databaseUrl: string): Promise<void> {
  const variables = { ...hubVariables(databaseUrl), PORT: '0', CROSSDOCK_DRAIN_SECONDS: '0' };
  const hub = await startHub({ variables, role: 'all', onStep: () => {} });
  onTestFinished(() => hub.stop());
}

/** What the connections to the database call themselves, once there are as many names as a hub uses. */
async function applicationNames(): Promise<ReadonlySet<unknown>> {
  const others = 'where datname = current_database() and pid <> pg_backend_pid()';
  return eventually(async () => {
    const rows = await runQuery(database.url, `select application_name from pg_stat_activity ${others}`);
    const names = new Set(rows.map((row) => row['application_name']));
    return names.size < ownNames.size ? undefined : names;
  });
}

const ownNames = new Set(['crossdock-tenant', 'crossdock-system', 'crossdock-queue']);

/** Opens both doors to the database, which close with the test. */
async function open(url: string): Promise<Database> {
  const opened = await openDatabase({ url, tenantConnections: 1, systemConnections: 1, log: silentLog });
  onTestFinished(() => opened.close());
  return opened;
}

/** How the connections began that `work` made, each way once. */
async function beginningsOf(work: () => Promise<unknown>): Promise<ReadonlySet<string>> {
  const before = proxy.beginnings.length;
  await work();
  return new Set(proxy.beginnings.slice(before));
}

/** The first message of a client that wants TLS. */
const sslRequest = '0000000804d2162f';

/** A server that says no to whoever asks for TLS, and all that it was told, in hexadecimal digits. */
async function serverWithoutTls() {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.setEncoding('hex').on('data', (message) => {
      heard.push(String(message));
      socket.write('N');
    });
  });
  await listening(server.listen(0, '127.0.0.1'));
  return { url: `postgres://hub:secret@127.0.0.1:${(server.address() as AddressInfo).port}/hub`, heard };
}

/** Waits until it listens; it stops with the test. */
async function listening(server: Server): Promise<void> {
  onTestFinished(() => void server.close());
  await once(server, 'listening');
}

describe('TLS', () => {
  test('is on every connection of a hub, with the certificate that sslcert and sslkey name', async () => {
    const url = proxy.url({ sslmode: 'verify-full', ...trusted, ...identity });
    expect(await beginningsOf(() => start(url))).toEqual(new Set(['identified']));
    expect(await applicationNames()).toEqual(ownNames);
  });

  test.each(['migrate', 'master-key rotate'])('is on every connection of crossdock %s', async (command) => {
    const variables = hubVariables(proxy.url({ sslmode: 'verify-full', ...trusted }));
    const run = crossdock(command.split(' '), { variables });
    expect(await beginningsOf(() => run)).toEqual(new Set(['encrypted']));
    expect(await run).toMatchObject({ code: 0, stderr: '' });
  });

  test('is on every connection of crossdock doctor, which says where it looked', async () => {
    const url = proxy.url({ sslmode: 'verify-full', ...trusted });
    const run = crossdock(['doctor', '--json', '--reach', 'http://127.0.0.1:1/'], { variables: hubVariables(url) });
    expect(await beginningsOf(() => run)).toEqual(new Set(['encrypted']));
    const detail = `reachable at ${new URL(url).host}`;
    expect((await run).json[0].findings).toContainEqual({ check: 'database', state: 'ok', detail });
  });

  describe.each(['verify-full', 'verify-ca', 'require', 'prefer'])('with sslmode=%s', (sslmode) => {
    test('takes a server whose certificate is that of sslrootcert', async () => {
      const begun = beginningsOf(async () => (await open(proxy.url({ sslmode, ...trusted }))).system.query('select'));
      expect(await begun).toEqual(new Set(['encrypted']));
    });

    test('takes no server whose certificate nobody trusted has signed', async () => {
      await expect(start(proxy.url({ sslmode }))).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    });

    test('tells nothing to a server that has none', async () => {
      const { url, heard } = await serverWithoutTls();
      await expect(start(`${url}?sslmode=${sslmode}`)).rejects.toThrow('does not support SSL');
      await expect(open(`${url}?sslmode=${sslmode}`)).rejects.toThrow('does not support SSL');
      expect(heard).toEqual([sslRequest, sslRequest]);
    });
  });

  test('with sslmode=no-verify takes any certificate', async () => {
    const begun = beginningsOf(async () => (await open(proxy.url({ sslmode: 'no-verify' }))).system.query('select'));
    expect(await begun).toEqual(new Set(['encrypted']));
  });
});

test('a folder as host= stands for the Unix socket in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossdock-socket-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { port, hostname, username, password, pathname } = new URL(database.url);
  const socketServer = createServer((client) => {
    const server = connect(Number(port), hostname);
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) socket.on('error', () => undefined);
  });
  await listening(socketServer.listen(join(folder, '.s.PGSQL.5432')));
  await start(`postgres://${username}:${password}@${pathname}?host=${folder}`);
  expect(await applicationNames()).toEqual(ownNames);
});

describe('no parameter changes', () => {
  test('what the sessions of a hub call themselves', async () => {
    await start(withParameters({ application_name: 'somebody', fallback_application_name: 'somebody' }));
    expect(await applicationNames()).toEqual(ownNames);
  });

  test('their limits, or where they find tables', async () => {
    const url = withParameters({
      statement_timeout: '1',
      lock_timeout: '1',
      query_timeout: '1',
      search_path: 'public',
      schema: 'public',
    });
    const opened = await open(url);
    for (const [pool, role] of [
      [opened.tenants, 'crossdock_tenant'],
      [opened.system, 'crossdock_system'],
    ] as const) {
      const names = ['role', 'search_path', 'statement_timeout', 'lock_timeout'];
      const { rows } = await pool.query(`select ${names.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`);
      expect(rows).toEqual([{ role, search_path: 'crossdock', statement_timeout: '20s', lock_timeout: '2s' }]);
    }
  });
});

describe('a hub does not start', () => {
  test('with options=, which would take the place of its own', async () => {
    await expect(start(withParameters({ options: '-c work_mem=64MB' }))).rejects.toThrow(
      /^DATABASE_URL: take options= away.*alter database/,
    );
  });

  test('with a certificate that is not there', async () => {
    const url = proxy.url({ sslmode: 'verify-full', sslrootcert: '/nowhere/root.crt' });
    await expect(start(url)).rejects.toThrow(/^DATABASE_URL cannot be used: .*\/nowhere\/root\.crt/);
  });

  test.each([
    [
      'no URL',
      'host=db.internal dbname=hub password=secret',
      /^Error: DATABASE_URL is no URL of a database: it is written postgres:/,
    ],
    ['a bad URL', 'postgres://hub:secret@db.internal:port/hub', /^Error: DATABASE_URL cannot be used: Invalid URL$/],
    ['no database', 'postgres://hub:secret@db.internal', /^Error: DATABASE_URL names no database/],
    ['ssl=false', 'postgres://hub:secret@db.internal/hub?ssl=false', /^Error: DATABASE_URL: ssl=false says nothing; .*sslmode=/],
  ])('with %s', async (_case, url, sentence) => {
    const refusal = await start(url).catch((error: unknown) => String(error));
    expect(refusal).toMatch(sentence);
    expect(refusal).not.toContain('secret');
  });
});
