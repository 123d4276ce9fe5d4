/** `crossdock send` and `crossdock listen` with a real hub between them, and what every command has in common. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '../../core/platform/embedded-database/free-port.ts';
import description from '../../package.json' with { type: 'json' };
import { startTestHub, type TestConnector, type TestHub, type TestTenant } from '../support/hub.ts';
import { crossdock, emptyFolder, type RunningCommand, startCrossdock } from './command.ts';

let hub: TestHub;
let tenant: TestTenant;
beforeAll(async () => {
  hub = await startTestHub();
  tenant = await hub.tenant();
});

const credentialsOf = ({ key, secret }: Pick<TestConnector, 'key' | 'secret'>): readonly string[] => [
  '--key',
  key,
  ...(secret ? ['--secret', secret] : []),
];

async function send(connector: Pick<TestConnector, 'key' | 'secret'>, ...words: readonly string[]) {
  const [format = '', ...options] = words;
  const { code, json, stderr } = await crossdock([
    'send',
    format,
    '--json',
    '--hub',
    hub.url,
    ...credentialsOf(connector),
    ...options,
  ]);
  return { code, stderr, ...json[0], body: json[0]?.body && JSON.parse(json[0].body) };
}

describe('crossdock send', () => {
  test.each<[string, number, object]>([
    ['peptideclients', 201, { external_id: 'crossdock-sample-1001', duplicate: false }],
    ['woocommerce', 201, { external_id: 'woo-15', duplicate: false }],
    ['storeep', 201, { status: 'success' }],
  ])('%s is made and signed as its storefront would', async (format, status, body) => {
    const connector = await hub.connector(tenant, format, format === 'peptideclients' ? { require_signature: true } : {});
    expect(await send(connector, format)).toMatchObject({ code: 0, stderr: '', status, body });
  });

  test('website is, too, and covers what the connector says is signed', async () => {
    const config = { signature_template: 'v0:{timestamp}:{body}' };
    const connector = await hub.connector(tenant, 'website', { config });
    expect(await send(connector, 'website', '--event', 'contact-message', '--config', JSON.stringify(config))).toMatchObject({
      code: 0,
      status: 200,
      body: { ok: true },
    });
    expect(await send(connector, 'website', '--event', 'contact-message')).toMatchObject({
      code: 1,
      status: 400,
      body: { error: 'signature_invalid' },
    });
  });

  test('a shop that sends no key is found by its delivery URL', async () => {
    const { id, secret } = await hub.connector(tenant, 'woocommerce');
    const url = `${hub.url}/integrations/v1/webhook/woocommerce/${id}`;
    const { code, json } = await crossdock(['send', 'woocommerce', '--json', '--url', url, '--secret', secret]);
    expect([code, json[0].status]).toEqual([0, 200]);
  });

  test('shopify is, too, with the secret that its connector keeps among the settings', async () => {
    const config = { shop_domain: 'example.myshopify.com', app_secret: 'shpss_of_this_test' };
    const { key } = await hub.connector(tenant, 'shopify', { config });
    const settings = JSON.stringify(config);
    expect(await send({ key, secret: '' }, 'shopify', '--event', 'customer', '--config', settings)).toMatchObject({
      code: 0,
      status: 200,
    });
  });

  test('fulfilment is, too, in the path of its connector', async () => {
    const config = { auth: { type: 'hmac', header: 'X-Partner', encoding: 'base64' } };
    const connector = await hub.connector(tenant, 'fulfilment', { config });
    const sent = await send(
      { ...connector, key: '' },
      'fulfilment',
      '--connector',
      connector.id,
      '--config',
      JSON.stringify(config),
    );
    expect(sent).toMatchObject({ code: 0, status: expect.toSatisfy((status: number) => status === 200 || status === 201) });
  });

  test('sends the bytes of a file, signed', async () => {
    const folder = emptyFolder();
    const file = join(folder, 'order.json');
    writeFileSync(
      file,
      '{ "external_id": "from-a-file", "lines": [{ "description": "Mug", "quantity": 1, "unit_price_cents": 5 }] }\n',
    );
    const connector = await hub.connector(tenant, 'peptideclients', { require_signature: true });
    expect(await send(connector, 'peptideclients', '--file', file)).toMatchObject({
      code: 0,
      status: 201,
      body: { external_id: 'from-a-file' },
    });
  });

  test('takes key and secret from the environment, where no process list shows them', async () => {
    const connector = await hub.connector(tenant, 'peptideclients', { require_signature: true });
    const variables = {
      CROSSDOCK_CONNECTOR_KEY: connector.key,
      CROSSDOCK_SIGNING_SECRET: connector.secret,
      CROSSDOCK_PUBLIC_URL: hub.url,
    };
    expect(await crossdock(['send', 'peptideclients'], { variables })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\n20[01] .*\nNext: /),
    });
  });

  test.each<[string, readonly string[], RegExp]>([
    ['without a key', ['send', 'peptideclients'], /answered 401: give the key of a connector with --key/],
    ['without the secret of a shop', ['send', 'woocommerce'], /answered 401: give the connector's signing secret with --secret/],
    [
      'with a shop’s wrong secret',
      ['send', 'woocommerce', '--secret', 'of-nobody'],
      /answered 401: is this secret of the connector/,
    ],
    ['of an unknown format', ['send', 'nobody'], /names no adapter of the format nobody; it has peptideclients/],
    ['of an unknown event', ['send', 'woocommerce', '--event', 'nothing'], /has no sample nothing; there are: 001-ping, /],
    ['of a file that is not there', ['send', 'website', '--file', '/nowhere'], /cannot be read/],
  ])('%s it fails with one line that says what to do', async (_what, words, reason) => {
    const { code, stderr } = await crossdock([...words, '--hub', hub.url]);
    expect([code, stderr.split('\n').length]).toEqual([1, 2]);
    expect(stderr).toMatch(reason);
  });

  test('to where no hub is, it says how to start one', async () => {
    const { code, stderr } = await crossdock(['send', 'peptideclients', '--hub', 'http://127.0.0.1:1']);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^crossdock: nothing answers at http:\/\/127\.0\.0\.1:1 .*crossdock serve.*\n$/),
    ]);
  });
});

describe('crossdock listen', () => {
  /** An endpoint that delivers to a listener with these options, after one order. */
  async function hear(
    options: readonly string[],
    secretOf: (secret: string) => string | undefined,
    headers: Record<string, string> = {},
  ): Promise<RunningCommand> {
    const own = await hub.tenant();
    const port = String(await findFreePort());
    const endpoint = await hub.endpoint(own, `http://127.0.0.1:${port}/hook`, headers);
    const secret = secretOf(endpoint.secret);
    const listener = startCrossdock([
      'listen',
      '--port',
      port,
      ...options,
      ...(secret === undefined ? [] : ['--secret', secret]),
    ]);
    await listener.waitFor(/listening/);
    const connector = await hub.connector(own, 'peptideclients');
    expect(await send(connector, 'peptideclients')).toMatchObject({ code: 0 });
    return listener;
  }

  test('verifies and prints what a hub delivers', async () => {
    const listener = await hear(['--json'], (secret) => secret);
    await listener.waitFor(/"state":"verified"/);
    const { code, json } = await listener.end('SIGTERM');
    expect(code).toBe(0);
    expect(json).toEqual([
      { listening: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/), secrets: 1 },
      expect.objectContaining({
        state: 'verified',
        reason: 'X-PC-Signature',
        status: 200,
        path: '/hook',
        body: expect.stringContaining('crossdock-sample-1001'),
      }),
      { stopped: true, received: 1, verified: 1 },
    ]);
  });

  test('refuses what does not hold', async () => {
    const listener = await hear([], () => 'another secret');
    await listener.waitFor(/^refused \(X-PC-Signature: signature_invalid\): POST \/hook order\.created, answered 400$/m);
    expect((await listener.end('SIGINT')).stdout).toMatch(/stopped, \d received, 0 verified\n$/);
  });

  test('never pretends to have verified what it could not', async () => {
    const listener = await hear([], () => undefined);
    await listener.waitFor(/^unverified \(no --secret was given\): /m);
    const { stdout } = await listener.end('SIGTERM');
    expect(stdout).toContain('Without --secret nothing is verified');
    expect(stdout).not.toMatch(/^verified/m);
  });

  test('says from time to time that it is still there', async () => {
    const listener = startCrossdock(['listen', '--port', '0', '--heartbeat', '1']);
    await listener.waitFor(/^still listening, 0 received, 0 verified$/m);
    expect(await listener.end('SIGTERM')).toMatchObject({ code: 0 });
  });

  test('says what to do about a port that is taken', async () => {
    const taken = new URL(hub.url).port;
    const { code, stderr } = await crossdock(['listen', '--port', taken]);
    expect([code, stderr]).toEqual([1, `crossdock: port ${taken} cannot be used (EADDRINUSE): choose another with --port\n`]);
  });
});

describe('every command', () => {
  const commands = [
    ['serve'],
    ['migrate'],
    ['send'],
    ['listen'],
    ['doctor'],
    ['apply'],
    ['demo'],
    ['adapter', 'new'],
    ['adapter', 'check'],
    ['adapter', 'record'],
    ['adapter', 'build'],
  ];

  test.each(commands.map((words) => [words.join(' '), words] as const))(
    'crossdock %s explains itself and takes --json',
    async (_name, words) => {
      const { code, stdout } = await crossdock([...words, '--help']);
      expect([code, stdout]).toEqual([0, expect.stringContaining('--json')]);
      expect(await crossdock([...words, '--no-such-option'])).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/^error: .*\n$/),
      });
    },
  );

  test('crossdock says its version', async () => {
    expect((await crossdock(['--version'])).stdout).toBe(`${description.version}\n`);
  });

  test('migrate says what is missing, and without a database what to set', async () => {
    const variables = { DATABASE_URL: hub.databaseUrl };
    expect((await crossdock(['migrate', '--status', '--json'], { variables })).json).toEqual([{ pending: [] }]);
    expect(await crossdock(['migrate', '--status'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^crossdock: set DATABASE_URL.*\n$/),
    });
  });
});
