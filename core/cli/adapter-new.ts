/**
 * `crossdock adapter new`: a folder with an adapter that already keeps every law, made of templates/adapter. It never
 * writes into a folder that exists.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { answer, jsonOption, type JsonOption } from './terminal.ts';

const templates = join(import.meta.dirname, 'templates', 'adapter');
const templateEnding = '.template';
/** Told apart in a key's prefix, where shop and shop2 would be the same without. */
const digitNames = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const idSyntax = /^[a-z][a-z0-9-]{0,62}$/;

/** Adds the subcommand to `crossdock adapter`. */
export function addAdapterNew(adapter: Command): void {
  adapter
    .command('new')
    .description('make a folder with an adapter that keeps every law: code, fixtures, test, README')
    .argument('<id>', 'its payload format and its folder: lower-case letters, digits and dashes')
    .option(...jsonOption)
    .action(create);
}

function create(id: string, { json = false }: JsonOption): void {
  if (!idSyntax.test(id)) throw new Error(`"${id}" is no id: write lower-case letters, digits and dashes, a letter first`);
  if (existsSync(id)) throw new Error(`${id} is there already: choose another id, or another folder to work in`);
  const words = wordsOf(id);
  const fill = (text: string) => text.replaceAll(/__[A-Z_]+__/g, (placeholder) => words[placeholder] ?? placeholder);

  const templateFiles = readdirSync(templates, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith(templateEnding),
  );
  const files = templateFiles.map((file) => fill(file.slice(0, -templateEnding.length))).toSorted();
  for (const file of templateFiles) {
    const target = join(id, fill(file.slice(0, -templateEnding.length)));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, fill(readFileSync(join(templates, file), 'utf8')));
  }
  const next = `crossdock adapter check ${id}`;
  answer(
    { json },
    { format: id, folder: id, files, next },
    [`${id}:`, ...files.map((file) => `  ${file}`), `Next: ${next}`].join('\n'),
  );
}

/** What stands for each placeholder of the templates. */
function wordsOf(id: string): Readonly<Record<string, string>> {
  const name = id.split('-').map(capitalised).join(' ');
  const header = `X-${id.split('-').map(capitalised).join('-')}-Signature`;
  return {
    __ID__: id,
    __NAME__: name,
    __PREFIX__: `${id.replaceAll(/\d/g, (digit) => digitNames[Number(digit)] ?? '').replaceAll('-', '')}_`, // it has letters only
    __HEADER__: header,
    __HEADER_LOWER__: header.toLowerCase(),
  };
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
