/** What `crossdock adapter new` makes: files that an author can type-check, test and judge as they are. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { repository } from '../docs/markdown.ts';
import { crossdock, emptyFolder } from './command.ts';

const run = promisify(execFile);
const tool = (name: string): string => join(repository, 'node_modules/.bin', name);

async function scaffold(id: string): Promise<string> {
  const folder = emptyFolder();
  expect(await crossdock(['adapter', 'new', id], { folder })).toMatchObject({ code: 0, stderr: '' });
  return join(folder, id);
}

describe('a new adapter', () => {
  test.each([
    ['shop', 'shop_'],
    ['shop2', 'shoptwo_'],
    ['my-shop', 'myshop_'],
  ])('called %s has keys that begin with %s', async (id, prefix) => {
    expect(readFileSync(join(await scaffold(id), 'index.ts'), 'utf8')).toContain(`keyPrefix: '${prefix}'`);
  });

  test('passes its own test, run by Node alone', async () => {
    const folder = await scaffold('acme');
    // `crossdock/sdk` leads to this repository's, as it would to an installed package.
    const preload = join(folder, '..', 'preload.mjs');
    writeFileSync(preload, `import { provideSdk } from '${repository}/core/registry/sdk-resolution.ts'; provideSdk();`);
    const { stdout } = await run(tool('node'), ['--import', preload, '--test-reporter=tap', 'acme.test.ts'], { cwd: folder });
    expect(stdout).toMatch(/^# pass \d{2}$/m);
    expect(stdout).toMatch(/^# fail 0$/m);
  });

  test('holds its types, strictly', async () => {
    const folder = await scaffold('acme');
    symlinkSync(join(repository, 'node_modules'), join(folder, '..', 'node_modules'));
    const sdk = join(repository, 'core/sdk');
    const paths = { 'crossdock/sdk': [`${sdk}/index.ts`], 'crossdock/sdk/conformance': [`${sdk}/conformance.ts`] };
    const settings = {
      extends: './tsconfig.json',
      compilerOptions: { paths, resolveJsonModule: true },
      include: ['*.ts', 'fixtures'],
    };
    writeFileSync(join(folder, 'tsconfig.test.json'), JSON.stringify(settings));
    await expect(run(tool('tsc'), ['-p', 'tsconfig.test.json'], { cwd: folder })).resolves.toMatchObject({ stdout: '' });
  });

  test.each([
    ['', (stdout: string) => stdout.trimEnd().split('\n').at(-1)?.replace('Next: ', '')],
    [' in JSON', (stdout: string) => JSON.parse(stdout).next],
  ])('says%s which command comes next, and that one finds one sample request', async (how, nextOf) => {
    const folder = emptyFolder();
    const { stdout } = await crossdock(['adapter', 'new', 'acme', ...(how === '' ? [] : ['--json'])], { folder });
    const [program, ...words] = nextOf(stdout).split(' ');
    expect(program).toBe('crossdock');
    expect(await crossdock(words, { folder })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^acme 0\.1\.0, 1 sample request\n/),
    });
  });

  test('has the README in four parts, and no placeholder is left anywhere', async () => {
    const folder = emptyFolder();
    const { json } = await crossdock(['adapter', 'new', 'acme-2-go', '--json'], { folder });
    const texts = json[0].files.map((file: string) => readFileSync(join(folder, 'acme-2-go', file), 'utf8'));
    expect(texts.join('')).not.toMatch(/__[A-Z]/);
    const readme = readFileSync(join(folder, 'acme-2-go/README.md'), 'utf8');
    expect([...readme.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual([
      'Parameters',
      'Authentication',
      'Every status and why',
      'Set-up',
    ]);
    expect(await crossdock(['adapter', 'check', 'acme-2-go'], { folder })).toMatchObject({ code: 0 });
  });
});

test.each<[string, string, RegExp]>([
  ['has a capital', 'Acme', /"Acme" is no id/],
  ['is a path', '../acme', /is no id/],
  ['is taken', 'taken', /taken is there already/],
])('an id that %s is refused, and nothing is written', async (_what, id, reason) => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'taken'));
  const { code, stdout, stderr } = await crossdock(['adapter', 'new', id], { folder });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(reason);
});

test('what is built has no types left, and no tests', async () => {
  const folder = await scaffold('acme');
  const { json } = await crossdock(['adapter', 'build', folder, '--json']);
  expect(json[0].files.toSorted()).toEqual(['fixtures/samples.js', 'index.js', 'order-schema.js', 'order.js']);
  expect(readFileSync(join(folder, 'dist/index.js'), 'utf8')).toContain("from './order.js'");
  expect(await crossdock(['adapter', 'check', join(folder, 'dist')])).toMatchObject({ code: 0 });
});
