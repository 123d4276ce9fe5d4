/** docs/apply.md against a real hub: its file and its commands do what the page says. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import applySchema from '../../config/apply.schema.json' with { type: 'json' };
import { crossdock } from '../cli/command.ts';
import { startTestHub } from '../support/hub.ts';
import { codeBlocks, readDocument, shellBlocks } from './markdown.ts';
import { namedFiles, newSampleFolder } from './sample-folder.ts';

const page = 'docs/apply.md';

test('the commands of the page show, apply, and then change nothing', async () => {
  const hub = await startTestHub();
  const folder = newSampleFolder(namedFiles(readDocument(page)));
  const text = shellBlocks(readDocument(page), 'A hub from a file: `crossdock apply`').join('\n');
  const assignments = [...text.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]);
  const variables = {
    ...(Object.fromEntries(assignments) as Record<string, string>), // pairs of text
    CROSSDOCK_ADMIN_TOKEN: 'test-admin-token',
    CROSSDOCK_PUBLIC_URL: hub.url,
  };
  const commands = [...text.matchAll(/^crossdock (.*)$/gm)].map(([, words = '']) => words.split(' '));
  const endings: (string | undefined)[] = [];
  for (const words of commands) {
    const { code, stdout, stderr } = await crossdock(words, { folder, variables });
    expect([code, stderr]).toEqual([0, '']);
    endings.push(stdout.trimEnd().split('\n').at(-1));
  }
  expect(endings).toEqual([
    'It would be: 6 created, 0 changed, 0 unchanged. Nothing was applied.',
    '6 created, 0 changed, 0 unchanged.',
    'Nothing changed: 0 created, 0 changed, 6 unchanged.',
  ]);
  expect(existsSync(join(folder, 'acme.yaml.secrets'))).toBe(true);

  const yaml = codeBlocks(readDocument(page)).find(({ language }) => language === 'yaml');
  const bad = newSampleFolder({ 'acme.yaml': (yaml?.code ?? '').replace('Europe/London', 'London time') });
  const { stdout } = await crossdock(['apply', 'acme.yaml'], { folder: bad, variables });
  expect(readDocument(page)).toContain(stdout.trim());
});

test('the schema says of every field what it is for', () => {
  expect(fieldsWithoutDescription(applySchema.properties.organisations as Described)).toEqual([]);
});

interface Described {
  readonly type?: unknown;
  readonly description?: string;
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
}

function fieldsWithoutDescription(schema: Described): readonly string[] {
  const { properties = {} } = schema.items ?? {};
  return Object.entries(properties).flatMap(([name, field]) => [
    ...(field.description === undefined && field.items?.description === undefined ? [name] : []),
    ...fieldsWithoutDescription(field),
  ]);
}
