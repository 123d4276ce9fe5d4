/**
 * Finds the file that an entry of plugins.yaml means. It loads nothing.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { PluginEntry } from './plugins-file.ts';

const builtinFolder = join(import.meta.dirname, '..', '..', 'adapters');

/** The index file of an adapter; `folder` is where plugins.yaml lies. Throws when there is none. */
export function locateAdapter(entry: PluginEntry, folder: string): string {
  if ('builtin' in entry) return indexOf(join(builtinFolder, entry.builtin));
  if ('path' in entry) return indexOf(resolve(folder, entry.path));
  return createRequire(join(folder, 'plugins.yaml')).resolve(entry.package);
}

/** The sources run as they are; a compiled package has only JavaScript. */
function indexOf(folder: string): string {
  const file = ['index.ts', 'index.js'].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`there is no index.ts or index.js in ${folder}`);
  return file;
}
