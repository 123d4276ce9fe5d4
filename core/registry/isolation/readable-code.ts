/**
 * Says which files an adapter in a process of its own may read, and finds the links that would let it read others: Node's
 * permissions look at the path that is asked for, and not at where a link leads.
 */
import { existsSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';

const ownCode = join(import.meta.dirname, '..', '..');

/** The hub's own code, the adapter's folder, and what modules in it resolve to: node_modules and package.json above it. */
export function readableFor(module: string): readonly string[] {
  const folder = folderOf(module);
  return [...new Set([ownCode, ...aboveOf(ownCode), folder, ...aboveOf(folder)])];
}

/**
 * The first link in the adapter's folder, its own node_modules included, that leads out of what it may read; undefined when none
 * does. Links in a node_modules above it are the operator's own installation and stand.
 */
export function findLinkOut(module: string): string | undefined {
  const allowed = readableFor(module).map((path) => realpathSync(path));
  return linksIn(folderOf(module)).find((link) => {
    const target = targetOf(link);
    return !allowed.some((path) => target === path || target.startsWith(path + sep));
  });
}

function folderOf(module: string): string {
  return dirname(realpathSync(module));
}

function aboveOf(folder: string): readonly string[] {
  const found = ['node_modules', 'package.json'].map((name) => join(folder, name)).filter((path) => existsSync(path));
  return dirname(folder) === folder ? found : [...found, ...aboveOf(dirname(folder))];
}

function linksIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** Where it leads; for one that leads nowhere, where it would once there is something. */
function targetOf(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    return resolve(dirname(link), readlinkSync(link));
  }
}
