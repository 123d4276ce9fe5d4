/** The conformance laws hold for a good adapter and catch one that describes itself or answers badly. */
import { describe, expect, test } from 'vitest';
import woocommerce from '../../adapters/woocommerce/index.ts';
import { samples as woocommerceSamples } from '../../adapters/woocommerce/fixtures/samples.ts';
import type { ConformanceSamples } from '../../core/sdk/conformance.ts';
import {
  jsonReply,
  type PayloadFormatAdapter,
  readJsonObject,
  type SignatureScheme,
  type Translation,
} from '../../core/sdk/index.ts';
import {
  brokenLaws,
  good,
  inbound,
  raise,
  route,
  samples,
  signed,
  translating,
  withInbound,
  withRoute,
} from './sample-adapter.ts';

const verify = inbound.signature?.verify ?? raise('no signature');

describe('a good adapter', () => {
  test('keeps every law', async () => {
    expect(await brokenLaws(good)).toEqual(new Map());
  });

  test('may answer later where the contract lets it', async () => {
    const later = withInbound({
      routes: [{ ...route, translate: async (request) => route.translate(request) }],
      signature: { required: 'always', header: 'x-signature', verify: async (...given) => verify(...given) },
    });
    expect(await brokenLaws(later)).toEqual(new Map());
  });

  test('may read the bytes itself, if it survives whatever they are', async () => {
    const reading = (parse: (body: Uint8Array) => unknown) =>
      withRoute({ body: 'raw', translate: ({ body }) => ({ kind: 'ignore', reason: `read ${typeof parse(body)}` }) });
    expect(await brokenLaws(reading((body) => readJsonObject(body)))).toEqual(new Map());
    const careless = await brokenLaws(reading((body) => JSON.parse(Buffer.from(body).toString())));
    expect([...careless.keys()]).toContain('translates rubbish into what the hub can keep');
  });

  test('may judge its settings, if it survives whatever they are', async () => {
    const configSchema = { type: 'object', properties: { pattern: { type: 'string' } }, additionalProperties: false };
    const judging = (checkConfig: PayloadFormatAdapter<{ pattern?: string }>['checkConfig']) =>
      brokenLaws(
        { ...good, configSchema, ...(checkConfig && { checkConfig }) },
        {
          ...samples,
          config: { pattern: 'a' },
        },
      );
    expect(await judging(({ pattern = '' }) => (pattern.includes('(') ? [{ path: 'pattern', message: 'is bad' }] : []))).toEqual(
      new Map(),
    );
    const throwing = await judging(({ pattern = '' }) => (RegExp(pattern) ? [] : []));
    expect([...throwing.keys()]).toEqual(['judges settings without throwing']);
  });

  test('may tell people how to connect', async () => {
    expect(await brokenLaws(telling('Wait for the first order.'))).toEqual(new Map());
    expect(await brokenLaws(tellingOthers('Wait for the first order.'))).toEqual(new Map());
  });

  test('may only receive, or only send', async () => {
    const { inbound: _in, ...sender } = good;
    const { outbound: _out, ...receiver } = good;
    expect(await brokenLaws(sender, { ...samples, requests: [] })).toEqual(new Map());
    expect(await brokenLaws(receiver, { config: {}, store: samples.store, requests: samples.requests })).toEqual(new Map());
  });

  test('is what WooCommerce has, judged by captures of a real shop', { timeout: 30_000 }, async () => {
    expect(await brokenLaws(woocommerce, woocommerceSamples())).toEqual(new Map());
  });
});

const describing = (scheme: () => SignatureScheme): PayloadFormatAdapter =>
  withInbound({ signature: { required: 'always', header: 'x-signature', verify, scheme } });

const telling = (step: string): PayloadFormatAdapter => ({
  ...good,
  setup: { title: 'Sample', description: 'A sample.', steps: ['Send to {delivery_url}, as {key}, with {secret}.', step] },
});

const tellingOthers = (step: string): PayloadFormatAdapter => ({
  ...good,
  setup: {
    title: 'Sample',
    description: 'A sample.',
    steps: [],
    others: { more: { title: 'More', description: 'More.', steps: [step] } },
  },
});

describe('what an adapter says of itself', () => {
  test.each<[string, string, PayloadFormatAdapter]>([
    ['a name with a capital', 'names itself', { ...good, format: 'Sample' }],
    ['a version without numbers', 'names itself', { ...good, version: 'latest' }],
    ['a schema that takes any setting', 'refuses unknown settings', { ...good, configSchema: { type: 'object' } }],
    ['a schema that takes no object', 'refuses unknown settings', { ...good, configSchema: { type: 'string' } }],
    ['a route that asks for a scope nobody can have', 'declares its scopes', withRoute({ scope: 'payments:write' })],
    ['two equal routes', 'has each route once', withInbound({ routes: [route, { ...route }] })],
    ['signatures that nobody can picture', 'judges settings without throwing', describing(() => ({ description: ' ' }))],
    [
      'signatures in a header that is none',
      'judges settings without throwing',
      describing(() => ({ description: 'x', header: 'a b' })),
    ],
    ['signatures that it fails to describe', 'judges settings without throwing', describing(() => raise('no words'))],
    ['a step that names what nobody fills in', 'tells people how to connect', telling('Paste {password}.')],
    ['a step that names an address that is not there', 'tells people how to connect', telling('Send to {delivery_url_7}.')],
    ['a step of two lines', 'tells people how to connect', telling('One.\nTwo.')],
    [
      'a step of another sender that names what is not there',
      'tells people how to connect',
      tellingOthers('Send to {delivery_url_7}.'),
    ],
    [
      'two routes told apart by a name only',
      'has each route once',
      withInbound({ routes: [route, { ...route, path: '/s/:a' }, { ...route, path: '/s/:b' }] }),
    ],
    ['a path that ends with a slash', 'has each route once', withInbound({ routes: [route, { ...route, path: '/sample/' }] })],
  ])('%s breaks the law "%s"', async (_what, law, adapter) => {
    expect([...(await brokenLaws(adapter)).keys()]).toContain(law);
  });
});

describe('how it answers', () => {
  let count = 0;
  const shared = { ok: true };
  const sharedTranslation: Translation = { kind: 'ignore', reason: 'gone' };
  test.each<[string, string, PayloadFormatAdapter]>([
    [
      'a fault without words',
      'words every fault without leaking',
      withInbound({ refuse: ({ code, status }) => (code === 'rate_limited' ? { status, body: '' } : jsonReply(status, code)) }),
    ],
    [
      'a fault that throws',
      'words every fault without leaking',
      withInbound({ refuse: (fault) => (fault.code === 'unavailable' ? raise('no words') : inbound.refuse(fault)) }),
    ],
    ['a refusal that looks like success', 'words every fault without leaking', withInbound({ refuse: () => jsonReply(200, {}) })],
    [
      'a whole fault sent to the caller',
      'words every fault without leaking',
      withInbound({ refuse: (fault) => jsonReply(fault.status, fault) }),
    ],
    ['a body that is not JSON', 'words what its samples come to', withRoute({ reply: () => ({ status: 200, body: 'ok' }) })],
    [
      'a header with a line break',
      'words what its samples come to',
      withRoute({ reply: () => jsonReply(200, {}, { 'X-A': 'a\r\nX-B: b' }) }),
    ],
    [
      'a probe that takes signed requests',
      'answers its probes',
      withInbound({ probes: [{ method: 'POST', path: route.path, matches: () => true, reply: jsonReply(200, {}) }] }),
    ],
    [
      'a reply that counts',
      'gives the same translation and the same bytes for the same input',
      withRoute({ reply: () => jsonReply(200, { count: (count += 1) }) }),
    ],
    [
      'a translation that reads the clock',
      'gives the same translation and the same bytes for the same input',
      withRoute({ translate: () => ({ kind: 'ignore', reason: `seen at ${Date.now()}` }) }),
    ],
    [
      'a translation that writes to its request',
      'leaves its input alone',
      withRoute({
        translate: (request) => (Reflect.set(request.json, 'seen', true) ? route.translate(request) : raise('frozen')),
      }),
    ],
    [
      'a translation that writes to the body',
      'leaves its input alone',
      withRoute({ translate: (request) => (request.body.fill(0), route.translate(request)) }),
    ],
    ['a translation that everybody shares', 'shares nothing that it hands out', translating(sharedTranslation)],
    [
      'headers that everybody shares',
      'shares nothing that it hands out',
      withRoute({ reply: () => jsonReply(200, {}, shared as unknown as Record<string, string>) }),
    ],
  ])('%s breaks the law "%s"', async (_what, law, adapter) => {
    expect([...(await brokenLaws(adapter)).keys()]).toContain(law);
  });
});

describe('a law with nothing to judge is broken', () => {
  test.each<[string, string, Partial<ConformanceSamples<object>>]>([
    ['no request', 'words what its samples come to', { requests: [] }],
    ['no signed request', 'accepts genuine signatures', { requests: [{ name: 'unsigned', request: signed }] }],
    [
      'a request that nothing answers',
      'has each route once',
      { requests: [...samples.requests, { name: 'stray', request: { ...signed, path: '/elsewhere' } }] },
    ],
    ['no event', 'names its events', { events: [] }],
    ['no target', 'names its events', { targets: [] }],
  ])('%s breaks the law "%s"', async (_what, law, other) => {
    expect([...(await brokenLaws(good, { ...samples, ...other })).keys()]).toContain(law);
  });

  test('and says so in a sentence', async () => {
    expect((await brokenLaws(good, { ...samples, events: [] })).get('names its events')).toBe(
      'the format sends, but there is no sample event: there is nothing to judge',
    );
  });
});
