/** plugins.yaml: what an entry may say, and what becomes of it. The schema that editors use is the one that the hub reads by. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import schema from '../../config/plugins.schema.json' with { type: 'json' };
import { readPluginsFile } from '../../core/registry/plugins-file.ts';
import { adapterSource, pluginFolder } from '../support/plugin-folder.ts';
import { loadTestAdapters } from './loading.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'crossdock-yaml-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const file = join(await mkdtemp(join(folder, 'case-')), 'plugins.yaml');
  await writeFile(file, text);
  return readPluginsFile(file);
}

/** An adapter whose answer shows what it was given. */
const optioned = adapterSource({
  format: 'optioned',
  translate: `return { kind: 'ignore', reason: request.path + ' ' + shown };`,
})
  // The test runner loads modules in its own way, which does not know where the SDK is.
  .replace(/^import .*$/m, "const bearerClaim = () => ({ by: 'none' }), jsonReply = (status) => ({ status, body: '' });")
  .replace(
    'export default {',
    'export default (options) => { const shown = JSON.stringify(options) + Object.isFrozen(options); return {',
  )
  .replace(/\};$/, '}; };');

async function reasonOf(file: string, variables: Record<string, string> = {}) {
  const catalogue = await loadTestAdapters(file, { variables });
  const [route] = catalogue.loaded[0]?.adapter.inbound?.routes ?? [];
  const bare = { params: {}, query: new URLSearchParams(), headers: {}, body: new Uint8Array(), json: {}, config: {} };
  const store = { id: 's', currency: 'EUR', timezone: 'UTC' };
  const hub = { publicUrl: 'https://hub.example', isTrustedHost: () => false };
  const translation = await route?.translate({ ...bare, store, hub, method: 'POST', path: route.path });
  return { failed: catalogue.failed, path: route?.path, translation };
}

describe('the published schema', () => {
  test('knows everything that an entry may say, each with a description for editors', async () => {
    const { properties } = schema.properties.adapters.items;
    const said = { path: './x', mount: '/m', options: {}, isolation: 'worker', timeout_ms: 50, memory_mb: 32 };
    expect(await read(JSON.stringify({ adapters: [said, { builtin: 'a' }, { package: '@a/b' }] }))).toHaveLength(3);
    expect(Object.keys(properties).toSorted()).toEqual(['builtin', 'package', ...Object.keys(said)].toSorted());
    for (const property of Object.values(properties)) expect(property.description).toMatch(/\.$/);
  });

  test.each([
    ['an unknown word', 'adapters: [{ path: ./x, sandbox: yes }]', /sandbox is not known here/],
    ['a level that does not exist', 'adapters: [{ path: ./x, isolation: strong }]', /adapters\.0\.isolation/],
    ['a limit that is none', 'adapters: [{ path: ./x, timeout_ms: 0 }]', /adapters\.0\.timeout_ms/],
    ['a place that is none', 'adapters: [{ path: ./x, mount: x/../y }]', /adapters\.0\.mount/],
    ['no source', 'adapters: [{ isolation: worker }]', /adapters\.0/],
    ['a tag of its own', 'adapters: [{ path: !!js/function "x" }]', /tag/i],
    ['more than 256 kB', `adapters: []\n${'#'.repeat(270_000)}`, /at most 262144 are read/],
  ])('refuses %s', async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

describe.each(['none', 'worker', 'process'])('with isolation: %s', (isolation) => {
  test('an adapter is given its options, frozen, with variables put in, and does not see where it is mounted', async () => {
    const entry = [
      `isolation: ${isolation}`,
      'mount: /acme/eu',
      'options: { region: "${REGION}: x", list: ["a-${REGION}"], count: 2 }',
    ];
    const file = await pluginFolder({ optioned: { source: optioned, entry } });
    expect(await reasonOf(file, { REGION: 'eu\n- builtin: evil' })).toEqual({
      failed: [],
      path: '/acme/eu/optioned/orders',
      translation: {
        kind: 'ignore',
        reason: `/optioned/orders ${JSON.stringify({ region: 'eu\n- builtin: evil: x', list: ['a-eu\n- builtin: evil'], count: 2 })}true`,
      },
    });
  });
});

describe('options', () => {
  test.each([
    ['a variable that is not set', 'options: { a: "${NOWHERE}" }', /\$\{NOWHERE\}, which is not set/],
    ["one of the hub's own", 'options: { a: "${CROSSDOCK_MASTER_KEY}" }', /hub's own/],
    ['its database', 'options: { a: { b: ["${DATABASE_URL}"] } }', /hub's own/],
    ['no name', 'options: { a: "${a b}" }', /not the name of a variable/],
  ])('that name %s fail that adapter with the reason', async (_what, line, reason) => {
    const variables = { CROSSDOCK_MASTER_KEY: 'k', DATABASE_URL: 'd' };
    const { failed } = await reasonOf(await pluginFolder({ optioned: { source: optioned, entry: [line] } }), variables).catch(
      () => ({ failed: [] }),
    );
    expect(failed).toEqual([{ source: './optioned', reason: expect.stringMatching(reason) }]);
  });

  test('that an adapter does not take are refused', async () => {
    const file = await pluginFolder({ plain: { source: adapterSource({ format: 'plain' }), entry: ['options: { a: 1 }'] } });
    const { failed } = await loadTestAdapters(file);
    expect(failed[0]?.reason).toBe('./plain takes no options: its default export is no function of them');
  });

  test('are expanded nowhere else', async () => {
    await expect(read('adapters: [{ path: "./${HOME}" }]')).resolves.toEqual([{ path: './${HOME}' }]);
  });
});
