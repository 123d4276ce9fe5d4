/** The commands of docs/adapters.md, run as they stand there in an empty folder: an author who copies them has an adapter. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, startCrossdock } from '../cli/command.ts';
import { findFreePort } from '../../core/platform/embedded-database/free-port.ts';
import { eventually } from '../support/hub.ts';
import { newDataDirectory } from '../support/spawned-hub.ts';
import { readDocument, repository, shellBlocks } from './markdown.ts';
import { replaceEach, runShell } from './shell.ts';

const page = readDocument('docs/adapters.md');

test(
  'docs/adapters.md leads from an empty folder to orders through an adapter, by path and as a package',
  { timeout: 150_000 },
  async () => {
    const folder = emptyFolder();
    const run = inFolder(folder);
    const [make = '', register = '', start = '', token = '', connect = '', send = ''] = shellBlocks(
      page,
      'From nothing to an order',
    );

    expect((await run(make)).at(-1)).toMatch(/^acme keeps all \d+ laws\./);
    await run(register);

    const hub = await serveAs(start, folder);
    const script = replaceEach([token, connect].join('\n'), {
      'paste the admin token here': hub.adminToken,
      'http://127.0.0.1:8080': hub.url,
    });
    const sent = await run(`${script}\n${send}`);
    expect(sent).toContainEqual(expect.stringMatching(/^201 .*"external_id":"1001","duplicate":false/));
    expect(sent.at(-1)).toBe('1001 3998');

    const variables = { CROSSDOCK_ADMIN_TOKEN: hub.adminToken, HUB: hub.url };
    const recorded = await run(
      `CONNECTOR=$(node -p "JSON.parse(fs.readFileSync('connector.json')).id")\n${shellBlocks(page, 'Real requests as fixtures').join('\n')}`,
      variables,
    );
    expect(recorded).toContainEqual(expect.stringMatching(/recorded-\S+\.request\.json: taken out: buyer\.email, buyer\.name$/));
    expect(recorded).toContainEqual(expect.stringMatching(/^acme 0\.1\.0, 2 sample requests$/));

    const packed = await run(shellBlocks(page, 'As a package').join('\n'));
    expect(packed).toContainEqual(expect.stringContaining('crossdock-adapter-acme-0.1.0.tgz'));
    expect(existsSync(join(folder, 'node_modules/crossdock-adapter-acme/dist/index.js'))).toBe(true);
    await eventually(() => hub.output().match(/ready in/g)?.length === 2 || undefined, 60_000); // plugins.yaml has changed
    const environment = `set -a\n${connect
      .split('\n')
      .filter((line) => line.startsWith('export') || line.startsWith('field'))
      .join('\n')}`;
    const again = await run(`${environment}\n${send.split('\n')[0]}`, variables);
    expect(again).toContainEqual(expect.stringMatching(/^200 .*"external_id":"1001","duplicate":true/));

    const doctor = replaceEach(shellBlocks(page, 'What can be wrong with the hub').join(''), {
      doctor: `doctor --reach ${hub.url}`,
    });
    const findings = await run(doctor, { CROSSDOCK_DATA_DIR: hub.dataDirectory });
    expect(findings).toContain('ok      plugins.yaml: plugins.yaml loads peptideclients, acme');
    expect(findings).toContain('ok      migrations: the schema is current');
  },
);

/** Runs commands in the folder, where `crossdock` is this repository's. */
function inFolder(folder: string) {
  const programs = join(folder, '.bin');
  mkdirSync(programs);
  writeFileSync(
    join(programs, 'crossdock'),
    `#!/bin/sh\nexec ${repository}/node_modules/.bin/node ${repository}/core/cli/crossdock.ts "$@"\n`,
  );
  chmodSync(join(programs, 'crossdock'), 0o755);
  const PATH = `${programs}:${process.env['PATH'] ?? ''}`;
  const npm = { npm_config_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };
  return (script: string, variables: Readonly<Record<string, string>> = {}) =>
    runShell(`cd ${folder}\n${script}`, { PATH, ...npm, ...variables });
}

/** Starts the hub of the start command, and takes the token that it prints. */
async function serveAs(command: string, folder: string) {
  const [, variable = '', value = '', words = ''] = /^(\w+)=(\S+) crossdock (.+)\n$/.exec(command) ?? [];
  const dataDirectory = newDataDirectory();
  const variables = { PORT: String(await findFreePort()), CROSSDOCK_DATA_DIR: dataDirectory, [variable]: value };
  const hub = startCrossdock(words.split(' '), { folder, variables });
  const [, url = ''] = await hub.waitFor(/^crossdock: ready in \d+ ms on (\S+)$/m);
  const [, adminToken = ''] = await hub.waitFor(/^Your admin token, shown only this once: +(\S+)$/m);
  return { url, adminToken, dataDirectory, output: hub.stdout };
}
