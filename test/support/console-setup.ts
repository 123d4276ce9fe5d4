/** Before the first test: the console as its sources are now. It is built again only when one of them is newer than the last build. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const folder = join(import.meta.dirname, '../../console');
const builtPage = join(folder, 'dist/index.html');

/** Vitest's entry. */
export default async function setup(): Promise<void> {
  if (newestSource() <= (changedAt(builtPage) ?? 0)) return;
  await build({ configFile: join(folder, 'vite.config.ts'), logLevel: 'error' });
}

function newestSource(): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('dist'));
  return Math.max(...names.map((name) => changedAt(join(folder, name)) ?? 0));
}

function changedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
