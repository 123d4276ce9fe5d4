/**
 * Reads plugins.yaml: which adapters to load, and from where. It loads none of them.
 */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import pluginsSchema from '../../config/plugins.schema.json' with { type: 'json' };
import type { Isolation } from '../sdk/catalogue.ts';
import { compileSchema } from './json-schema.ts';

/** One entry of plugins.yaml: exactly one of the three places, and how the adapter runs. The names are the file's own. */
export type PluginEntry = ({ readonly builtin: string } | { readonly path: string } | { readonly package: string }) & {
  readonly mount?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly isolation?: Isolation;
  readonly timeout_ms?: number;
  readonly memory_mb?: number;
};

/** What an entry calls its adapter by. */
export function sourceOf(entry: PluginEntry): string {
  return 'builtin' in entry ? entry.builtin : 'path' in entry ? entry.path : entry.package;
}

const sizeLimitBytes = 256 * 1024;
const fileName = 'plugins.yaml';

/** The file to read: the one that was named, else plugins.yaml in the working folder, else the one that ships with the hub. */
export function findPluginsFile(named: string | undefined): string {
  if (named !== undefined) return named;
  if (existsSync(fileName)) return fileName;
  let folder = import.meta.dirname; // sources and compiled files lie at different depths below the package's own folder
  while (!existsSync(join(folder, fileName)) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, fileName);
}

/** Reads the entries. Throws an Error that names the file and the place when it cannot be read or understood. */
export async function readPluginsFile(file: string): Promise<readonly PluginEntry[]> {
  const { size } = await stat(file).catch(() => {
    throw new Error(`${file} cannot be read: create it, or set CROSSDOCK_PLUGINS to where it is`);
  });
  if (size > sizeLimitBytes) throw new Error(`${file} has ${size} bytes; at most ${sizeLimitBytes} are read`);
  const value = parseYaml(file, await readFile(file, 'utf8'));
  const problems = compileSchema(pluginsSchema).fields(value);
  if (problems.length > 0) {
    throw new Error(
      `${file}: ${problems.map(({ path, message }) => `${path === '' ? 'the document' : path} ${message}`).join('; ')}`,
    );
  }
  return (value as { adapters: PluginEntry[] }).adapters; // the schema has just said so
}

function parseYaml(file: string, text: string): unknown {
  try {
    const document = parseDocument(text, { schema: 'core', customTags: [] });
    const [problem] = [...document.errors, ...document.warnings]; // a tag that nobody knows is only worth a warning to the parser
    if (problem) throw problem;
    return document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'not valid YAML'}`, { cause: error });
  }
}
