/** The programs of docs/recipes/node-express.md and python.md: senders that meet a bad network, and receivers. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { findFreePort } from '../../core/platform/embedded-database/free-port.ts';
import { eventually, pcSignature, startTestHub } from '../support/hub.ts';
import { startFlakyWay } from './flaky-way.ts';
import { codeBlocks, readDocument } from './markdown.ts';
import { namedFiles, newSampleFolder, type RunningProgram, sampleIn, startProgram } from './sample-folder.ts';
import { runShell } from './shell.ts';

const hub = await startTestHub();
const hasPython = (code = '') => spawnSync('python3', ['-c', code]).status === 0;

/** A connector that insists on signatures, an endpoint on a free port, and a way on which the first answer gets lost. */
async function prepare() {
  const tenant = await hub.tenant();
  const connector = await hub.connector(tenant, 'peptideclients', { require_signature: true });
  const way = await startFlakyWay(hub.url, ['answer lost', 'unavailable']);
  const port = String(await findFreePort());
  const receiverUrl = `http://127.0.0.1:${port}`;
  const endpoint = await hub.endpoint(tenant, `${receiverUrl}/hooks`);
  const variables = {
    HUB: way.url,
    KEY: connector.key,
    SIGNING_SECRET: connector.secret,
    WEBHOOK_SECRET: endpoint.secret,
    PORT: port,
  };
  return { way, receiverUrl, endpoint, variables };
}

/** Once the event came: the same delivery again is dropped, another one is not, and what the hub did not sign is refused. */
async function expectReceiverToDropRepeatsAndForgeries(
  receiver: RunningProgram,
  { receiverUrl, endpoint }: Awaited<ReturnType<typeof prepare>>,
): Promise<void> {
  await eventually(() => receiver.output().includes('received order.created') || undefined);
  const delivery = await eventually(async () => {
    const { json } = await hub.admin('GET', `/webhook-endpoints/${endpoint.id}/deliveries`);
    return json.rows.find(({ status }: { status: string }) => status === 'succeeded');
  });
  const post = async (secret: string, deliveryId: string) => {
    const body = '{"type": "order.cancelled"}';
    const headers = {
      'content-type': 'application/json',
      'x-pc-signature': pcSignature(secret, body),
      'x-pc-delivery-id': deliveryId,
    };
    return (await fetch(`${receiverUrl}/hooks`, { method: 'POST', headers, body })).status;
  };
  expect(await post(endpoint.secret, delivery.id)).toBe(204);
  expect(await post('another', 'forged')).toBe(401);
  expect(receiver.output()).not.toContain('order.cancelled');
  expect(await post(endpoint.secret, 'another')).toBe(204);
  await eventually(() => receiver.output().includes('received order.cancelled') || undefined);
}

test(
  'in Node and Express an order is sent once through a bad network, and its event is received once',
  { timeout: 40_000 },
  async () => {
    const prepared = await prepare();
    const { way, receiverUrl, variables } = prepared;
    const page = readDocument('docs/recipes/node-express.md');
    const folder = newSampleFolder({ ...namedFiles(page), 'verify.mjs': sampleIn('docs/webhooks.md', 'js') });
    const shop = startProgram(folder, ['node', 'shop.mjs'], variables);
    await eventually(() => shop.output().includes('listening') || undefined, 15_000);

    const answer = await fetch(`${receiverUrl}/checkout`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'shop-5001', lines: [{ description: 'Mug', quantity: 1, unit_price_cents: 1999 }] }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([200, { external_id: 'shop-5001', duplicate: false }]);
    expect([way.bodies.length, new Set(way.bodies).size]).toEqual([3, 1]);
    await expectReceiverToDropRepeatsAndForgeries(shop, prepared);
  },
);

for (const library of ['urllib', 'requests']) {
  const what = `in Python with ${library} an order is sent once through a bad network, and its event is received once`;
  test.skipIf(!hasPython(`import ${library}`))(`${what} (skipped where it is missing)`, { timeout: 40_000 }, async () => {
    const prepared = await prepare();
    const { way, receiverUrl, variables } = prepared;
    const page = readDocument('docs/recipes/python.md');
    const files = namedFiles(page);
    const [, shorterPost = ''] = codeBlocks(page).map(({ code }) => code);
    expect(shorterPost).toContain('import requests');
    const crossdock = `${files['crossdock.py']}\n${library === 'requests' ? shorterPost : ''}`;
    const folder = newSampleFolder({ ...files, 'crossdock.py': crossdock, 'verify.py': sampleIn('docs/webhooks.md', 'python') });
    const receiver = startProgram(folder, ['python3', 'receiver.py'], variables);
    await eventually(
      () =>
        fetch(receiverUrl)
          .then(() => true)
          .catch(() => undefined),
      15_000,
    );

    expect(await runShell(`cd ${folder} && python3 order.py`, variables)).toEqual(['201 shop-3001 False']);
    expect([way.bodies.length, new Set(way.bodies).size]).toEqual([3, 1]);
    await expectReceiverToDropRepeatsAndForgeries(receiver, prepared);
  });
}
