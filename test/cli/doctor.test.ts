/** `crossdock doctor` on a healthy hub's surroundings, and on each thing that can be wrong with them. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startHub } from '../../core/main.ts';
import { freshDatabase } from '../support/database.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { openMailbox } from '../support/mailbox.ts';
import { runQuery } from '../support/query.ts';
import { crossdock, emptyFolder } from './command.ts';

const masterKey = Buffer.alloc(32, 7).toString('base64');
const tenMinutesMilliseconds = 600_000;

/** A place outside that answers, its clock so far ahead of this machine's. */
async function outside(aheadMilliseconds = 0): Promise<string> {
  const server = createServer((_request, response) => {
    response.sendDate = false;
    response.setHeader('date', new Date(Date.now() + aheadMilliseconds).toUTCString()).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // a TCP server's address is never a path
}

/** A database of this version, and how the hub is told of it. */
async function healthy(): Promise<Record<string, string>> {
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  return { DATABASE_URL: database.url, CROSSDOCK_MASTER_KEY: masterKey };
}

/** What it found, by check, and how it ended. */
async function doctor(variables: Record<string, string>, reach?: string, folder = emptyFolder()) {
  const place = reach ?? (await outside());
  const { code, json, stderr } = await crossdock(['doctor', '--json', '--reach', place], { folder, variables });
  const findings: readonly { check: string; state: string; detail: string; mend?: string }[] = json[0].findings;
  return {
    code,
    stderr,
    states: Object.fromEntries(findings.map(({ check, state }) => [check, state])),
    failures: findings.filter(({ state }) => state === 'failed'),
  };
}

test('finds nothing wrong where nothing is', async () => {
  const mailbox = await openMailbox();
  onTestFinished(() => mailbox.close());
  const { code, stderr, states } = await doctor({ ...(await healthy()), CROSSDOCK_SMTP_URL: mailbox.url });
  expect({ code, stderr, states }).toEqual({
    code: 0,
    stderr: '',
    states: {
      node: 'ok',
      environment: 'ok',
      'plugins.yaml': 'ok',
      database: 'ok',
      migrations: 'ok',
      'database clock': 'ok',
      'master key': 'ok',
      outbound: 'ok',
      clock: 'ok',
      SMTP: 'ok',
    },
  });
});

test('says so in words, and what to do next', async () => {
  const { code, stdout } = await crossdock(['doctor', '--reach', await outside()], { variables: await healthy() });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ok {6}node: v\d/);
  expect(stdout).toMatch(/Next: crossdock serve\n$/);
});

/** Its secrets are sealed with the same master key. */
let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});

describe('finds, and says how to mend,', () => {
  test('a database that is away', async () => {
    const { code, failures, stderr } = await doctor({
      DATABASE_URL: 'postgres://nobody:hidden@127.0.0.1:1/x',
      CROSSDOCK_MASTER_KEY: masterKey,
    });
    expect([code, stderr]).toEqual([1, 'crossdock: something has to be mended: database\n']);
    expect(failures).toEqual([
      {
        check: 'database',
        state: 'failed',
        detail: '127.0.0.1:1 cannot be reached (ECONNREFUSED)',
        mend: expect.stringContaining('DATABASE_URL'),
      },
    ]);
  });

  test('a database URL that no hub would start with', async () => {
    const { DATABASE_URL, ...others } = await healthy();
    const { code, failures } = await doctor({ ...others, DATABASE_URL: `${DATABASE_URL}?options=-c%20work_mem%3D1MB` });
    expect(code).toBe(1);
    expect(failures).toEqual([
      {
        check: 'database',
        state: 'failed',
        detail: expect.stringMatching(/^DATABASE_URL: take options= away/),
        mend: 'correct DATABASE_URL where the hub is started',
      },
    ]);
  });

  test('a pending migration', async () => {
    const variables = await healthy();
    await runQuery(variables['DATABASE_URL'] ?? '', "delete from crossdock.applied_migrations where name like '0019%'");
    const { code, failures } = await doctor(variables);
    expect(code).toBe(1);
    expect(failures).toEqual([
      {
        check: 'migrations',
        state: 'failed',
        detail: '1 pending: 0019-retention',
        mend: expect.stringContaining('crossdock migrate'),
      },
    ]);
  });

  test('a master key that did not seal what is there', async () => {
    await hub.endpoint(await hub.tenant(), 'https://receiver.example/');
    const right = { DATABASE_URL: hub.databaseUrl, CROSSDOCK_MASTER_KEY: masterKey };
    expect(await doctor(right)).toMatchObject({ code: 0, states: { 'master key': 'ok' } });
    const { code, failures } = await doctor({ ...right, CROSSDOCK_MASTER_KEY: Buffer.alloc(32, 8).toString('base64') });
    expect(code).toBe(1);
    expect(failures).toEqual([
      {
        check: 'master key',
        state: 'failed',
        detail: expect.stringMatching(/were sealed with [0-9a-f]{8}, and this is [0-9a-f]{8}/),
        mend: expect.stringContaining('CROSSDOCK_MASTER_KEY'),
      },
    ]);
  });

  test('a replacement of the master key that is not finished, and says when it is', async () => {
    const previous = { CROSSDOCK_MASTER_KEY_PREVIOUS: Buffer.alloc(32, 9).toString('base64') };
    const variables: Record<string, string> = { ...(await healthy()), ...previous };
    const finding = async () => {
      const { json } = await crossdock(['doctor', '--json', '--reach', await outside()], { variables });
      return json[0].findings.find(({ check }: AnyJson) => check === 'master key');
    };
    const runs = () =>
      startHub({ variables: { ...variables, PORT: '0', CROSSDOCK_LOG_LEVEL: 'fatal' }, role: 'web', onStep: () => {} });
    const started = await runs();
    await started.stop();
    expect(await finding()).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(/can be taken out of CROSSDOCK_MASTER_KEY_PREVIOUS$/),
    });
    const old = createHash('sha256').update(Buffer.alloc(32, 9)).digest('hex').slice(0, 8);
    await runQuery(variables['DATABASE_URL'] ?? '', `update crossdock.sealing_key set key_id = '\\x${old}'`);
    expect(await finding()).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining(`the hubs seal with ${old}`),
      mend: expect.stringContaining('crossdock master-key rotate'),
    });
  });

  test.each<[string, string]>([
    ['a master key that is none', 'short'],
    ['no master key', ''],
  ])('%s beside a database', async (_what, key) => {
    const { code, failures, states } = await doctor({ ...(await healthy()), CROSSDOCK_MASTER_KEY: key });
    expect([code, states['database'], failures.map(({ check }) => check)]).toEqual([1, 'ok', ['master key']]);
  });

  test('a clock that is off by ten minutes, by the world outside', async () => {
    const { code, failures } = await doctor(await healthy(), await outside(tenMinutesMilliseconds));
    expect(code).toBe(1);
    expect(failures).toEqual([
      {
        check: 'clock',
        state: 'failed',
        detail: expect.stringMatching(/clock is (59\d|60\d) s behind that of 127/),
        mend: expect.stringContaining('NTP'),
      },
    ]);
  });

  test('a clock that is off by ten minutes, by the database', async () => {
    const folder = emptyFolder();
    const clock = join(folder, 'clock.mjs');
    writeFileSync(clock, `const now = Date.now; Date.now = () => now() + ${tenMinutesMilliseconds};`);
    const variables = { ...(await healthy()), NODE_OPTIONS: `--import=${clock}` };
    const { failures } = await doctor(variables, undefined, folder);
    expect(failures.map(({ check }) => check)).toEqual(['database clock', 'clock']);
    expect(failures[0]?.detail).toMatch(/is (599|600|601) s ahead of the database's/);
  });

  test.each<[string, string, RegExp]>([
    ['a plugins.yaml that is no YAML', 'adapters: [', /plugins\.yaml: /],
    ['a plugins.yaml with an unknown word', 'adapters: []\nadaptors: []\n', /adaptors is not known here/],
    ['an adapter that is not there', 'adapters:\n  - path: ./gone\n', /there is no index\.ts or index\.js/],
  ])('%s', async (_what, text, detail) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'plugins.yaml'), text);
    const { code, failures } = await doctor(await healthy(), undefined, folder);
    expect([code, failures.map(({ check }) => check)]).toEqual([1, ['plugins.yaml']]);
    expect(failures[0]?.detail).toMatch(detail);
    expect(failures[0]?.detail).not.toContain('\n');
  });

  test('a mail server that does not answer', async () => {
    const { code, failures } = await doctor({ ...(await healthy()), CROSSDOCK_SMTP_URL: 'smtp://127.0.0.1:1' });
    expect(code).toBe(1);
    expect(failures).toEqual([
      {
        check: 'SMTP',
        state: 'failed',
        detail: expect.stringContaining('127.0.0.1:1 does not take mail'),
        mend: expect.stringContaining('CROSSDOCK_SMTP_URL'),
      },
    ]);
  });

  test('no way out', async () => {
    const { code, failures } = await doctor(await healthy(), 'http://127.0.0.1:1/');
    expect([code, failures.map(({ check }) => check)]).toEqual([1, ['outbound']]);
  });

  test('an admin token that can be guessed, and lets it be', async () => {
    const withToken = async (token: string) => {
      const { code, states } = await doctor({ ...(await healthy()), CROSSDOCK_ADMIN_TOKEN: token });
      return [code, states['environment']];
    };
    expect(await withToken('fifteen-letters')).toEqual([0, 'warning']);
    expect(await withToken('sixteen--letters')).toEqual([0, 'ok']);
  });

  test('a variable that cannot be used, and looks at the rest all the same', async () => {
    const { failures, states } = await doctor({ ...(await healthy()), PORT: 'many', CROSSDOCK_BODY_LIMIT: 'huge' });
    expect(failures.map(({ detail }) => detail.split(' ')[0])).toEqual(['PORT', 'CROSSDOCK_BODY_LIMIT']);
    expect(states).toMatchObject({ database: 'ok', migrations: 'ok' });
  });
});
