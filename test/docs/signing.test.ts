/** The signing commands of adapters/peptideclients/README.md, run against a connector that insists on them. */
import { expect, test } from 'vitest';
import { startTestHub } from '../support/hub.ts';
import { readDocument, shellBlocks } from './markdown.ts';
import { runShell } from './shell.ts';

const hub = await startTestHub();

test('the commands that show how to sign make a request that is accepted', async () => {
  const connector = await hub.connector(await hub.tenant(), 'peptideclients', { require_signature: true });
  const [commands = ''] = shellBlocks(readDocument('adapters/peptideclients/README.md'), 'Authentication');
  const variables = { HUB: hub.url, KEY: connector.key, SIGNING_SECRET: connector.secret };
  const [answer = ''] = await runShell(commands, variables);
  expect(JSON.parse(answer)).toMatchObject({ external_id: 'shop-1003', duplicate: false });
  const [refusal = ''] = await runShell(commands, { ...variables, SIGNING_SECRET: 'another' });
  expect(JSON.parse(refusal)).toMatchObject({ error: 'signature_invalid' });
});
