/**
 * `crossdock adapter build`: JavaScript beside an adapter's TypeScript, for a package, since Node runs no TypeScript inside
 * node_modules. It takes the types away and changes nothing else; checking them is tsc's business.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { answer, jsonOption, type JsonOption } from './terminal.ts';

/** Folders of an adapter that are no part of a package's code. */
const leftOut = new Set(['dist', 'node_modules']);
const relativeImport = /(\b(?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"\n]+)\.ts(['"])/g;

/** Adds the subcommand to `crossdock adapter`. */
export function addAdapterBuild(adapter: Command): void {
  adapter
    .command('build')
    .description("make the JavaScript that an npm package needs, in the adapter's folder dist; npm pack runs it")
    .argument('<path>', 'its folder')
    .option(...jsonOption)
    .action(build);
}

function build(path: string, { json = false }: JsonOption): void {
  if (!existsSync(join(path, 'index.ts'))) throw new Error(`there is no index.ts in ${path}: name the folder of an adapter`);
  process.removeAllListeners('warning'); // Node announces that it may yet change how it strips types
  const target = join(path, 'dist');
  rmSync(target, { recursive: true, force: true });
  const files = codeFiles(path).map((file) => {
    const built = file.replace(/\.ts$/, '.js');
    const code = stripTypeScriptTypes(readFileSync(join(path, file), 'utf8'));
    mkdirSync(dirname(join(target, built)), { recursive: true });
    writeFileSync(join(target, built), code.replaceAll(relativeImport, '$1.js$2'));
    return built;
  });
  if (existsSync(join(path, 'fixtures'))) {
    cpSync(join(path, 'fixtures'), join(target, 'fixtures'), { recursive: true, filter: (file) => !file.endsWith('.ts') });
  }
  const next = `Next, in ${path}: npm pack, and npm install the tarball where the hub's plugins.yaml lies.`;
  answer({ json }, { folder: target, files }, `${target}: ${files.join(', ')}\n${next}`);
}

/** Every TypeScript file but the tests. */
function codeFiles(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((file) => {
    const [folder = ''] = file.split(/[\\/]/);
    return !leftOut.has(folder) && file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file);
  });
}
