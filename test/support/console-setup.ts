/** Before the first test: the console as its sources are now. It is built again only when one of them is newer than the last build. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../console');
const builtPage = join(folder, 'dist/index.html');

/** Vitest's entry. A process of its own builds: in this one React would take the tests for its development. */
export default function setup(): void {
  if (newestSource() <= (changedAt(builtPage) ?? 0)) return;
  const environment = { ...process.env, NODE_ENV: 'production' };
  execFileSync('npm', ['run', '--silent', 'build:console'], { cwd: join(folder, '..'), env: environment, stdio: 'inherit' });
}

function newestSource(): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('dist'));
  return Math.max(...names.map((name) => changedAt(join(folder, name)) ?? 0));
}

function changedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
