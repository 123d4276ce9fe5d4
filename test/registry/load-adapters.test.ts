/** Loading what plugins.yaml names: one bad adapter never costs the hub the others. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadTestAdapters } from './loading.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'crossdock-plugins-'))));
afterAll(() => rm(folder, { recursive: true }));

const sound = `{ apiVersion: 1, format: 'tiny', version: '1.0.0', scopes: [], configSchema: { type: 'object' },
  inbound: { identify: () => ({ by: 'none' }), refuse: () => ({ status: 400, body: '' }), routes: [
    { method: 'POST', path: '/tiny/:id', summary: 's', scope: null, body: 'none', translate: () => ({ kind: 'ignore', reason: 'r' }), reply: () => ({ status: 200, body: '' }) } ] } }`;

/** Writes adapters as folders beside a plugins.yaml that names them, and loads it. */
async function load(modules: Readonly<Record<string, string>>, extraYaml = '') {
  const root = await mkdtemp(join(folder, 'case-'));
  for (const [name, source] of Object.entries(modules)) {
    await mkdir(join(root, name));
    await writeFile(join(root, name, 'index.js'), source);
  }
  await writeFile(join(root, 'package.json'), '{"type":"module"}');
  const entries = Object.keys(modules)
    .map((name) => `  - path: ./${name}`)
    .join('\n');
  await writeFile(join(root, 'plugins.yaml'), `adapters:\n${entries}\n${extraYaml}`);
  return loadTestAdapters(join(root, 'plugins.yaml'));
}

describe('an adapter', () => {
  test('that is sound is found by its format', async () => {
    const { loaded, failed, find } = await load({ tiny: `export default ${sound}` }, '  - builtin: woocommerce\n');
    expect(failed).toEqual([]);
    expect(loaded.map(({ adapter }) => adapter.format)).toEqual(['tiny', 'woocommerce']);
    expect(find('tiny')?.source).toBe('./tiny');
    expect(find('unknown')).toBeUndefined();
  });

  test.each([
    ['that throws while it is imported', `throw new Error('no luck today')`, /no luck today/],
    ['without a default export', `export const adapter = 1`, /default export/],
    [
      'for another apiVersion',
      `export default ${sound.replace('apiVersion: 1', 'apiVersion: 2')}`,
      /apiVersion 2; this hub runs apiVersion 1/,
    ],
    [
      'with a bad schema',
      `export default ${sound.replace("{ type: 'object' }", "{ type: 'banana' }")}`,
      /configSchema.*not a valid JSON Schema/,
    ],
    ['with an unknown scope', `export default ${sound.replace('scopes: []', "scopes: ['world:rule']")}`, /world:rule/],
    [
      'with a setup that is no text',
      `export default { ...${sound}, setup: { title: 'T', description: 'D', steps: [1] } }`,
      /setup/,
    ],
    [
      'with another sender of a name that no address has',
      `export default { ...${sound}, setup: { title: 'T', description: 'D', steps: [], others: { 'A B': { title: 'T', description: 'D', steps: [] } } } }`,
      /A B/,
    ],
    [
      'with another sender without steps',
      `export default { ...${sound}, setup: { title: 'T', description: 'D', steps: [], others: { more: { title: 'T', description: 'D' } } } }`,
      /steps/,
    ],
    ['with a route that no server has', `export default ${sound.replace('/tiny/:id', 'tiny')}`, /POST tiny/],
  ])('%s is listed as failed with a reason, and the others are loaded', async (_name, source, reason) => {
    const { loaded, failed } = await load({ bad: source, tiny: `export default ${sound}` });
    expect(loaded.map(({ adapter }) => adapter.format)).toEqual(['tiny']);
    expect(failed).toEqual([{ source: './bad', reason: expect.stringMatching(reason) }]);
  });

  test.each(['worker', 'process'])('that Node takes for CommonJS is told the cure, at %s', async (isolation) => {
    const root = await mkdtemp(join(folder, 'commonjs-'));
    await writeFile(join(root, 'package.json'), '{"type":"commonjs"}');
    await writeFile(join(root, 'index.js'), `import { jsonReply } from 'crossdock/sdk';\nexport default ${sound}`);
    await writeFile(join(root, 'plugins.yaml'), `adapters:\n  - path: .\n    isolation: ${isolation}\n`);
    const { failed } = await loadTestAdapters(join(root, 'plugins.yaml'));
    expect(failed).toEqual([{ source: '.', reason: expect.stringContaining('needs "type": "module"') }]);
  });

  test('whose folder holds a link that leads out of it is not started in a process', async () => {
    const root = await mkdtemp(join(folder, 'links-'));
    await writeFile(join(root, 'package.json'), '{"type":"module"}');
    await writeFile(join(root, 'secret'), 'a secret');
    for (const [name, target] of [
      ['inward', 'index.js'],
      ['outward', '../secret'],
    ] as const) {
      await mkdir(join(root, name));
      await writeFile(join(root, name, 'index.js'), `export default ${sound}`);
      await mkdir(join(root, name, 'deep'));
      await symlink(join(root, name, target), join(root, name, 'deep', 'link'));
    }
    const entries = ['inward', 'outward'].map((name) => `  - path: ./${name}\n    isolation: process\n`).join('');
    await writeFile(join(root, 'plugins.yaml'), `adapters:\n${entries}`);
    const { loaded, failed } = await loadTestAdapters(join(root, 'plugins.yaml'));
    expect(loaded.map(({ source }) => source)).toEqual(['./inward']);
    expect(failed).toEqual([{ source: './outward', reason: expect.stringMatching(/deep\/link is a link that leads out/) }]);
  });

  test('whose format or route is taken already is listed as failed', async () => {
    const twin = sound.replace("'tiny'", "'other'").replace('/tiny/:id', '/tiny/:name');
    const { failed } = await load({
      one: `export default ${sound}`,
      two: `export default ${sound}`,
      three: `export default ${twin}`,
    });
    expect(failed.map(({ reason }) => reason)).toEqual([
      './two has the format "tiny", which ./one has already',
      './three has the route POST /tiny/:name, which ./one has already',
    ]);
  });
});

describe('plugins.yaml', () => {
  const loadText = async (text: string) => {
    const file = join(await mkdtemp(join(folder, 'text-')), 'plugins.yaml');
    await writeFile(file, text);
    return loadTestAdapters(file);
  };
  test('that is missing says which variable points to it', async () => {
    await expect(loadTestAdapters(join(folder, 'nowhere.yaml'))).rejects.toThrow(/CROSSDOCK_PLUGINS/);
  });
  test.each([
    ['is not YAML', 'adapters: [', /plugins\.yaml/],
    ['has an unknown key', 'adapters: []\nplugins: []', /plugins is not known here/],
    ['has an entry of two kinds', 'adapters: [{ builtin: a, path: b }]', /adapters\.0/],
    [
      'is an alias bomb',
      `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nadapters: [*c,*c,*c,*c,*c,*c,*c,*c]`,
      /alias/i,
    ],
  ])('that %s is refused with the place', async (_name, text, message) => {
    await expect(loadText(text)).rejects.toThrow(message);
  });
});
