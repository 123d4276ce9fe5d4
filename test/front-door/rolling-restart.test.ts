/**
 * Several processes on one database, each restarted in its turn while storefronts of several makes keep sending and a
 * receiver keeps counting.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { findFreePort } from '../../core/platform/embedded-database/free-port.ts';
import { freshDatabase } from '../support/database.ts';
import { newDice } from '../support/dice.ts';
import { eventually, hubClient, hubVariables } from '../support/hub.ts';
import { keepAliveKinds, type RoundRobinRun, sendInTurn } from '../support/round-robin-client.ts';
import { newDataDirectory, type SpawnedHub, spawnHub, terminate } from '../support/spawned-hub.ts';
import { answering, startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const stopLimitMilliseconds = 25_000;
const clientsOfEachKind = 2;

/** How to start one of the processes, as often as it takes. */
interface HubProcess {
  readonly name: string;
  start(): SpawnedHub;
}

/** A database and the processes on it, which are not started yet. */
async function newCluster() {
  const database = await freshDatabase();
  const dataDirectory = newDataDirectory();
  const token = 'rolling-test-token';
  const shared = {
    ...hubVariables(database.url),
    CROSSDOCK_ADMIN_TOKEN: token,
    CROSSDOCK_LOG_LEVEL: 'error',
    CROSSDOCK_RETRY_SCHEDULE: Array.from({ length: 20 }, () => '200ms').join(),
  };
  const newProcess = (name: string, port: number, ...options: string[]): HubProcess => ({
    name,
    start: () => spawnHub({ dataDirectory, variables: { ...shared, PORT: String(port) }, options }),
  });
  return { newProcess, clientOf: (url: string) => hubClient(url, token) };
}

/** Starts every kind of client, each with a key of its own; `finish` ends them and gives what became of their orders. */
async function startClients(urls: readonly string[], client: ReturnType<typeof hubClient>, receiver: WebhookReceiver) {
  const tenant = await client.tenant();
  await client.endpoint(tenant, receiver.url, { max_attempts: 20 });
  let isOver = false;
  let sent = 0;
  const nextBody = () =>
    JSON.stringify({ external_id: `kept-${++sent}`, lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] });
  const runs: Promise<RoundRobinRun>[] = [];
  for (const kind of keepAliveKinds()) {
    for (let count = 0; count < clientsOfEachKind; count += 1) {
      const { key } = await client.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6_000 });
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const targets = urls.map((url) => `${url}/integrations/v1/orders`);
      runs.push(sendInTurn(kind, targets, headers, nextBody, () => isOver));
    }
  }
  await eventually(() => (sent > 100 ? true : undefined));
  return {
    async finish() {
      isOver = true;
      return Promise.all(runs);
    },
  };
}

/** Every acknowledged order's event at the receiver, and never under two delivery ids. */
async function expectEveryEvent(runs: readonly RoundRobinRun[], receiver: WebhookReceiver) {
  const acknowledged = runs.flatMap(({ answered }) => answered.map((text): string => JSON.parse(text).id));
  const deliveriesOf = new Map<string, Set<string>>();
  let counted = 0;
  await eventually(() => {
    for (const { body, deliveryId } of receiver.received.slice(counted)) {
      const { id } = JSON.parse(body).data.order;
      deliveriesOf.set(id, (deliveriesOf.get(id) ?? new Set()).add(deliveryId));
    }
    counted = receiver.received.length;
    return acknowledged.every((id) => deliveriesOf.has(id)) ? true : undefined;
  }, 30_000).catch(() => undefined);
  expect({
    lost: acknowledged.filter((id) => !deliveriesOf.has(id)),
    underTwoIds: [...deliveriesOf].filter(([, ids]) => ids.size > 1),
  }).toEqual({ lost: [], underTwoIds: [] });
  return { acknowledged: acknowledged.length, repeated: receiver.received.length - deliveriesOf.size };
}

function expectNoFailure(runs: readonly RoundRobinRun[]): void {
  expect(runs.flatMap(({ kind, failures }) => failures.map((failure) => `${kind}: ${failure}`))).toEqual([]);
  expect(runs.filter(({ answered }) => answered.length === 0)).toEqual([]);
}

const passedOver = (runs: readonly RoundRobinRun[]): number => runs.reduce((sum, run) => sum + run.passedOver, 0);

describe('a rolling restart', () => {
  it('of two web and two worker processes fails no keep-alive request and loses no event', { timeout: 120_000 }, async () => {
    const { newProcess, clientOf } = await newCluster();
    const processes = [
      newProcess('web 1', await findFreePort(), '--role', 'web'),
      newProcess('worker 1', 0, '--role', 'worker'),
      newProcess('web 2', await findFreePort(), '--role', 'web'),
      newProcess('worker 2', 0, '--role', 'worker'),
    ];
    const running = processes.map((hub) => hub.start());
    const urls = (await Promise.all(running.map(({ ready }) => ready))).map(({ url }) => url);
    const dice = newDice();
    const receiver = await startWebhookReceiver((response, webhook) =>
      dice.hits(0.02) ? response.destroy() : answering(200)(response, webhook),
    );
    const [web1 = '', , web2 = ''] = urls;
    const clients = await startClients([web1, web2], clientOf(web1), receiver);

    const stops: number[] = [];
    for (const [index, hub] of processes.entries()) {
      const ending = await terminate(running[index] ?? hub.start());
      expect([hub.name, ending.code, ending.signal]).toEqual([hub.name, 0, null]);
      expect(ending.milliseconds).toBeLessThan(stopLimitMilliseconds);
      stops.push(ending.milliseconds);
      await hub.start().ready;
      await sleep(500); // some load on all four, as between two steps of an operator
    }
    const runs = await clients.finish();
    expectNoFailure(runs);
    expect(passedOver(runs)).toBeGreaterThan(0); // else nobody sent while a process was away
    const figures = await expectEveryEvent(runs, receiver);
    expect(figures.repeated).toBeGreaterThan(0); // else the receiver does not count
    console.info(`rolling restart, seed ${dice.seed}: ${JSON.stringify({ ...figures, stops, passedOver: passedOver(runs) })}`);
  });

  it('on one shared port starts the successor first, and then nobody finds the port closed', { timeout: 120_000 }, async () => {
    const { newProcess, clientOf } = await newCluster();
    const hub = newProcess('hub', await findFreePort(), '--reuse-port');
    let current = hub.start();
    const { url } = await current.ready;
    const receiver = await startWebhookReceiver();
    const clients = await startClients([url], clientOf(url), receiver);

    const stops: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      const successor = hub.start();
      await successor.ready;
      const ending = await terminate(current);
      expect([ending.code, ending.signal]).toEqual([0, null]);
      stops.push(ending.milliseconds);
      current = successor;
    }
    const runs = await clients.finish();
    expectNoFailure(runs);
    expect(passedOver(runs)).toBe(0);
    const figures = await expectEveryEvent(runs, receiver);
    console.info(`successors on one port: ${JSON.stringify({ ...figures, stops })}`);
  });
});
