/** The recipes of docs/recipes that are commands or one piece of code, run as they stand there. */
import { expect, test } from 'vitest';
import { plain } from '../../adapters/woocommerce/fixtures/plain-order.ts';
import { eventually, hubClient, startTestHub, wooSignature } from '../support/hub.ts';
import { codeBlocks, readDocument, sectionOf, shellBlocks } from './markdown.ts';
import { newSampleFolder, sampleIn } from './sample-folder.ts';
import { replaceEach, runShell } from './shell.ts';

const adminToken = 'token-of-the-recipes';
const { url, query } = await startTestHub({ CROSSDOCK_ADMIN_TOKEN: adminToken });
const hub = hubClient(url, adminToken);

/** All shell commands of a recipe, in order. */
function commandsOf(page: string): string {
  return codeBlocks(readDocument(page))
    .flatMap(({ language, code }) => (language === 'sh' ? [code] : []))
    .join('\n');
}

/** The lines that are JSON. */
function answersIn(lines: readonly string[]) {
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

test('curl: every call of the integration API does what the page says', async () => {
  const { key } = await hub.connector(await hub.tenant(), 'peptideclients');
  const page = 'docs/recipes/curl.md';
  const lines = await runShell(replaceEach(commandsOf(page), { 'http://127.0.0.1:8080': url, 'paste the key here': key }));
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

test('Zapier: the code step signs an order, stores it once however often it is replayed, and fails when it is refused', async () => {
  const { key, secret } = await hub.connector(await hub.tenant(), 'peptideclients', { require_signature: true });
  const step = `(async (inputData) => {
${sampleIn('docs/recipes/zapier-make.md', 'js')}
})(JSON.parse(process.env.INPUT)).then((output) => console.log(JSON.stringify(output)));`;
  const folder = newSampleFolder({ 'step.cjs': step });
  const input = { hub: url, key, secret, order_id: '17', description: 'A "big" mug', quantity: '2', price: '19.99' };
  const run = (change: object = {}) => runShell(`node ${folder}/step.cjs`, { INPUT: JSON.stringify({ ...input, ...change }) });

  const [[first = ''], [again = '']] = [await run(), await run()];
  expect(JSON.parse(first)).toMatchObject({ external_id: 'form-17', duplicate: false, total_cents: 3998 });
  expect(JSON.parse(again)).toEqual({ ...JSON.parse(first), duplicate: true });
  await expect(run({ secret: 'another' })).rejects.toThrow('the hub answered 401: {"error":"signature_invalid"');
});

test('Zapier and Make: the body of the fields is an order', async () => {
  const { key } = await hub.connector(await hub.tenant(), 'peptideclients');
  const body = sampleIn('docs/recipes/zapier-make.md', 'json');
  const answer = await hub.call('POST', '/integrations/v1/orders', { body, headers: { authorization: `Bearer ${key}` } });
  expect([answer.status, answer.json]).toMatchObject([201, { external_id: 'form-17' }]);
});

test('WooCommerce: a secret is changed while the shop goes on sending, and no order is refused', async () => {
  const page = readDocument('docs/recipes/woocommerce-rotation.md');
  const tenant = await hub.tenant({ websiteUrl: 'https://rotating.example.com' });
  const connector = await hub.connector(tenant, 'woocommerce');
  let serial = 0;
  const deliver = async (secret: string): Promise<number> => {
    const body = JSON.stringify({ ...plain, id: ++serial });
    const headers = {
      'x-wc-webhook-topic': 'order.created',
      'x-wc-webhook-source': 'https://rotating.example.com/',
      'x-wc-webhook-signature': wooSignature(secret, body),
    };
    return (await hub.call('POST', '/integrations/v1/webhook/woocommerce', { body, headers })).status;
  };
  const blocks = (title: string) => shellBlocks(page, title).join('\n');
  const settings = replaceEach(blocks('A new WooCommerce secret'), {
    'http://127.0.0.1:8080': url,
    'paste the admin token here': adminToken,
    'paste the id here': connector.id,
  });

  const [newSecret = '', until = ''] = await runShell(settings + blocks('1. Rotate with a grace'));
  expect(Date.parse(until) - Date.now()).toBeGreaterThan(86_000_000);
  expect([await deliver(connector.secret), await deliver(newSecret)]).toEqual([201, 201]);
  const since = `STARTED=${new Date(Date.now() - 60_000).toISOString()}\n`;
  const [log = '', refusals = ''] = await eventually(async () => {
    const lines = await runShell(settings + since + blocks('3. Check'));
    return JSON.parse(lines[0] ?? '').rows.length === 2 ? lines : undefined; // the log is written just after the answer
  });
  expect(JSON.parse(log).rows).toMatchObject([{ status_code: 201 }, { status_code: 201 }]);
  expect(JSON.parse(refusals).rows).toEqual([]);

  await query(`update crossdock.connectors set previous_secret_expires_at = now() where id = '${connector.id}'`);
  await eventually(async () => (await deliver(connector.secret)) === 401 || undefined); // a webhook that was forgotten
  const ending = await eventually(async () => {
    const lines = await runShell(settings + since + blocks('4. The end'));
    return JSON.parse(lines[0] ?? '').rows.length > 0 ? lines : undefined;
  });
  expect(JSON.parse(ending[0] ?? '').rows[0]).toMatchObject({ status_code: 401, error_code: 'signature_invalid' });
  expect(ending[1]).toBe('null');
  expect(await deliver(newSecret)).toBe(201);
});

test('WooCommerce: a second rotation ends the first secret at once, grace or not', async () => {
  const connector = await hub.connector(await hub.tenant(), 'woocommerce');
  const rotate = async (): Promise<string> =>
    (await hub.admin('POST', `/connectors/${connector.id}/rotate-secret`, { grace_seconds: 86_400 })).json.signing_secret_plain;
  const [second, third] = [await rotate(), await rotate()];
  const body = JSON.stringify(plain);
  const statuses = [connector.secret, second, third].map(async (secret) => {
    const headers = { 'x-wc-webhook-topic': 'order.created', 'x-wc-webhook-signature': wooSignature(secret, body) };
    return (await hub.call('POST', `/integrations/v1/webhook/woocommerce/${connector.id}`, { body, headers })).status;
  });
  const [first, ...others] = await Promise.all(statuses);
  expect([first, new Set(others)]).toEqual([401, new Set([200, 201])]); // whichever came first made the order
});
