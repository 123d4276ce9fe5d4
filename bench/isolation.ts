/**
 * What each level of isolation costs: how long an adapter takes to start, how long one call takes, how many a second go
 * through, and what it takes of memory. The figures in docs/isolation.md come from here: node bench/isolation.ts
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hostAdapter, type Hosting } from '../core/registry/isolation/host-adapter.ts';
import type { Isolation } from '../core/sdk/catalogue.ts';
import type { ParsedRequest } from '../core/sdk/index.ts';
import { sampleHub } from '../core/sdk/sample-hub.ts';

const source = `import { bearerClaim, jsonReply } from 'crossdock/sdk';
export default {
  apiVersion: 1, format: 'bench', version: '1.0.0', scopes: ['orders:write'], keyPrefix: 'bench_',
  configSchema: { type: 'object', properties: {}, additionalProperties: false },
  inbound: {
    identify: bearerClaim, refuse: ({ status, code }) => jsonReply(status, { error: code }),
    routes: [{ method: 'POST', path: '/bench', summary: 'Deletes.', scope: 'orders:write', body: 'json',
      translate: ({ json }) => { if (json.loop) for (;;); return ({ kind: 'command', command: { name: 'order.delete', externalId: String(json.id) } }); },
      reply: () => jsonReply(200, { ok: true }) }],
  },
};`;

const calls = 5_000;
const levels: readonly Isolation[] = ['none', 'worker', 'process'];
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** An order as a storefront sends it, about 2 kB of JSON. */
const json = {
  id: 'o-1',
  lines: Array.from({ length: 12 }, (_line, index) => ({
    sku: `SKU-${index}`,
    quantity: 1,
    title: 'A thing that is sold',
    price: '19.90',
  })),
  note: 'x'.repeat(900),
};
const request: ParsedRequest = {
  method: 'POST',
  path: '/bench',
  params: {},
  query: new URLSearchParams(),
  headers: { authorization: 'Bearer bench_0', 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(json)),
  json,
  config: {},
  store: { id: '0198c1a2-7b3c-7d4e-8f50-617283940a5b', currency: 'EUR', timezone: 'UTC' },
  hub: sampleHub,
};

const folder = await mkdtemp(join(tmpdir(), 'crossdock-bench-'));
await writeFile(join(folder, 'package.json'), '{"type":"module"}');
await writeFile(join(folder, 'index.js'), source);
const module = pathToFileURL(join(folder, 'index.js')).href;

console.log(
  `Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}`,
);
for (const isolation of levels) {
  const before = await residentBytes();
  const startedAt = performance.now();
  const hosting = await hostAdapter(
    module,
    { isolation, timeoutMilliseconds: 1_000, memoryMegabytes: 128 },
    { log: quiet, now: Date.now, trustedNetworks: [] },
  );
  const startMilliseconds = performance.now() - startedAt;
  await translate(hosting, 500); // warm
  const oneByOne = await translate(hosting, calls);
  const besides = performance.now();
  await Promise.all(Array.from({ length: 8 }, () => translate(hosting, calls / 8)));
  const perSecond = calls / ((performance.now() - besides) / 1_000);
  console.log(
    [
      isolation.padEnd(8),
      `start ${startMilliseconds.toFixed(0)} ms`,
      `one call p50 ${percentile(oneByOne, 0.5)} us, p99 ${percentile(oneByOne, 0.99)} us`,
      `${perSecond.toFixed(0)} calls/s`,
      `memory ${((await residentBytes()) - before) >> 20} MB`,
      ...(isolation === 'none' ? [] : [`back ${(await untilBack(hosting)).toFixed(0)} ms after a loop was ended`]),
    ].join(', '),
  );
  await hosting.close();
}
await rm(folder, { recursive: true });

async function translate({ adapter }: Hosting, count: number): Promise<readonly number[]> {
  const [route] = adapter.inbound?.routes ?? [];
  const microseconds: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    await route?.translate(request);
    microseconds.push((performance.now() - startedAt) * 1_000);
  }
  return microseconds;
}

/** How long the next call takes once a call that loops has used up its time. */
async function untilBack({ adapter }: Hosting): Promise<number> {
  const [route] = adapter.inbound?.routes ?? [];
  await Promise.resolve(route?.translate({ ...request, json: { loop: true } })).catch(() => undefined);
  const startedAt = performance.now();
  await route?.translate(request);
  return performance.now() - startedAt;
}

/** What this process and its children hold; only Linux tells. */
async function residentBytes(): Promise<number> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8').catch(() => '');
  const pids = ['self', ...children.trim().split(' ').filter(Boolean)];
  const pages = await Promise.all(
    pids.map(async (pid) => Number((await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '0 0')).split(' ')[1])),
  );
  return pages.reduce((sum, count) => sum + count * 4_096, 0);
}

function percentile(values: readonly number[], share: number): string {
  return (values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? 0).toFixed(0);
}
