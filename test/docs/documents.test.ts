/** The documents against the repository: what they point to is there, and what they list is all there is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import defaults from '../../config/defaults.json' with { type: 'json' };
import adapter from '../../adapters/peptideclients/index.ts';
import * as sdk from '../../core/sdk/index.ts';
import { codeBlocks, readDocument, repository, sectionOf, sections } from './markdown.ts';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...filesIn('docs'),
  ...filesIn('docs/recipes'),
  ...readdirSync(join(repository, 'adapters')).map((format) => `adapters/${format}/README.md`),
];

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(repository, folder)).flatMap((name) => (name.endsWith('.md') ? [`${folder}/${name}`] : []));
}

describe.each(documents)('%s', (document) => {
  test('has no link that leads nowhere', () => {
    expect(brokenLinks(document)).toEqual([]);
  });
});

/** Links of a document whose file, or heading in it, is not there. Links to other sites are not followed. */
function brokenLinks(document: string): readonly string[] {
  const links = [...readDocument(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    const [file = '', anchor] = link.split('#');
    if (/^https?:/.test(file)) return false;
    const path = file === '' ? document : normalize(join(dirname(document), file));
    if (!existsSync(join(repository, path))) return true;
    return anchor !== undefined && !sections(readDocument(path)).some(({ title }) => anchorOf(title) === anchor);
  });
}

/** The fragment that leads to a heading, as GitHub makes it. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

describe('README.md', () => {
  const readme = readDocument('README.md');

  test('leads to every recipe', () => {
    expect(filesIn('docs/recipes').filter((recipe) => !readme.includes(`](${recipe})`))).toEqual([]);
  });

  test('lists every variable that the hub reads, with its default', () => {
    const source = readFileSync(join(repository, 'core/platform/environment.ts'), 'utf8');
    const read = new Set([...source.matchAll(/(?:given|value|secret)\('([A-Z_]+)'\)/g)].map(([, name]) => name));
    const secrets = [...source.matchAll(/secret\('([A-Z_]+)'\)/g)].map(([, name]) => `${name}_FILE`);
    const rows = tableRows(sectionOf(readme, 'Configuration').text);
    const listed = rows.flatMap(({ names }) => names);
    expect(read.size).toBeGreaterThan(10);
    expect(new Set(listed)).toEqual(read);
    const files = sectionOf(readme, 'Configuration').text.match(/\b[A-Z_]+_FILE\b/g);
    expect(new Set(files)).toEqual(new Set(secrets));
    for (const [name, value] of Object.entries(defaults)) {
      expect(rows.find(({ names }) => names.includes(name))?.line).toContain(`\`${value}\``);
    }
  });

  test('names folders that are there', () => {
    const [map] = codeBlocks(sectionOf(readme, 'Where things are').text);
    const paths = (map?.code ?? '')
      .trimEnd()
      .split('\n')
      .flatMap((line) => line.split(/ {2,}/)[0]?.split(', ') ?? []);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });
});

test('docs/webhooks.md names only events that can be subscribed to', () => {
  const named = tableRows(sectionOf(readDocument('docs/webhooks.md'), 'What arrives').text).flatMap(({ names }) => names);
  expect(named.length).toBeGreaterThan(5);
  expect(adapter.outbound?.events).toEqual(expect.arrayContaining(named));
});

test('docs/adapters.md says of everything that the SDK brings what it is for, and names nothing else', () => {
  const named = tableRows(sectionOf(readDocument('docs/adapters.md'), 'What the SDK brings').text).flatMap(({ names }) => names);
  expect(named.toSorted()).toEqual(Object.keys(sdk).toSorted());
});

/** The rows of a table whose first cell holds names in code. */
function tableRows(text: string): readonly { readonly line: string; readonly names: readonly string[] }[] {
  const lines = text.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => ({
    line,
    names: [...(line.split('|')[1] ?? '').matchAll(/`([\w.]+)`/g)].map(([, name = '']) => name),
  }));
}
