/** docs/deploying.md and the files beside it: the variables they name are there, and the processes they start run. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '../../core/platform/embedded-database/free-port.ts';
import { freshDatabase } from '../support/database.ts';
import { eventually, hubVariables } from '../support/hub.ts';
import { newDataDirectory, spawnHub, terminate } from '../support/spawned-hub.ts';
import { readDocument, repository, sectionOf, shellBlocks } from './markdown.ts';

const units = ['docs/deploying/crossdock-web@.service', 'docs/deploying/crossdock-worker@.service'];
const dockerfile = 'docs/deploying/Dockerfile';

test.each(['docs/deploying.md', 'docs/scaling.md', dockerfile, ...units])(
  '%s names only variables that the hub reads',
  (path) => {
    const named = new Set(readDocument(path).match(/\b(?:CROSSDOCK_[A-Z_]+|DATABASE_URL(?:_FILE)?)\b/g));
    const configuration = sectionOf(readDocument('README.md'), 'Configuration').text;
    expect([...named].filter((name) => !configuration.includes(`\`${name}\``))).toEqual([]);
  },
);

test('the commands of docs/deploying.md give systemd both units before they enable one', () => {
  const commands = shellBlocks(readDocument('docs/deploying.md'), 'systemd').join('').split('\n');
  const place = '/opt/crossdock/node_modules/crossdock/';
  const copied = commands.findIndex((line) => {
    const [, from = ''] = /^cp (\S+) \/etc\/systemd\/system\/$/.exec(line) ?? [];
    return units.every((unit) => matchesGlob(place + unit, from));
  });
  const reloaded = commands.indexOf('systemctl daemon-reload');
  const enabled = commands.findIndex((line) => line.startsWith('systemctl enable'));
  expect(copied).toBeGreaterThan(-1);
  expect(reloaded).toBeGreaterThan(copied);
  expect(enabled).toBeGreaterThan(reloaded);
});

/** The unit's process as systemd would start it, but from this checkout and on another port. */
async function startUnit(path: string) {
  const unit = readDocument(path);
  const port = await findFreePort();
  const [, program, commandLine = ''] = /^ExecStart=(\/usr\/bin\/env node \S+\/crossdock\.js) (.+)$/m.exec(unit) ?? [];
  expect(program).toBe('/usr/bin/env node /opt/crossdock/node_modules/crossdock/dist/core/cli/crossdock.js');
  const options = commandLine.replace(/(?<=--port )\S+/, String(port)).split(' ');
  const command = [join(repository, 'node_modules/.bin/node'), 'core/cli/crossdock.ts', ...options] as const;
  const variables = Object.fromEntries(
    [...unit.matchAll(/^Environment=(\w+)=(.+)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  return {
    port,
    command,
    variables,
    credentials: [...unit.matchAll(/^LoadCredential=([\w-]+):/gm)].map(([, name = '']) => name),
  };
}

/** A folder of files as systemd makes it for a unit. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossdock-credentials-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `${text}\n`, { mode: 0o600 });
  return folder;
}

/** The exit code of the image's health check, asked of a port of this machine. */
async function healthCheckCode(port: number): Promise<unknown> {
  const [, list = '[]'] = /^HEALTHCHECK .*\\\n\s+CMD (.+)$/m.exec(readDocument(dockerfile)) ?? [];
  const [program, ...words] = JSON.parse(list) as string[]; // the form that Docker runs without a shell
  expect(program).toBe('node');
  return new Promise((resolve) => {
    execFile(process.execPath, words, { env: { PORT: String(port) } }, (error) => resolve(error === null ? 0 : error.code));
  });
}

describe.each(units)('%s', (path) => {
  test('starts a process that is ready, that the image’s health check finds well, and that ends when it is told to', async () => {
    const { port, command, variables, credentials } = await startUnit(path);
    const { DATABASE_URL, CROSSDOCK_MASTER_KEY } = hubVariables((await freshDatabase()).url);
    const secrets = {
      'database-url': DATABASE_URL ?? '',
      'master-key': CROSSDOCK_MASTER_KEY ?? '',
      'admin-token': 'deploying-token',
    };
    expect(credentials.toSorted()).toEqual(Object.keys(secrets).toSorted());
    const folder = folderWith(secrets);
    const given = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value.replace('%d', folder)]));

    const hub = spawnHub({ dataDirectory: newDataDirectory(), command, variables: given });
    await eventually(() => (hub.output().includes('"ready":true') ? true : undefined), 30_000);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    expect(await healthCheckCode(port)).toBe(0);
    expect(
      hub
        .output()
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('{')),
    ).toEqual([]);
    expect((await terminate(hub)).code).toBe(0);
    expect(await healthCheckCode(port)).toBe(1);
  });
});
