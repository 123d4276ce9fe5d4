/** docs/isolation.md, held to what happens: the table of what each level stops is tried out, line by line. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile, access } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AdapterFailure } from '../../core/domain/adapter-failure.ts';
import type { AdapterCatalogue, Isolation } from '../../core/sdk/catalogue.ts';
import type { ParsedRequest } from '../../core/sdk/index.ts';
import { sampleHub } from '../../core/sdk/sample-hub.ts';
import { pluginFolder } from '../support/plugin-folder.ts';
import { attempts, type Bait, kitSource } from './hostile-kit.ts';
import { loadTestAdapters } from './loading.ts';

const page = readFileSync(new URL('../../docs/isolation.md', import.meta.url), 'utf8');
const levels = ['none', 'worker', 'process'] as const;
type Verdict = 'stopped' | 'not stopped';

/** What the page says, by attempt: `| name | none | worker | process |`. */
const table = new Map(
  [...page.matchAll(/^\| ([^|]+?) +\| (stopped|not stopped) +\| (stopped|not stopped) +\| (stopped|not stopped) +\|/gm)].map(
    ([, name = '', ...verdicts]) => [name, verdicts as readonly Verdict[]],
  ),
);

let server: Server;
let folder: string;
let port: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossdock-bait-'));
  await writeFile(join(folder, 'bait'), 'a secret');
  server = createServer((socket) => socket.destroy());
  port = await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
  Reflect.deleteProperty(Array.prototype, 'touchedByAdapter');
});

/** What would take the tests themselves down in the hub's own thread; the page says so, and nobody tries. */
const deadlyInTheHub: ReadonlySet<string> = new Set([
  'never answers',
  'loops for ever',
  'eats memory',
  'eats memory in buffers',
  'calls process.exit',
  'leaves a rejected promise behind',
  'replaces what all calls share',
  'replaces it after its answer',
]);

test('the page has a line for every attempt of the kit, and no other', () => {
  expect([...table.keys()]).toEqual(attempts.map(({ name }) => name));
});

describe.each(levels)('isolation: %s', (level) => {
  let catalogue: AdapterCatalogue;
  beforeAll(async () => {
    const entry = [`isolation: ${level}`, ...(level === 'none' ? [] : ['timeout_ms: 2000', 'memory_mb: 64'])];
    catalogue = await loadTestAdapters(await pluginFolder({ kit: { source: kitSource(), entry } }));
  });

  test('the kit can be loaded', () => expect(catalogue.failed).toEqual([]));

  const tried = attempts.filter(({ name }) => level !== 'none' || !deadlyInTheHub.has(name));
  test.each(tried)('an adapter that $name is treated as the page says', async ({ name }) => {
    expect(await verdictOn(catalogue, name)).toBe(table.get(name)?.[levels.indexOf(level)]);
    expect(await translate(catalogue, 'work')).toBe('works');
  });

  test.each(attempts.filter(({ name }) => level === 'none' && deadlyInTheHub.has(name)))(
    'an adapter that $name is said to be not stopped',
    ({ name }) => {
      expect(table.get(name)?.[0]).toBe('not stopped');
    },
  );
});

test.each<[Isolation, string]>([
  ['worker', 'eats memory'],
  ['worker', 'eats memory in buffers'],
  ['process', 'eats memory'],
])('in a %s, an adapter that %s is ended for that', async (isolation, attempt) => {
  const entry = [`isolation: ${isolation}`, 'timeout_ms: 10000', 'memory_mb: 48'];
  const catalogue = await loadTestAdapters(await pluginFolder({ kit: { source: kitSource(), entry } }));
  await expect(translate(catalogue, attempt)).rejects.toMatchObject({ reason: 'memory' });
  expect(catalogue.loaded[0]?.health?.().lastFailure?.reason).toBe('memory');
});

test.each<Isolation>(['worker', 'process'])(
  'in a %s, an adapter whose answer no contract knows starts afresh',
  async (isolation) => {
    const source = kitSource()
      .replace('const attempts', 'let answers = 0;\nconst attempts')
      .replace(
        'translate: async ({ json }) =>',
        "translate: async ({ json }) => json.attempt === 'count' ? { kind: 'ignore', reason: String(answers += 1) } : json.attempt === 'bad' ? 7 :",
      );
    const catalogue = await loadTestAdapters(await pluginFolder({ kit: { source, entry: [`isolation: ${isolation}`] } }));
    expect(await translate(catalogue, 'count')).toBe('1');
    expect(await translate(catalogue, 'count')).toBe('2');
    await expect(translate(catalogue, 'bad')).rejects.toMatchObject({ reason: 'bad_result' });
    expect(await translate(catalogue, 'count')).toBe('1');
  },
);

/** Stopped: it did not come through, nothing of the hub was touched, and what it threw came as a failure of the adapter. */
async function verdictOn(catalogue: AdapterCatalogue, attempt: string): Promise<Verdict> {
  const outcome = await translate(catalogue, attempt).catch((error: unknown) => {
    if (error instanceof AdapterFailure) return 'failed';
    throw error;
  });
  const touched = Reflect.has(Array.prototype, 'touchedByAdapter');
  Reflect.deleteProperty(Array.prototype, 'touchedByAdapter');
  const written = await access(join(folder, 'bait.written')).then(
    () => true,
    () => false,
  );
  await rm(join(folder, 'bait.written'), { force: true });
  return outcome === 'came through' || touched || written ? 'not stopped' : 'stopped';
}

async function translate({ loaded }: AdapterCatalogue, attempt: string): Promise<string> {
  const bait: Bait = { file: join(folder, 'bait'), port, variable: 'PATH', hub: process.pid };
  const json = { attempt, id: 'o-1', ...bait };
  const request: ParsedRequest = {
    method: 'POST',
    path: '/kit',
    params: {},
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.from('{}'),
    json,
    config: {},
    store: { id: '0198c1a2-7b3c-7d4e-8f50-617283940a5b', currency: 'EUR', timezone: 'UTC' },
    hub: sampleHub,
  };
  const translation = await loaded[0]?.adapter.inbound?.routes[0]?.translate(request);
  return translation?.kind === 'ignore' ? translation.reason : String(translation?.kind);
}
