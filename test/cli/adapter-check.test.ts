/** `crossdock adapter check` on good adapters, and on copies of them with one fault each: its output names the fault. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { crossdock, emptyFolder } from './command.ts';

const shipped = join(import.meta.dirname, '..', '..', 'adapters');

/** A change of one file: what stands there, and what stands there instead. */
type Edit = readonly [file: string, written: string, instead: string];

/** A scaffold with edits in it. Throws when a text is not there, since then there would be no fault. */
async function scaffold(...edits: readonly Edit[]): Promise<string> {
  const folder = emptyFolder();
  await crossdock(['adapter', 'new', 'acme'], { folder });
  return edited(join(folder, 'acme'), edits);
}

/** The same of an adapter that ships, which sends too. It lies elsewhere, so it imports what others import. */
function copyOfShipped(...edits: readonly Edit[]): string {
  const folder = join(emptyFolder(), 'peptideclients');
  cpSync(join(shipped, 'peptideclients'), folder, { recursive: true });
  for (const file of [
    'index',
    'order-body',
    'order-schema',
    'order',
    'outbound',
    'payment',
    'present',
    'replies',
    'schema',
    'client',
    'fixtures/samples',
  ])
    replaceIn(join(folder, `${file}.ts`), /'(\.\.\/)+core\/sdk\/(index|conformance)\.ts'/g, (_whole, _up, name) =>
      name === 'index' ? "'crossdock/sdk'" : "'crossdock/sdk/conformance'",
    );
  return edited(folder, edits);
}

function edited(folder: string, edits: readonly Edit[]): string {
  for (const [file, written, instead] of edits) {
    const text = readFileSync(join(folder, file), 'utf8');
    if (!text.includes(written)) throw new Error(`${file} does not say ${written}`);
    writeFileSync(
      join(folder, file),
      text.replace(written, () => instead),
    );
  }
  return folder;
}

function replaceIn(file: string, pattern: RegExp, by: (...found: string[]) => string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(pattern, by));
}

const verified =
  "return verifyTimestamped({ header: headers['x-acme-signature'], body, secrets, nowSeconds, toleranceSeconds });";
const parts = "const [, time = '', given = ''] = /^t=([0-9]{10}),v1=([0-9a-f]{64})$/.exec(headers['x-acme-signature']!) ?? [];";
const byHand = (signed: string, compare: string): string =>
  `${parts} if (headers['x-acme-signature'] === undefined) return 'absent'; if (time === '') return 'signature_malformed';
   const right = secrets.filter((secret) => secret !== '').map((secret) => hmacHex(secret, ${signed}));
   return ${compare} ? 'verified' : 'signature_invalid';`;
const bodyText = 'new TextDecoder().decode(body)';
const withHmac: Edit = ['index.ts', 'verifyTimestamped,', 'verifyTimestamped, hmacHex,'];
const withEqual: Edit = [
  'index.ts',
  'import { translateOrder }',
  "import { timingSafeEqual } from 'node:crypto';\nimport { translateOrder }",
];
const inConstantTime = 'right.some((one) => timingSafeEqual(Buffer.from(one), Buffer.from(given)))';
const headersOfDelivery = "'X-PC-Event-Type': event.type,";

describe('a copy of an adapter with a fault', () => {
  test.each<readonly [string, RegExp, () => Promise<string> | string]>([
    [
      'whose verify fails open',
      /BROKEN {2}never verifies without headers: .*verify fails open/,
      () => scaffold(['index.ts', verified, `if (headers['x-acme-signature'] === undefined) return 'verified'; ${verified}`]),
    ],
    [
      'whose verify throws on a malformed header',
      /BROKEN {2}verifies no rubbish: verify, given a malformed header x-acme-signature, threw: TypeError/,
      () =>
        scaffold([
          'index.ts',
          verified,
          `if (headers['x-acme-signature']?.split(',v1=')[1]!.length === 0) return 'signature_malformed'; ${verified}`,
        ]),
    ],
    [
      'that compares signatures with ===',
      /BROKEN {2}compares signatures in constant time: /,
      () => scaffold(['index.ts', verified, byHand(`\`\${time}.\${${bodyText}}\``, 'right.includes(given)')], withHmac),
    ],
    [
      'that verifies a re-serialised body',
      /BROKEN {2}verifies the bytes as they came: .*re-serialised body/,
      () =>
        scaffold(
          [
            'index.ts',
            verified,
            `try { ${byHand(`\`\${time}.\${JSON.stringify(JSON.parse(${bodyText}))}\``, inConstantTime)} } catch { return 'signature_malformed'; }`,
          ],
          withHmac,
          withEqual,
        ),
    ],
    [
      'that multiplies a float',
      /BROKEN {2}reads money exactly: order: .*money went through a float/,
      () =>
        scaffold([
          'order.ts',
          'const total = minorUnits(body.total, currency);',
          'const total = { amountMinor: BigInt(Math.trunc(Number(body.total) * 100)), rounded: false };',
        ]),
    ],
    [
      'that rounds a float',
      /BROKEN {2}reads money exactly: order: .*money went through a float/,
      () =>
        scaffold([
          'order.ts',
          'const total = minorUnits(body.total, currency);',
          'const total = { amountMinor: BigInt(Math.round(Number(body.total) * 100)), rounded: false };',
        ]),
    ],
    [
      'whose output is never the same',
      /BROKEN {2}gives the same translation and the same bytes for the same input: order: .*in two ways/,
      () => scaffold(['order.ts', 'orderNumber: body.id', 'orderNumber: String(Math.random())']),
    ],
    [
      'whose delivery says when it was built',
      /BROKEN {2}builds deliveries purely: .*the same event gives two messages/,
      () => copyOfShipped(['outbound.ts', headersOfDelivery, `${headersOfDelivery} 'X-Now': String(Date.now()),`]),
    ],
    [
      'that lets event data choose the host',
      /BROKEN {2}keeps the target's host whatever the event holds: .*event data chose/,
      () =>
        copyOfShipped([
          'outbound.ts',
          '    url,',
          "    url: url.replace('erp.example.com', (JSON.parse(event.dataJson).order?.id ?? 'x') + '.example'),",
        ]),
    ],
    [
      'that puts event data into a header',
      /BROKEN {2}keeps its headers intact: .*X-Order holds characters that cannot be sent, such as CR and LF/,
      () =>
        copyOfShipped([
          'outbound.ts',
          headersOfDelivery,
          `${headersOfDelivery} 'X-Order': String(JSON.parse(event.dataJson).order?.id),`,
        ]),
    ],
    [
      'that has no words for one fault',
      /BROKEN {2}words every fault without leaking: refuse\(ip_not_allowed\)/,
      () =>
        scaffold([
          'index.ts',
          'return jsonReply(status, { error: code, detail });',
          "return code === 'ip_not_allowed' ? (undefined as never) : jsonReply(status, { error: code, detail });",
        ]),
    ],
    [
      'that has two routes alike',
      /BROKEN {2}has each route once: POST \/webhooks\/acme\/:b is there twice/,
      () =>
        scaffold([
          'index.ts',
          'routes: [',
          `routes: [...['a', 'b'].map((name) => ({ method: 'POST' as const, path: '/webhooks/acme/:' + name, summary: '', scope: null, body: 'none' as const, translate: () => ({ kind: 'ignore' as const, reason: 'x' }), reply })),`,
        ]),
    ],
  ])('%s is named', async (_fault, line, make) => {
    const { code, stdout, stderr } = await crossdock(['adapter', 'check', await make()]);
    expect(stdout).toMatch(line);
    expect(stderr).toMatch(/^crossdock: .* breaks \d+ of \d+ laws: .*\n$/);
    expect(code).toBe(1);
  });

  test('that has the very same route twice is not loaded at all', async () => {
    const folder = await scaffold([
      'index.ts',
      'routes: [',
      `routes: [...[1, 2].map(() => ({ method: 'POST' as const, path: '/webhooks/acme/a', summary: '', scope: null, body: 'none' as const, translate: () => ({ kind: 'ignore' as const, reason: 'x' }), reply })),`,
    ]);
    const { code, stderr } = await crossdock(['adapter', 'check', folder]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('has the route POST /webhooks/acme/a twice')]);
  });
});

describe('a good adapter', () => {
  test.each(['fulfilment', 'peptideclients', 'shopify', 'storeep', 'website', 'woocommerce'])(
    '%s keeps every law',
    { timeout: 60_000 },
    async (format) => {
      const { code, json } = await crossdock(['adapter', 'check', join(shipped, format), '--json']);
      expect(json[0].laws.filter((law: { ok: boolean }) => !law.ok)).toEqual([]);
      expect([code, json[0].ok]).toEqual([0, true]);
    },
  );

  test('that was copied elsewhere keeps them as well', async () => {
    expect(await crossdock(['adapter', 'check', copyOfShipped()])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('keeps all'),
    });
  });
});

test('what is no adapter is refused in one line', async () => {
  const folder = emptyFolder();
  expect(await crossdock(['adapter', 'check', folder])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^crossdock: there is no index\.ts.*crossdock adapter new.*\n$/),
  });
});
