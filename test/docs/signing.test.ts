/** What the documents say about signing, run against a connector that insists on it. */
import { spawnSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { startTestHub, type TestConnector } from '../support/hub.ts';
import { codeBlocks, readDocument, sectionOf, shellBlocks } from './markdown.ts';
import { newSampleFolder } from './sample-folder.ts';
import { runShell } from './shell.ts';

const hub = await startTestHub();
const recipe = readDocument('docs/recipes/signing.md');
let connector: TestConnector;
beforeAll(async () => {
  connector = await hub.connector(await hub.tenant(), 'peptideclients', { require_signature: true });
});

test('the commands of the adapter make a request that is accepted', async () => {
  const [commands = ''] = shellBlocks(readDocument('adapters/peptideclients/README.md'), 'Authentication');
  const variables = { HUB: hub.url, KEY: connector.key, SIGNING_SECRET: connector.secret };
  const [answer = ''] = await runShell(commands, variables);
  expect(JSON.parse(answer)).toMatchObject({ external_id: 'shop-1003', duplicate: false });
  const [refusal = ''] = await runShell(commands, { ...variables, SIGNING_SECRET: 'another' });
  expect(JSON.parse(refusal)).toMatchObject({ error: 'signature_invalid' });
});

/** A language of the recipe: the program it needs, and a program around its function that signs order.json. */
interface Language {
  readonly title: string;
  readonly needs: readonly [string, ...string[]];
  readonly fileName: string;
  readonly run: string;
  /** `SAMPLE` stands for the function as the page has it. */
  readonly program: string;
}

const languages: readonly Language[] = [
  {
    title: 'Shell',
    needs: ['openssl', 'version'],
    fileName: 'sign.sh',
    run: 'bash sign.sh',
    program: 'SAMPLE\nsign "$SECRET" "$SECONDS_NOW" < order.json\n',
  },
  {
    title: 'Node',
    needs: ['node', '--version'],
    fileName: 'sign.mjs',
    run: 'node sign.mjs',
    program: `import { readFileSync } from 'node:fs';
SAMPLE
console.log(sign(process.env.SECRET, readFileSync('order.json'), Number(process.env.SECONDS_NOW)));`,
  },
  {
    title: 'Python',
    needs: ['python3', '--version'],
    fileName: 'sign.py',
    run: 'python3 sign.py',
    program: `import os
SAMPLE
print(sign(os.environ["SECRET"], open("order.json", "rb").read(), int(os.environ["SECONDS_NOW"])))`,
  },
  {
    title: 'Go',
    needs: ['go', 'version'],
    fileName: 'sign.go',
    run: 'GOTOOLCHAIN=local go run sign.go',
    program: `package main
import ("os"; "strconv")
SAMPLE
func main() {
	body, _ := os.ReadFile("order.json")
	seconds, _ := strconv.ParseInt(os.Getenv("SECONDS_NOW"), 10, 64)
	os.Stdout.WriteString(sign(os.Getenv("SECRET"), body, seconds))
}`,
  },
];

const body = '{"external_id": "shop-4001", "lines": [{"description": "Mug", "quantity": 1, "unit_price_cents": 1999}]}';

for (const { title, needs, fileName, run, program } of languages) {
  const [tool, ...versionArguments] = needs;
  const isMissing = spawnSync(tool, versionArguments).status !== 0;
  const name = `the function in ${title} gives the digits of the page, and the hub accepts what it signs (skipped without ${tool})`;
  test.skipIf(isMissing)(name, { timeout: 60_000 }, async () => {
    const [sample] = codeBlocks(sectionOf(recipe, title).text);
    const folder = newSampleFolder({ [fileName]: program.replace('SAMPLE', () => sample?.code ?? ''), 'order.json': body });
    const sign = async (secret: string, seconds: number) => {
      const [header = ''] = await runShell(`cd ${folder} && ${run}`, { SECRET: secret, SECONDS_NOW: String(seconds) });
      return header;
    };
    expect(recipe).toContain(`body \`${body}\``);
    expect(recipe).toContain(`\n${await sign('open-sesame', 1_767_225_600)}\n`);
    const headers = {
      authorization: `Bearer ${connector.key}`,
      'pc-signature': await sign(connector.secret, Math.floor(Date.now() / 1_000)),
    };
    const answer = await hub.call('POST', '/integrations/v1/orders', { body, headers });
    expect(answer.json).toMatchObject({ external_id: 'shop-4001' });
  });
}

test('the example of the shell sends a file as it was signed', async () => {
  const folder = newSampleFolder({ 'order.json': `${body.replace('shop-4001', 'shop-4002')}\n` });
  const variables = { HUB: hub.url, KEY: connector.key, SIGNING_SECRET: connector.secret };
  const [answer = ''] = await runShell(`cd ${folder}\n${shellBlocks(recipe, 'Shell').join('\n')}`, variables);
  expect(JSON.parse(answer)).toMatchObject({ external_id: 'shop-4002', duplicate: false });
});
