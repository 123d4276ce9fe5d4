/** Adapters that misbehave while requests come in: what each costs the request that it fails at, and nobody else. */
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually, startTestHub, type TestConnector } from '../support/hub.ts';
import { adapterSource, pluginFolder } from '../support/plugin-folder.ts';

const timeoutMilliseconds = 1_000;
const operator = { authorization: 'Bearer test-admin-token' };
const mischief = `
  switch (json.do) {
    case 'loop': for (;;);
    case 'never': return new Promise(() => {});
    case 'eat': { const eaten = []; for (;;) eaten.push({ more: [1, 2, 3] }); }
    case 'eat buffers': { const eaten = []; for (;;) eaten.push(new Uint8Array(1_000_000).fill(1)); }
    case 'throw': throw new TypeError('the secret of ' + json.id);
    case 'exit': process.exit(1);
    case 'reject later': setTimeout(() => Promise.reject(new Error('later'))); break;
    case 'pollute': return JSON.parse('{"kind":"ignore","reason":"r","__proto__":{"polluted":true}}');
    case 'deep': { let deep = {}; for (let level = 0; level < 100; level += 1) deep = { deep }; return { kind: 'ignore', reason: 'r', deep }; }
    case 'nonsense': return { kind: 'command', command: { name: 'world.rule' } };
    case 'half': return { kind: 'command', command: { name: 'order.create' } };
    case 'nothing': return undefined;
    case 'huge': return { kind: 'ignore', reason: 'x'.repeat(20_000_000) };
    case 'write': json.id = 'changed'; break;
  }`;
const entry = (isolation: string) => [`isolation: ${isolation}`, `timeout_ms: ${timeoutMilliseconds}`, 'memory_mb: 64'];
const sources = Object.fromEntries(
  ['worker', 'process'].map((level) => [
    level,
    { source: adapterSource({ format: `in-${level}`, translate: mischief }), entry: entry(level) },
  ]),
);
const gentle = {
  source: adapterSource({ format: 'gentle', translate: mischief, inbound: "misunderstood: 'quarantine'," }),
  entry: entry('worker'),
};
const frail = {
  source: adapterSource({
    format: 'frail',
    before: `import { existsSync } from 'node:fs';
      if (existsSync(import.meta.dirname + '/broken')) throw new Error('broken');`,
    translate: mischief,
  }),
  entry: entry('worker'),
};
const file = await pluginFolder({ ...sources, gentle, frail }, ['peptideclients']);
const hub = await startTestHub({ CROSSDOCK_PLUGINS: file });
const tenant = await hub.tenant();

async function send(connector: TestConnector, path: string, body: object) {
  const startedAt = performance.now();
  const answer = await hub.call('POST', path, { body, headers: { authorization: `Bearer ${connector.key}` } });
  return {
    status: answer.status,
    json: answer.json,
    requestId: answer.headers.get('x-request-id'),
    milliseconds: performance.now() - startedAt,
  };
}

/** The row of a request in the log, once it is written. */
const logged = (requestId: string | null) =>
  eventually(async () => {
    const { status, json } = await hub.call('GET', `/admin/v1/requests/${requestId}`, { headers: operator });
    return status === 200 ? json : undefined;
  });

describe.each(['worker', 'process'])('an adapter in a %s', (level) => {
  const format = `in-${level}`;
  const path = `/${format}/orders`;
  const connected = hub.connector(tenant, format, { rate_limit_per_minute: 6_000 });
  const ask = async (body: object) => send(await connected, path, body);

  test.each([
    ['loops for ever', 'loop', /timeout/],
    ['never answers', 'never', /timeout/],
    ['eats memory', 'eat', /memory|timeout/],
    ['eats memory outside of the heap', 'eat buffers', /memory|timeout/],
    ['throws', 'throw', /threw \(TypeError/],
    ['ends itself', 'exit', /exited/],
    ['reaches for a prototype', 'pollute', /bad_result .*prototype/],
    ['nests its answer too deep', 'deep', /bad_result .*deep/],
    ['makes a command up', 'nonsense', /bad_result/],
    ['leaves half of a command out', 'half', /bad_result/],
    ['answers nothing', 'nothing', /bad_result/],
    ['writes to what it was given', 'write', /threw \(TypeError/],
  ])('that %s fails that request in its time limit, and the next one works', async (_what, what, why) => {
    const failed = await ask({ do: what, id: 'someone@example.com' });
    expect([failed.status, failed.json]).toEqual([500, { error: 'internal_error', detail: expect.any(String) }]);
    expect(JSON.stringify(failed.json)).not.toMatch(/adapter|timeout|secret/);
    // Its refusal is worded by a new thread or process, which takes its time on a busy machine.
    expect(failed.milliseconds).toBeLessThan(timeoutMilliseconds * 3);
    expect(await ask({ id: 1 })).toMatchObject({ status: 200, json: { reason: 'taken 1' } });
    const { error_detail: detail } = await logged(failed.requestId);
    expect(detail).toMatch(why);
    expect(detail).not.toContain('someone@example.com');
  });

  test('that loops costs a hundred others beside it nothing they would notice', async () => {
    const bad = ask({ do: 'loop' });
    const startedAt = performance.now();
    const others = await Promise.all(Array.from({ length: 100 }, (_other, id) => ask({ id })));
    const all = performance.now() - startedAt;
    expect(others.map(({ status, json }) => [status, json.reason])).toEqual(others.map((_other, id) => [200, `taken ${id}`]));
    expect((await bad).status).toBe(500);
    // They did not wait for the loop to be ended, but for a new thread or process at the most.
    const slowest = Math.max(...others.map(({ milliseconds }) => milliseconds));
    console.info(`${level}: 100 requests beside an endless loop took ${all.toFixed(0)} ms, the slowest ${slowest.toFixed(0)} ms`);
    expect(slowest).toBeLessThan(timeoutMilliseconds * 15); // on the busiest machine
  });

  test('that leaves a rejection behind costs no later request', async () => {
    expect((await ask({ do: 'reject later', id: 1 })).status).toBe(200);
    for (let id = 0; id < 20; id += 1) expect((await ask({ id })).status).toBe(200);
  });

  test('that fails is told to the operator', async () => {
    await ask({ do: 'throw' });
    const row = (await hub.admin('GET', '/adapters')).json.rows.find(({ id }: Record<string, unknown>) => id === format);
    expect(row).toMatchObject({ isolation: level, last_failure: { reason: 'threw', at: expect.any(String) } });
    expect(row.failures_recently).toBeGreaterThan(0);
    const connector = await connected;
    const found = await eventually(async () => {
      const { rows } = (await hub.admin('GET', `/orgs/${tenant.organisationId}/alerts`)).json;
      return rows.find(
        (alert: Record<string, unknown>) => alert['code'] === 'adapter_failing' && alert['connector_id'] === connector.id,
      );
    });
    expect(found).toMatchObject({ severity: 'error', count: expect.any(Number) });
  });
});

test('a sender that gives up easily is answered well, and its request is kept for an operator', async () => {
  const connector = await hub.connector(tenant, 'gentle');
  const answer = await send(connector, '/gentle/orders', { do: 'loop' });
  expect([answer.status, answer.json.kind]).toEqual([200, 'quarantined']);
  expect(await logged(answer.requestId)).toMatchObject({
    error_code: 'internal_error',
    error_detail: expect.stringContaining('timeout'),
    body: expect.anything(),
  });
});

test('an adapter that cannot be started again is unavailable, and is there again once it can', async () => {
  const connector = await hub.connector(tenant, 'frail');
  const ask = (body: object) => send(connector, '/frail/orders', body);
  const broken = join(dirname(file), 'frail', 'broken');
  await writeFile(broken, '');
  expect((await ask({ do: 'exit' })).status).toBeGreaterThanOrEqual(500);
  const refused = await eventually(async () => {
    const answer = await ask({ id: 1 });
    return answer.status === 503 ? answer : undefined;
  });
  expect(refused.json).toEqual({ error: 'unavailable' });
  await rm(broken);
  await eventually(async () => ((await ask({ id: 1 })).status === 200 ? true : undefined), 15_000);
});

test('nothing of all that reached the prototypes of the hub', () => {
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
