/**
 * docs/troubleshooting.md, run against a hub with every trouble in it; and all that this page and docs/security.md call by its
 * name, against what there is.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { alertCodes } from '../../core/domain/alert.ts';
import { faultCodes } from '../../core/domain/fault.ts';
import { crossdock } from '../cli/command.ts';
import { eventually, startTestHub, wooSignature } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { runQuery } from '../support/query.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';
import { codeBlocks, readDocument, repository, sectionOf } from './markdown.ts';
import { replaceEach, runShell } from './shell.ts';

const page = readDocument('docs/troubleshooting.md');
const masterKey = Buffer.alloc(32, 7).toString('base64');
const hub = await startTestHub({ CROSSDOCK_MASTER_KEY: masterKey, CROSSDOCK_RETRY_SCHEDULE: '1h' });

/** A place outside that answers `crossdock doctor` and knows the time. */
async function somewhere(): Promise<string> {
  const server = createServer((_request, response) => void response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // a TCP server's address is never a path
}

/** A tenant with an order, a delivery that failed and a request that was quarantined. */
async function troubled(): Promise<Record<string, string>> {
  const tenant = await hub.tenant();
  const { id, key, secret } = await hub.connector(tenant, 'peptideclients');
  const receiver = await startWebhookReceiver(answering(500));
  const endpoint = await hub.endpoint(tenant, receiver.url);
  const body = { external_id: 'shop-1001', lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] };
  await hub.call('POST', '/integrations/v1/orders', { headers: { authorization: `Bearer ${key}` }, body });
  const delivery = await eventually(async () => {
    const { rows } = (await hub.admin('GET', `/webhook-endpoints/${endpoint.id}/deliveries?status=failed`)).json;
    return rows[0];
  });
  const shop = await hub.connector(tenant, 'woocommerce');
  const nonsense = JSON.stringify({ id: 7, currency: 'none' });
  const headers = { 'x-wc-webhook-topic': 'order.created', 'x-wc-webhook-signature': wooSignature(shop.secret, nonsense) };
  const path = `/integrations/v1/webhook/woocommerce/${shop.id}`;
  const answer = await hub.call('POST', path, { headers, body: nonsense });
  expect(answer.json).toEqual({ ok: true, quarantined: true });
  return {
    ORG: tenant.organisationId,
    CONNECTOR: id,
    KEY: key,
    SECRET: secret,
    ENDPOINT: endpoint.id,
    DELIVERY: delivery.id,
    REQUEST: answer.headers.get('x-request-id') ?? '',
  };
}

test('every command works, and shows what the page says', { timeout: 120_000 }, async () => {
  const { ORG = '', ...ids } = await troubled();
  const blocks = codeBlocks(page).flatMap(({ language, code }) => (language === 'sh' ? [code] : []));
  const indented = [...page.matchAll(/^ {2}```sh\n(.*?)^ {2}```$/gms)].map(([, code = '']) => code);
  const script = replaceEach([...blocks, ...indented].join('\n'), {
    'http://127.0.0.1:8080': hub.url,
    'paste an operator token here': 'test-admin-token',
    'ORG=acme': `ORG=${ORG}`,
  });
  const helpers = [
    'curl() { command curl --fail-with-body "$@"; }',
    'crossdock() { if [ "$1" = doctor ]; then set -- "$@" --reach "$REACH"; fi; node_modules/.bin/node core/cli/crossdock.ts "$@"; }',
  ];
  const lines = await runShell([...helpers, script].join('\n'), {
    ...ids,
    REACH: await somewhere(),
    DATABASE_URL: hub.databaseUrl,
    CROSSDOCK_MASTER_KEY: masterKey,
  });
  const answers: AnyJson[] = lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  expect(answers.length).toBeGreaterThan(20);
  expect(answers).toContainEqual(expect.objectContaining({ external_id: 'shop-1001', status: 'open' }));
  expect(answers).toContainEqual(
    expect.objectContaining({ id: ids['REQUEST'], quarantined: true, body: expect.stringContaining('none') }),
  );
  expect(answers).toContainEqual(
    expect.objectContaining({
      id: ids['DELIVERY'],
      attempts: expect.arrayContaining([expect.objectContaining({ error: 'http_500' })]),
    }),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^crossdock_queue_depth\{/));
});

test('its look at the sizes of tables works', async () => {
  const block = codeBlocks(page).find(({ language }) => language === 'sql');
  const rows = await runQuery(hub.databaseUrl, block?.code ?? '');
  expect(rows).toHaveLength(10);
  expect(Object.keys(rows[0] ?? {})).toEqual(['relname', 'size']);
});

/** All of the hub's own source, as one text. */
const source = ['core', 'adapters', 'migrations', 'config']
  .flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => /\.(ts|sql|json)$/.test(name) && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(repository, name), 'utf8'))
  .join('\n');

/** Inline code of a document. */
const spans = (document: string): readonly string[] =>
  [
    ...readDocument(document)
      .replaceAll(/^ *```.*?^ *```$/gms, '')
      .matchAll(/`([^`]+)`/g),
  ].map(([, span = '']) => span);

test.each(['The hub will not start', 'The log says', 'Answers of 503, and readyz fails', 'A new master key does not come in'])(
  '"%s" quotes what the hub says',
  (title) => {
    const rows = sectionOf(page, title)
      .text.split('\n')
      .filter((line) => line.startsWith('| '));
    const quotes = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, quote = '']) => quote));
    expect(quotes.length).toBeGreaterThan(3);
    // What is put together when it is said stands in pieces in the source.
    expect(quotes.filter((quote) => !quote.split(/(?<=: )/).every((piece) => source.includes(piece)))).toEqual([]);
  },
);

describe.each(['docs/troubleshooting.md', 'docs/security.md', 'docs/operating.md'])('%s', (document) => {
  const text = readDocument(document);

  test('names commands and options that there are', async () => {
    const calls = [...text.matchAll(/(?:^|`|\| |" )(crossdock [a-z][^`|\n]*)/gm)].map(
      ([, call = '']) => call.split(/\s#|\s{2,}/)[0] ?? '',
    );
    const wanted = new Map<string, Set<string>>();
    for (const call of calls) {
      const [, ...words] = call.trim().split(/\s+/);
      const names = words.slice(0, ['adapter', 'master-key'].includes(words[0] ?? '') ? 2 : 1).join(' ');
      const options = wanted.get(names) ?? new Set();
      for (const option of call.match(/--[a-z-]+/g) ?? []) options.add(option);
      wanted.set(names, options);
    }
    for (const [names, options] of wanted) {
      const { code, stdout } = await crossdock([...names.split(' '), '--help']);
      expect([names, code, stdout.split('\n')[0]]).toEqual([names, 0, expect.stringMatching(`^Usage: crossdock ${names} `)]);
      expect([names, [...options].filter((option) => !stdout.includes(option))]).toEqual([names, []]);
    }
  });

  test('names variables that are read', () => {
    const names = new Set(text.match(/\b(?:CROSSDOCK|OTEL)_[A-Z_]+[A-Z]\b|\b(?:DATABASE_URL|PORT|HOST)\b/g));
    const missing = [...names].filter((name) => !new RegExp(`['{ ]${name.replace(/_FILE$/, '')}[' ,]`).test(source));
    expect(missing).toEqual([]);
  });

  test('names paths that are answered', async () => {
    const reference: AnyJson = (await hub.call('GET', '/admin/v1/openapi.json')).json;
    const described = Object.keys(reference.paths).map((path) => `/admin/v1${path}`);
    const known = new Set([...described, '/admin/v1', '/healthz', '/readyz', '/metrics', '/console']);
    const named = spans(document).flatMap((span) => {
      const [, path] = /^(?:(?:GET|POST|PUT|PATCH|DELETE) )?(\/[a-z][^ ?#]*)$/.exec(span) ?? [];
      return path === undefined || path.startsWith('/proc/') ? [] : [path];
    });
    expect(named.filter((path) => !known.has(path))).toEqual([]);
  });

  test('names codes, fields and errors that there are', async () => {
    const reference = (await hub.call('GET', '/admin/v1/openapi.json')).text;
    const words = new Set(spans(document).filter((span) => /^[a-z]+(_[a-z0-9]+)+$/.test(span)));
    const known = new Set<string>([...faultCodes, ...alertCodes]);
    const unknown = [...words].filter(
      (word) =>
        !known.has(word) &&
        !reference.includes(`"${word}"`) &&
        !new RegExp(`['"\`]${word.replace(/_\d+$/, '_')}|\\b${word}\\b`).test(source),
    );
    expect(unknown).toEqual([]);
  });
});
