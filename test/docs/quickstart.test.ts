/** The commands of README.md, run as they stand there: what a newcomer copies must work. */
import { expect, test } from 'vitest';
import { plain } from '../../adapters/woocommerce/fixtures/plain-order.ts';
import { findFreePort } from '../../core/platform/embedded-database/free-port.ts';
import { eventually, wooSignature } from '../support/hub.ts';
import { newDataDirectory, spawnHub } from '../support/spawned-hub.ts';
import { readDocument, shellBlocks } from './markdown.ts';
import { replaceEach, runShell } from './shell.ts';

const readme = readDocument('README.md');

test('the quick start leads from an empty hub to a verified webhook and a connected shop', { timeout: 40_000 }, async () => {
  const [start = '', ...steps] = shellBlocks(readme, 'The first order');
  const hub = await startHubAs(start);
  const receiverPort = await findFreePort();
  const script = replaceEach([...steps, ...shellBlocks(readme, 'Connect a WooCommerce shop')].join('\n'), {
    'paste the admin token here': hub.adminToken,
    'http://127.0.0.1:8080': hub.url,
    9099: String(receiverPort),
  });
  const lines = await runShell(script);

  const [first, again] = lines
    .filter((line) => line.includes('"external_id":"shop-1001","duplicate"'))
    .map((line) => JSON.parse(line));
  expect(first).toMatchObject({ duplicate: false, status: 'open', payment_status: 'unpaid', currency: 'GBP', total_cents: 3998 });
  expect(again).toEqual({ ...first, duplicate: true });

  const [orders, log] = lines.filter((line) => line.startsWith('{"rows":')).map((line) => JSON.parse(line));
  expect(orders.rows).toMatchObject([
    { id: first.id, external_id: 'shop-1001', total_cents: 3998, client: { email: 'ada@example.com' } },
  ]);
  expect(log).toEqual({ rows: expect.any(Array), next_cursor: null }); // a request may be in it a moment later

  const heard = lines.filter((line) => /^(refused|verified): /.test(line));
  expect(heard).toEqual([expect.stringContaining('refused'), expect.stringContaining('verified')]);
  const event = JSON.parse(heard[1]?.slice('verified: '.length) ?? '');
  expect(event).toMatchObject({ type: 'order.created', sequence: 1, data: { order: { external_id: 'shop-1002' } } });

  const [deliveryUrl = '', secret = ''] = lines.slice(-2);
  expect(deliveryUrl).toBe(`${hub.url}/integrations/v1/webhook/woocommerce`);
  const shopOrder = JSON.stringify(plain);
  const fromShop = { 'X-WC-Webhook-Topic': 'order.created', 'X-WC-Webhook-Source': 'https://shop.example.com/' };
  const signature = { 'X-WC-Webhook-Signature': wooSignature(secret, shopOrder) };
  const answer = await fetch(deliveryUrl, { method: 'POST', body: shopOrder, headers: { ...fromShop, ...signature } });
  expect([answer.status, await answer.json()]).toMatchObject([201, { external_id: 'woo-15', duplicate: false }]);
});

/** Starts a hub with the variables of the start command, and takes the token that it prints. */
async function startHubAs(command: string): Promise<{ readonly url: string; readonly adminToken: string }> {
  const [, variable = '', value = ''] = /^(\w+)=(\S+) npm start\n$/.exec(command) ?? [];
  expect(variable).toBe('CROSSDOCK_OUTBOUND_ALLOW');
  const variables = { PORT: String(await findFreePort()), [variable]: value };
  const spawned = spawnHub({ dataDirectory: newDataDirectory(), variables });
  const { url } = await spawned.ready;
  const adminToken = await eventually(() => /^Your admin token, shown only this once: +(\S+)$/m.exec(spawned.output())?.[1]);
  return { url, adminToken };
}
