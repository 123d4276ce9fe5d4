/**
 * Reads what every module imports, from its text. It knows the shapes of import that the formatter leaves, and throws at
 * one that it cannot read; it never runs or resolves anything.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What an import names: a file by its path from the root, a package or part of Node, or something known only at run time. */
export type Imported =
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'computed' };

/** One import, re-export, `import()` or type import, and the line that it starts on. */
export type Import = Imported & { readonly line: number };

/** A source file by its path from the root, with "/" between folders. */
export interface Module {
  readonly path: string;
  readonly imports: readonly Import[];
}

const staticImport =
  /^import\s+(?:(?:type\s+)?(?:[\w$]+\s*,?\s*)?(?:\*\s+as\s+[\w$]+|\{[^}]*\})?\s*from\s*)?(['"])(?<name>[^'"]+)\1/gm;
const reExport = /^export\s+(?:type\s+)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\})\s*from\s*(['"])(?<name>[^'"]+)\1/gm;
const dynamicImport = /(?<!^\s*(?:\/?\*|\/\/).*)\bimport\s*\(\s*(?:(['"])(?<name>[^'"]+)\1\s*[,)])?/gm;
const importStatement = /^\s*import\b(?!\s*[.(])/gm;

/** Every import of the source text of the module at `path`. Throws when a line starts with "import" and has none of the known shapes. */
export function scanImports(path: string, source: string): readonly Import[] {
  const statements = [...source.matchAll(staticImport)];
  if (statements.length !== [...source.matchAll(importStatement)].length) {
    throw new Error(`${path} has an import of a shape that test/architecture/modules.ts does not know`);
  }
  const found = [...statements, ...source.matchAll(reExport), ...source.matchAll(dynamicImport)];
  return found.map((match) => ({
    line: source.slice(0, match.index).split('\n').length,
    ...locate(path, match.groups?.['name']),
  }));
}

function locate(path: string, name: string | undefined): Imported {
  if (name === undefined) return { kind: 'computed' };
  if (!name.startsWith('.')) return { kind: 'package', name };
  return { kind: 'module', path: posix.join(posix.dirname(path), name) };
}

/** Every module under the folders of `root`; a folder that does not exist has none. Throws when there is no module at all. */
export function readModules(root: string, folders: readonly string[]): readonly Module[] {
  const paths = folders.flatMap((folder) => (existsSync(join(root, folder)) ? sourcesUnder(root, folder) : []));
  if (paths.length === 0) throw new Error(`no module was read under ${folders.join(', ')} of ${root}`);
  return paths.map((path) => ({ path, imports: scanImports(path, readFileSync(join(root, path), 'utf8')) }));
}

function sourcesUnder(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !/^dist[\\/]/.test(file)) // what was built is nobody's source
    .map((file) => posix.join(folder, file.replaceAll('\\', '/')));
}
