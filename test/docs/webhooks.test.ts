/** The verification samples of docs/webhooks.md, run against a delivery that a hub really signed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually, startTestHub } from '../support/hub.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';
import { codeBlocks, readDocument } from './markdown.ts';

/** One question to a sample, and the answer that is right. */
interface Case {
  readonly what: string;
  readonly header: string | null;
  readonly bodyBase64: string;
  readonly secret: string;
  readonly nowSeconds: number;
  readonly genuine: boolean;
}

/** How to ask a sample: what stands behind its code in a file, and the program that runs the file. */
interface Harness {
  readonly language: string;
  readonly program: string;
  readonly fileName: string;
  readonly ending: string;
}

const node: Harness = {
  language: 'js',
  program: process.execPath,
  fileName: 'verify.mjs',
  ending: `
import { readFileSync } from 'node:fs';
const cases = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(cases.map((c) => isGenuine(c.header ?? undefined, Buffer.from(c.bodyBase64, 'base64'), c.secret, c.nowSeconds))));
`,
};
const python: Harness = {
  language: 'python',
  program: 'python3',
  fileName: 'verify.py',
  ending: `
import base64, json, sys
cases = json.load(sys.stdin)
print(json.dumps([is_genuine(c["header"], base64.b64decode(c["bodyBase64"]), c["secret"], c["nowSeconds"]) for c in cases]))
`,
};
const hasPython = spawnSync(python.program, ['--version']).status === 0;

const hub = await startTestHub();

test('the sample in Node accepts what the hub signed and nothing else', async () => {
  const cases = await casesOfRealDelivery();
  expect(askSample(node, cases)).toEqual(answersTo(cases));
});

test.skipIf(!hasPython)('the sample in Python does the same (skipped where there is no python3)', async () => {
  const cases = await casesOfRealDelivery();
  expect(askSample(python, cases)).toEqual(answersTo(cases));
});

/** Lets the hub deliver one event whose endpoint is in the middle of a rotation, and alters what came in every way that matters. */
async function casesOfRealDelivery(): Promise<readonly Case[]> {
  const receiver = await startWebhookReceiver();
  const tenant = await hub.tenant();
  const connector = await hub.connector(tenant, 'peptideclients');
  const subscription = { url: receiver.url, event_types: ['order.created'] };
  const endpoint = (await hub.admin('POST', `/orgs/${tenant.organisationId}/webhook-endpoints`, subscription)).json;
  const rotation = (await hub.admin('POST', `/webhook-endpoints/${endpoint.id}/rotate-secret`, { grace_seconds: 3_600 })).json;
  const [newSecret, oldSecret] = [String(rotation.signing_secret_plain), String(endpoint.signing_secret_plain)];

  const order = { external_id: 'o-1', lines: [{ description: 'Caf\u00e9 \u2615', quantity: 1, unit_price_cents: 250 }] };
  await hub.call('POST', '/integrations/v1/orders', { body: order, headers: { authorization: `Bearer ${connector.key}` } });
  const { headers, body } = await eventually(() => receiver.received[0]);
  const header = String(headers['x-pc-signature']);
  const time = Number(headers['x-pc-timestamp']);
  const [, newest = '', previous = ''] = header.split(',');

  const bodyBase64 = Buffer.from(body).toString('base64');
  const real: Case = { what: 'as it came', header, bodyBase64, secret: newSecret, nowSeconds: time, genuine: true };
  const lastDigit = previous.at(-1) === '0' ? '1' : '0';
  return [
    real,
    { ...real, what: 'with the secret before the rotation', secret: oldSecret },
    { ...real, what: 'with one signature only', header: `t=${time},${newest}` },
    { ...real, what: 'five minutes later', nowSeconds: time + 300 },
    { ...real, what: 'too late', nowSeconds: time + 301, genuine: false },
    { ...real, what: 'from the future', nowSeconds: time - 301, genuine: false },
    { ...real, what: 'with another secret', secret: `${newSecret}x`, genuine: false },
    { ...real, what: 'with another body', bodyBase64: Buffer.from(`${body} `).toString('base64'), genuine: false },
    { ...real, what: 'with another time', header: header.replace(String(time), String(time + 1)), genuine: false },
    { ...real, what: 'with milliseconds', header: header.replace(String(time), `${time}000`), genuine: false },
    {
      ...real,
      what: 'with an altered digit',
      header: `t=${time},${previous.slice(0, -1)}${lastDigit}`,
      secret: oldSecret,
      genuine: false,
    },
    { ...real, what: 'with a cut signature', header: `t=${time},${newest.slice(0, -1)}`, genuine: false },
    { ...real, what: 'without a time', header: newest, genuine: false },
    { ...real, what: 'with rubbish', header: 't=\u00e9,v1=\u00e9', genuine: false },
    { ...real, what: 'without a header', header: null, genuine: false },
  ];
}

/** What a sample answers, by case. */
function askSample({ language, program, fileName, ending }: Harness, cases: readonly Case[]): Record<string, boolean> {
  const samples = codeBlocks(readDocument('docs/webhooks.md')).filter((block) => block.language === language);
  const folder = mkdtempSync(join(tmpdir(), 'crossdock-sample-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, fileName);
  writeFileSync(file, samples.map(({ code }) => code).join('\n') + ending);
  const { stdout, stderr } = spawnSync(program, [file], { input: JSON.stringify(cases), encoding: 'utf8' });
  if (stdout === '') throw new Error(`the sample did not run:\n${stderr}`);
  const answers: readonly boolean[] = JSON.parse(stdout);
  return Object.fromEntries(cases.map(({ what }, index) => [what, answers[index] ?? false]));
}

function answersTo(cases: readonly Case[]): Record<string, boolean> {
  return Object.fromEntries(cases.map(({ what, genuine }) => [what, genuine]));
}
