/**
 * Third-party adapters for tests: folders beside a plugins.yaml in a temporary place, removed at the end of the file.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** The source of an adapter by its folder's name, and further lines of its entry, such as `isolation: process`. */
export type PluginSources = Readonly<Record<string, string | { readonly source: string; readonly entry: readonly string[] }>>;

/** Writes them; gives the path of plugins.yaml. `builtins` are named first. */
export async function pluginFolder(sources: PluginSources, builtins: readonly string[] = []): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'crossdock-plugins-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const entries = builtins.map((name) => `  - builtin: ${name}`);
  for (const [name, given] of Object.entries(sources)) {
    const { source, entry } = typeof given === 'string' ? { source: given, entry: [] } : given;
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'index.js'), source);
    entries.push(`  - path: ./${name}`, ...entry.map((line) => `    ${line}`));
  }
  const file = join(folder, 'plugins.yaml');
  await writeFile(file, `adapters:\n${entries.join('\n')}\n`);
  return file;
}

/** What an adapter of these tests says of itself and does; each part is JavaScript. */
export interface AdapterParts {
  readonly format: string;
  readonly apiVersion?: string;
  readonly configSchema?: string;
  readonly path?: string;
  readonly before?: string;
  readonly translate?: string;
  /** More properties of the route, of `inbound` and of the adapter. */
  readonly route?: string;
  readonly inbound?: string;
  readonly more?: string;
}

/** The source of an adapter that deletes the order whose id it is sent, unless its parts say otherwise. */
export function adapterSource({
  format,
  apiVersion = '1',
  configSchema = "{ type: 'object', properties: {}, additionalProperties: false }",
  path = `/${format}/orders`,
  before = '',
  translate = '',
  route = '',
  inbound = '',
  more = '',
}: AdapterParts): string {
  return `import { bearerClaim, jsonReply } from 'crossdock/sdk';
${before}
export default {
  apiVersion: ${apiVersion}, format: '${format}', version: '1.0.0', scopes: ['orders:write'], keyPrefix: 'tst_',
  configSchema: ${configSchema},
  inbound: {
    identify: bearerClaim,
    refuse: ({ status, code, detail }) => jsonReply(status, { error: code, detail }),
    routes: [{
      method: 'POST', path: '${path}', summary: 'Takes something.', scope: 'orders:write', body: 'json',
      async translate(request) {
        const { json } = request;
        ${translate}
        return { kind: 'ignore', reason: 'taken ' + json.id };
      },
      reply: (outcome) => jsonReply(200, outcome),
      ${route}
    }],
    ${inbound}
  },
  ${more}
};`;
}
