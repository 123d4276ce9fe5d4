/** The recipes of docs/recipes, run as they stand there against one hub. */
import { setTimeout as wait } from 'node:timers/promises';
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { plain } from '../../adapters/woocommerce/fixtures/plain-order.ts';
import { findFreePort } from '../../core/platform/embedded-database/free-port.ts';
import { eventually, pcSignature, startTestHub, type TestConnector, wooSignature } from '../support/hub.ts';
import { startFlakyWay } from './flaky-way.ts';
import { codeBlocks, readDocument, sectionOf, shellBlocks } from './markdown.ts';
import { namedFiles, newSampleFolder, sampleIn, startProgram } from './sample-folder.ts';
import { replaceEach, runShell } from './shell.ts';

const hub = await startTestHub();
const sdf = async (options: Record<string, unknown> = {}) => hub.connector(await hub.tenant(), 'peptideclients', options);

/** All shell commands of a recipe, in order. */
function commandsOf(page: string): string {
  return codeBlocks(readDocument(page)).flatMap(({ language, code }) => (language === 'sh' ? [code] : [])).join('\n');
}

/** The lines that are JSON. */
function answersIn(lines: readonly string[]) {
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

test('curl: every call of the integration API does what the page says', async () => {
  const { key } = await sdf();
  const page = 'docs/recipes/curl.md';
  const lines = await runShell(replaceEach(commandsOf(page), { 'http://127.0.0.1:8080': hub.url, 'paste the key here': key }));
  const answers = answersIn(lines);
  expect(answers).toMatchObject([
    { external_id: 'shop-2001', duplicate: true, total_cents: 3998 },
    { external_id: 'shop-2001', lines: [{ quantity: 2 }] },
    { status: 'refunded', already_refunded: false },
    { status: 'cancelled', already_cancelled: false },
    { status: 'cancelled', already_cancelled: true },
    { external_id: 'customer-7', duplicate: false },
    { external_id: 'customer-7', duplicate: true },
    { external_id: 'shop-2002', duplicate: false },
    { external_id: 'shop-2002', duplicate: false },
    { error: 'idempotency_conflict' },
    { error: 'validation_failed' },
  ]);
  expect(answers[4].cancelled_at).toBe(answers[3].cancelled_at);
  expect(answers[8]).toEqual(answers[7]);
  expect(lines.filter((line) => /^HTTP|^Idempotent-Replayed/i.test(line)).map((line) => line.trim().toLowerCase())).toEqual([
    expect.stringContaining(' 201'),
    'idempotent-replayed: true',
    expect.stringContaining(' 422'),
  ]);
  expect(sectionOf(readDocument(page), 'Refusals').text).toContain(JSON.stringify(answers.at(-1)));
});

describe('a sender whose first answer gets lost and whose second try is put off', () => {
  test('in Node and Express stores the order once and has the first answer; its receiver takes only what is signed', async () => {
    const connector = await sdf({ require_signature: true });
    const way = await startFlakyWay(hub.url, ['answer lost', 'unavailable']);
    const port = String(await findFreePort());
    const { id, secret } = await hub.endpoint(await tenantOf(connector), `http://127.0.0.1:${port}/hooks`);
    const folder = newSampleFolder({
      ...namedFiles(readDocument('docs/recipes/node-express.md')),
      'verify.mjs': sampleIn('docs/webhooks.md', 'js'),
    });
    const shop = startProgram(folder, ['node', 'shop.mjs'], environmentOf(connector, way.url, secret, port));
    await eventually(() => shop.output().includes('listening') || undefined, 15_000);

    const order = { id: 'shop-5001', lines: [{ description: 'Mug', quantity: 1, unit_price_cents: 1999 }] };
    const answer = await fetch(`http://127.0.0.1:${port}/checkout`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    expect([answer.status, await answer.json()]).toMatchObject([200, { external_id: 'shop-5001', duplicate: false }]);
    expect(way.bodies).toHaveLength(3);
    expect(new Set(way.bodies).size).toBe(1);
    await expectReceiverToTakeWhatIsSigned(shop, id, port);
  });

  test.each(['urllib', 'requests'])('in Python with %s does the same', async (library) => {
    if (!canPython('')) return; // no python3 on this machine
    if (!canPython(`import ${library}`)) return; // not installed here
    const connector = await sdf({ require_signature: true });
    const way = await startFlakyWay(hub.url, ['answer lost', 'unavailable']);
    const port = String(await findFreePort());
    const page = readDocument('docs/recipes/python.md');
    const files = namedFiles(page);
    const [, withRequests = ''] = codeBlocks(page).map(({ code }) => code);
    const crossdock = `${files['crossdock.py']}\n${library === 'requests' ? withRequests : ''}`;
    const folder = newSampleFolder({ ...files, 'crossdock.py': crossdock, 'verify.py': sampleIn('docs/webhooks.md', 'python') });
    const { id, secret } = await hub.endpoint(await tenantOf(connector), `http://127.0.0.1:${port}/hooks`);
    const environment = environmentOf(connector, way.url, secret, port);
    const receiver = startProgram(folder, ['python3', 'receiver.py'], environment);
    await eventually(() => fetch(`http://127.0.0.1:${port}/`).then(Boolean, () => undefined), 15_000);

    expect(await runShell(`cd ${folder} && python3 order.py`, environment)).toEqual(['201 shop-3001 False']);
    expect(way.bodies).toHaveLength(3);
    expect(new Set(way.bodies).size).toBe(1);
    await expectReceiverToTakeWhatIsSigned(receiver, id, port);
  });
});
