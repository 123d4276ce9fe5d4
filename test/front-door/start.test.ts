/** Starting as an operator does: the real command, on a database of its own, from nothing, again, and in bad company. */
import { describe, expect, it } from 'vitest';
import { eventually, hubClient, type TestTenant } from '../support/hub.ts';
import { databasePid, newDataDirectory, type SpawnedHub, spawnHub, terminate } from '../support/spawned-hub.ts';

const stopLimitMilliseconds = 25_000;
const token = 'start-test-token';
const order = { external_id: '1001', lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] };

async function started(hub: SpawnedHub): Promise<SpawnedHub> {
  await hub.ready;
  return hub;
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false; // no such process
  }
}

async function readOrders(url: string, { readKey }: TestTenant): Promise<{ id: string; external_id: string }[]> {
  const answer = await hubClient(url, token).call('GET', '/v1/orders?limit=100', {
    headers: { authorization: `Bearer ${readKey}` },
  });
  return answer.json.rows;
}

describe('npm start', () => {
  it('makes a newcomer a hub that works, stops when it is told to, and is all there at the next start', async () => {
    const dataDirectory = newDataDirectory();
    const first = spawnHub({ dataDirectory, command: ['npm', 'start'] });
    const cold = await first.ready;
    const adminToken = await eventually(() => /only this once: {2}(\S+)/.exec(first.output())?.[1]);
    const client = hubClient(cold.url, adminToken);
    expect((await client.call('GET', '/readyz')).status).toBe(200);
    const tenant = await client.tenant();
    const { key } = await client.connector(tenant, 'peptideclients');
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': 'first' };
    const placed = await client.call('POST', '/integrations/v1/orders', { headers, body: order });
    expect(placed.status).toBe(201);
    const database = databasePid(dataDirectory);
    expect(isAlive(database)).toBe(true);

    const firstEnd = await terminate(first);
    expect(firstEnd).toMatchObject({ code: 0, output: expect.stringContaining('crossdock: stopped') });
    expect(firstEnd.milliseconds).toBeLessThan(stopLimitMilliseconds);
    expect(firstEnd.output).not.toContain('"level":'); // a log line of a hub that has nothing to complain about
    expect([isAlive(database), databasePid(dataDirectory)]).toEqual([false, undefined]);

    const second = spawnHub({ dataDirectory });
    const warm = await second.ready;
    expect(await readOrders(warm.url, tenant)).toMatchObject([{ id: placed.json.id, external_id: '1001' }]);
    const again = hubClient(warm.url, adminToken);
    const replay = await again.call('POST', '/integrations/v1/orders', { headers, body: order });
    expect([replay.text, replay.headers.get('idempotent-replayed')]).toEqual([placed.text, 'true']);
    expect((await again.admin('GET', `/orgs/${tenant.organisationId}`)).status).toBe(200);
    const secondEnd = await terminate(second);
    expect(secondEnd.code).toBe(0);
    expect(secondEnd.output).not.toContain(adminToken);

    console.info(
      `cold start ${Math.round(cold.milliseconds)} ms by npm, warm ${Math.round(warm.milliseconds)} ms, ` +
        `stop ${firstEnd.milliseconds} and ${secondEnd.milliseconds} ms`,
    );
  }, 120_000);

  it('is refused in a data directory that another hub uses, in one line, and leaves that one alone', async () => {
    const dataDirectory = newDataDirectory();
    const { url } = await spawnHub({ dataDirectory }).ready;
    const { code, output } = await spawnHub({ dataDirectory }).ended;
    expect(code).toBe(1);
    expect(output.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^crossdock: another hub is using this data directory .*CROSSDOCK_DATA_DIR/),
    ]);
    expect((await hubClient(url, token).call('GET', '/readyz')).status).toBe(200);
  });
});

describe('a start', () => {
  it('that fails shows no token and makes none, so that the next one can', async () => {
    const dataDirectory = newDataDirectory();
    const { url } = await spawnHub({ dataDirectory: newDataDirectory() }).ready;
    const refused = await spawnHub({ dataDirectory, variables: { PORT: new URL(url).port } }).ended;
    expect([refused.code, refused.output]).toEqual([1, expect.stringMatching(/^crossdock: port \d+ on 127\.0\.0\.1 is in use/m)]);
    expect(refused.output).not.toContain('pck_adm_');
    const next = spawnHub({ dataDirectory });
    await next.ready;
    await eventually(() => (/only this once: {2}pck_adm_\S+/.test(next.output()) ? true : undefined));
  }, 90_000);

  it('waits for a database that dies meanwhile', async () => {
    const dataDirectory = newDataDirectory();
    await terminate(await started(spawnHub({ dataDirectory })));
    for (const step of ['starting PostgreSQL', 'checking the schema']) {
      const hub = spawnHub({ dataDirectory });
      const database = await eventually(() => (hub.output().includes(step) ? databasePid(dataDirectory) : undefined), 15_000);
      process.kill(database, 'SIGKILL');
      const { url } = await hub.ready;
      expect((await hubClient(url, token).call('GET', '/readyz')).status).toBe(200);
      expect((await terminate(hub)).code).toBe(0);
    }
  }, 120_000);
});
