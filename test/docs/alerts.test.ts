/** docs/alerts.md against the alerts that there are, and its commands, run as they stand there. */
import { expect, test } from 'vitest';
import { alertCodes } from '../../core/domain/alert.ts';
import { startTestHub } from '../support/hub.ts';
import { readDocument, sectionOf, shellBlocks } from './markdown.ts';
import { replaceEach, runShell } from './shell.ts';

const page = readDocument('docs/alerts.md');

test('every kind of alert has one row that says when it comes and what to do, and no other has', () => {
  const rows = [
    ...sectionOf(page, 'What can be wrong').text.matchAll(/^\| `(\w+)` \| (?:error|warning|info)[^|]* \| .+ \| .+ \|$/gm),
  ];
  expect(new Set(rows.map(([, code]) => code))).toEqual(new Set(alertCodes));
  expect(rows).toHaveLength(alertCodes.length);
});

test('the commands show what is wrong, and say who is told', async () => {
  const hub = await startTestHub();
  await hub.admin('POST', '/orgs', { slug: 'acme', name: 'Acme Ltd' });
  const helper = shellBlocks(readDocument('README.md'), 'The first order').find((block) => block.includes('admin()')) ?? '';
  const commands = [...shellBlocks(page, 'Look'), ...shellBlocks(page, 'Be told')];
  const script = replaceEach([helper, ...commands].join('\n'), { 'http://127.0.0.1:8080': hub.url });
  const lines = await runShell(script, { CROSSDOCK_ADMIN_TOKEN: 'test-admin-token' });
  const [alerts, everything, recipients] = lines.map((line) => JSON.parse(line));
  expect([alerts, everything]).toEqual([
    { rows: [], next_cursor: null },
    { rows: [], next_cursor: null },
  ]);
  expect(recipients.emails).toEqual(['ops@example.com', 'ada@example.com']);
});
