/**
 * The real process, killed with signal 9 while a storefront keeps sending and a receiver keeps counting. TEST_SEED repeats
 * the dice of a run, not its timing; TEST_KILLS makes a long run of it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { findFreePort } from '../../core/platform/embedded-database/free-port.ts';
import { type Dice, newDice } from '../support/dice.ts';
import { eventually, hubClient } from '../support/hub.ts';
import { auditOrders, type OrderBooks, placeOrders } from '../support/order-driver.ts';
import { databasePid, newDataDirectory, type SpawnedHub, spawnHub } from '../support/spawned-hub.ts';
import { answering, startWebhookReceiver, type WebhookAnswer, type WebhookReceiver } from '../support/webhook-receiver.ts';

const token = 'crash-test-token';
const leaseMilliseconds = 6_000;
const rounds = Number(process.env['TEST_KILLS'] ?? 6);

/** A hub on a fixed port that can be started any number of times, with one tenant whose orders go to the receiver. */
async function newScene() {
  const dataDirectory = newDataDirectory();
  const port = String(await findFreePort());
  const variables = {
    PORT: port,
    CROSSDOCK_ADMIN_TOKEN: token,
    CROSSDOCK_LOG_LEVEL: 'error',
    CROSSDOCK_RETRY_SCHEDULE: Array.from({ length: 20 }, () => '200ms').join(),
  };
  const start = () => spawnHub({ dataDirectory, variables });
  const hub = start();
  const { url } = await hub.ready;
  const client = hubClient(url, token);
  const tenant = await client.tenant();
  const { key } = await client.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6_000 });
  const subscribe = (receiver: WebhookReceiver) => client.endpoint(tenant, receiver.url, { max_attempts: 20 });
  return { dataDirectory, start, hub, url, client, tenant, key, subscribe };
}
type Scene = Awaited<ReturnType<typeof newScene>>;

/** Counts every request, and now and then breaks the connection instead of answering, so that repeats must come. */
function startCountingReceiver(dice: Dice): Promise<WebhookReceiver> {
  return startWebhookReceiver((response, webhook) => (dice.hits(0.02) ? response.destroy() : answering(200)(response, webhook)));
}

/** The server that was killed; undefined when it was dead already. */
function killDatabase({ dataDirectory }: Scene): number | undefined {
  const pid = databasePid(dataDirectory);
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  return pid;
}

/** Every order in the hub once under the id that was answered, and its event at the receiver under one delivery id. */
async function expectNothingLost(scene: Scene, receiver: WebhookReceiver, books: OrderBooks, dice: Dice) {
  const audit = await auditOrders(scene.url, scene.key, scene.tenant.readKey, books);
  const clean = { lost: [], duplicated: [], wrongReplays: [], unknown: [] };
  expect({ seed: dice.seed, ...audit }).toEqual({ seed: dice.seed, ...clean, acknowledged: books.entries.length });

  const expected = new Set(books.entries.flatMap(({ ids }) => [...ids]));
  const deliveriesOf = new Map<string, Set<string>>();
  const countEvents = (): number => {
    for (const { body, eventId, deliveryId } of receiver.received) {
      const { id } = JSON.parse(body).data.order;
      deliveriesOf.set(id, (deliveriesOf.get(id) ?? new Set()).add(`${eventId} ${deliveryId}`));
    }
    return deliveriesOf.size;
  };
  const waitedFrom = performance.now();
  await eventually(() => (countEvents() >= expected.size ? true : undefined), leaseMilliseconds + 10_000).catch(() => undefined);
  const drainedAfter = Math.round(performance.now() - waitedFrom);
  const never = [...expected].filter((id) => !deliveriesOf.has(id));
  const twice = [...deliveriesOf].filter(([, ids]) => ids.size > 1);
  expect({ seed: dice.seed, never, twice, events: deliveriesOf.size }).toEqual({
    seed: dice.seed,
    never: [],
    twice: [],
    events: expected.size,
  });
  const repeated = receiver.received.length - expected.size;
  return { acknowledged: audit.acknowledged, replays: books.replays, events: expected.size, repeated, drainedAfter };
}

const percentile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);

function tell(what: string, figures: object): void {
  console.info(`${what}: ${JSON.stringify(figures)}`);
}

describe('a hub that is killed at any moment', () => {
  it(
    'still has every order that it acknowledged, once, and delivers every event',
    async () => {
      const dice = newDice();
      const scene = await newScene();
      const receiver = await startCountingReceiver(dice);
      await scene.subscribe(receiver);
      let killing = true;
      let placedWhileKilling = 0;
      const enough = (placed: number): boolean => {
        if (killing) placedWhileKilling = placed;
        return !killing && placed >= 500;
      };
      const driving = placeOrders({ ...scene, name: 'killed', clients: 8, dice, pauseMilliseconds: 10, enough });

      let hub: SpawnedHub = scene.hub;
      const recoveries: number[] = [];
      for (let round = 0; round < rounds; round++) {
        if (round % 3 < 2) await hub.ready; // the third of each dies somewhere in its start
        await sleep(dice.between(50, 700));
        hub.signal('SIGKILL');
        if (round % 2 === 1) killDatabase(scene);
        expect((await hub.ended).signal).toBe('SIGKILL');
        hub = scene.start();
        void hub.ready.then(
          ({ milliseconds }) => recoveries.push(milliseconds),
          () => undefined,
        );
      }
      await hub.ready;
      killing = false;
      const books = await driving;
      const figures = await expectNothingLost(scene, receiver, books, dice);
      tell(`killed ${rounds} times, every second time with its database, seed ${dice.seed}`, {
        ...figures,
        placedWhileKilling,
        unanswered: books.statuses.get(0) ?? 0,
        slowestRestart: Math.round(Math.max(...recoveries)),
        acknowledgedP50: percentile(books.acknowledgedAfter, 0.5),
        acknowledgedMost: percentile(books.acknowledgedAfter, 1),
      });
      expect(books.entries.length).toBeGreaterThanOrEqual(500);
      expect(placedWhileKilling).toBeGreaterThan(50); // else hardly anything was in the middle of its way
      expect(figures.repeated).toBeGreaterThan(0); // else the receiver does not count
    },
    60_000 + rounds * 3_000,
  );

  it('in the middle of a thousand deliveries loses none; what comes twice has the same delivery id', async () => {
    const scene = await newScene();
    const slow: WebhookAnswer = (response) => void setTimeout(() => response.end(), 10);
    const receivers = await Promise.all(Array.from({ length: 4 }, () => startWebhookReceiver(slow)));
    for (const receiver of receivers) await scene.subscribe(receiver);
    const orders = 250;
    const arrived = () => receivers.flatMap(({ received }) => received);
    const placing = placeOrders({
      ...scene,
      name: 'thousand',
      clients: 10,
      dice: newDice(),
      pauseMilliseconds: 0,
      enough: (placed) => placed >= orders,
    });
    await eventually(() => (arrived().length >= 300 ? true : undefined), 20_000);
    scene.hub.signal('SIGKILL');
    await scene.hub.ended;
    const before = arrived().length;
    await scene.start().ready;
    await placing;
    const distinct = () => receivers.map(({ received }) => new Set(received.map(({ eventId }) => eventId)).size);
    await eventually(() => (distinct().every((count) => count >= orders) ? true : undefined), 30_000);
    for (const { received } of receivers) {
      const ids = new Map(received.map(({ eventId, deliveryId }) => [eventId, deliveryId]));
      expect(received.filter(({ eventId, deliveryId }) => ids.get(eventId) !== deliveryId)).toEqual([]);
    }
    tell('a kill in the middle of a thousand deliveries', {
      before,
      distinct: distinct(),
      repeated: arrived().length - distinct().reduce((sum, count) => sum + count, 0),
    });
  }, 90_000);

  it('sends again what was on its way, soon after its lease ends, under the same delivery ids', async () => {
    const scene = await newScene();
    const receivers = await Promise.all(Array.from({ length: 4 }, () => startWebhookReceiver(() => {})));
    const orders = 25; // no endpoint gets more than 32 at once
    for (const receiver of receivers) await scene.subscribe(receiver);
    await placeOrders({
      ...scene,
      name: 'open',
      clients: 10,
      dice: newDice(),
      pauseMilliseconds: 0,
      enough: (placed) => placed >= orders,
    });
    await eventually(() => (receivers.every(({ received }) => received.length >= orders) ? true : undefined));
    const open = receivers.map(({ received }) => new Set(received.map(({ deliveryId }) => deliveryId)));

    scene.hub.signal('SIGKILL');
    await scene.hub.ended;
    const killedAt = performance.now();
    for (const receiver of receivers) receiver.answer = answering(200);
    await scene.start().ready;
    await eventually(
      () => (receivers.every(({ received }) => received.length >= 2 * orders) ? true : undefined),
      leaseMilliseconds + 20_000,
    );
    const again = receivers.map(({ received }) => received.slice(orders));
    expect(again.map((webhooks) => new Set(webhooks.map(({ deliveryId }) => deliveryId)))).toEqual(open);
    const gaps = again
      .flat()
      .map(({ arrivedAt }) => Math.round(arrivedAt - killedAt))
      .toSorted((one, other) => one - other);
    tell('100 open requests at the kill', { repeated: gaps.length, firstAfter: gaps[0], lastAfter: gaps.at(-1) });

    const attempts = await eventually(async () => {
      const delivery = (await scene.client.admin('GET', `/deliveries/${again[0]?.[0]?.deliveryId}`)).json;
      return delivery.status === 'succeeded' ? delivery.attempts : undefined;
    });
    expect(attempts).toMatchObject([{ error: 'interrupted' }, { status_code: 200, error: null }]);
  }, 40_000);
});

describe('a hub whose database is killed', () => {
  it('stays up, says 503 and when to come back, and goes on by itself', async () => {
    const dice = newDice();
    const scene = await newScene();
    const receiver = await startCountingReceiver(dice);
    await scene.subscribe(receiver);
    let killing = true;
    const driving = placeOrders({ ...scene, name: 'cut', clients: 8, dice, pauseMilliseconds: 15, enough: () => !killing });

    const outages: number[] = [];
    const seen = new Set<string>();
    for (let round = 0; round < 4; round++) {
      await sleep(dice.between(200, 900));
      const killed = killDatabase(scene);
      const killedAt = performance.now();
      await eventually(async () => {
        const [health, ready, order] = await Promise.all([
          scene.client.call('GET', '/healthz'),
          scene.client.call('GET', '/readyz'),
          scene.client.call('GET', '/integrations/v1/orders/by-external/cut-0', {
            headers: { authorization: `Bearer ${scene.key}` },
          }),
        ]);
        expect(health.status).toBe(200);
        if (order.status === 503) seen.add(`503 ${order.json.error}, ${order.headers.get('retry-after')}`);
        const successor = databasePid(scene.dataDirectory);
        const isBack = successor !== undefined && successor !== killed;
        return isBack && ready.status === 200 && order.status === 200 ? true : undefined;
      }, 15_000);
      outages.push(Math.round(performance.now() - killedAt));
    }
    killing = false;
    const books = await driving;
    expect(scene.hub.isRunning()).toBe(true);
    expect([...books.statuses.keys()].filter((status) => ![200, 201, 409, 503].includes(status))).toEqual([]);
    expect([...seen]).toEqual(['503 unavailable, 2']);
    const figures = await expectNothingLost(scene, receiver, books, dice);
    tell(`database killed 4 times, seed ${dice.seed}`, { ...figures, outages, unavailable: books.statuses.get(503) ?? 0 });
  }, 60_000);
});
