/** The commands of docs/live-tail.md, and those of docs/operating.md that look for something, against a hub. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { eventually, startTestHub } from '../support/hub.ts';
import { codeBlocks, readDocument, sectionOf, shellBlocks } from './markdown.ts';
import { runShell } from './shell.ts';

const hub = await startTestHub();

test('the command for a terminal prints the requests that it says it prints', async () => {
  await hub.admin('POST', '/orgs', { slug: 'acme', name: 'Acme' });
  await hub.admin('POST', '/orgs/acme/stores', { slug: 'main', name: 'Main' });
  const body = { name: 'shop', payload_format: 'peptideclients' };
  const { key } = (await hub.admin('POST', '/orgs/acme/stores/main/connectors', body)).json;
  const [command = ''] = shellBlocks(readDocument('docs/live-tail.md'), 'In a terminal');
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, HUB: hub.url, CROSSDOCK_ADMIN_TOKEN: 'test-admin-token' };
  const shell = spawn('bash', ['-c', `exec ${command}`], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void shell.kill());
  const lines: string[] = [];
  createInterface(shell.stdout).on('line', (line) => lines.push(line));
  await eventually(() => lines.find((line) => line.startsWith('id: ')));
  const headers = { authorization: `Bearer ${key}` };
  await hub.call('GET', '/integrations/v1/orders/by-external/none', { headers });
  const line = await eventually(() => lines.find((printed) => printed.startsWith('data: ')));
  const { rows } = (await hub.admin('GET', '/orgs/acme/requests')).json;
  expect(JSON.parse(line.slice('data: '.length))).toEqual(rows[0]);
});

test('the commands that look for something find it', async () => {
  const helper = codeBlocks(sectionOf(readDocument('README.md'), 'The first order').text).find(({ code }) =>
    code.includes('admin() {'),
  );
  const [commands = ''] = shellBlocks(readDocument('docs/operating.md'), 'Looking for something');
  const script = `${helper?.code}HUB=${hub.url}\n${commands}`;
  const answers = (await runShell(script, { CROSSDOCK_ADMIN_TOKEN: 'test-admin-token' })).map((line) => JSON.parse(line));
  expect(answers.map((answer) => Object.keys(answer).slice(0, 2))).toEqual([
    ['rows', 'next_cursor'],
    ['rows', 'next_cursor'],
    ['rows', 'next_cursor'],
    ['since', 'hours'],
  ]);
  expect(answers[0].rows[0]).toMatchObject({ status_code: 404, store: 'main' });
});
