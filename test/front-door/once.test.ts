/**
 * An order that is sent many times happens once: when its answer is lost after the commit, and when all of its copies
 * come at the same moment.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts';
import { newDice } from '../support/dice.ts';
import { type Answer, eventually, startTestHub } from '../support/hub.ts';
import { auditOrders, placeOrders } from '../support/order-driver.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';

const dice = newDice();
let proxy!: CuttingProxy; // the hub below is started through it
const hub = await startTestHub({ CROSSDOCK_RETRY_SCHEDULE: '50ms' }, async (databaseUrl) => {
  proxy = await startCuttingProxy(databaseUrl, dice);
  afterAll(() => proxy.close());
  return proxy.url;
});

async function newShop() {
  const tenant = await hub.tenant();
  const { key } = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6_000 });
  const placeOrder = (externalId: string, headers: Record<string, string> = {}, quantity = 1): Promise<Answer> =>
    hub.call('POST', '/integrations/v1/orders', {
      headers: { authorization: `Bearer ${key}`, ...headers },
      body: { external_id: externalId, lines: [{ description: 'Tea', quantity, unit_price_cents: 100 }] },
    });
  return { tenant, key, placeOrder };
}

describe('an answer that is lost after the commit', () => {
  it('is given again to the same key, and nothing happens twice', async () => {
    const { tenant, key } = await newShop();
    const receiver = await startWebhookReceiver();
    await hub.endpoint(tenant, receiver.url);
    proxy.share = 0.05;
    const enough = (placed: number) => placed >= 500;
    const books = await placeOrders({ url: hub.url, key, name: 'cut', clients: 12, dice, pauseMilliseconds: 0, enough });
    proxy.share = 0;
    const audit = await auditOrders(hub.url, key, tenant.readKey, books);
    expect({ seed: dice.seed, ...audit }).toEqual({
      seed: dice.seed,
      acknowledged: 500,
      lost: [],
      duplicated: [],
      wrongReplays: [],
      unknown: [],
    });
    expect([...books.statuses.keys()].filter((status) => ![200, 201, 409, 503].includes(status))).toEqual([]);
    const answered = (books.statuses.get(200) ?? 0) + (books.statuses.get(201) ?? 0);
    const lostAnswers = books.replays - (answered - 500); // the other replays were sent again on purpose
    console.info(`seed ${dice.seed}: ${proxy.cuts} connections cut, ${lostAnswers} of them between commit and answer`);
    expect(lostAnswers).toBeGreaterThan(0);

    const delivered = () => new Set(receiver.received.map(({ body }) => JSON.parse(body).data.order.id));
    await eventually(() => (delivered().size >= 500 ? true : undefined), 15_000);
    expect(new Set(receiver.received.map(({ eventId }) => eventId)).size).toBe(500);
    expect(new Set(receiver.received.map(({ deliveryId }) => deliveryId)).size).toBe(500);
  }, 40_000);
});

describe('64 copies of an order at the same moment', () => {
  const copies = (send: () => Promise<Answer>) => Promise.all(Array.from({ length: 64 }, send));

  it('under one key are done once; the others get its answer, or are told that it is still running', async () => {
    const { placeOrder } = await newShop();
    for (let round = 0; round < 15; round++) {
      const answers = await copies(() => placeOrder(`keyed-${round}`, { 'idempotency-key': `keyed-${round}` }));
      const kinds = answers.map(
        ({ status, headers, json }) => `${status} ${headers.get('idempotent-replayed') ?? json.error ?? 'done'}`,
      );
      expect(kinds.filter((kind) => kind === '201 done')).toHaveLength(1);
      expect(['201 done', '201 true', '409 idempotency_in_progress']).toEqual(expect.arrayContaining([...new Set(kinds)]));
      const bodies = answers.flatMap(({ status, text }) => (status === 201 ? [text] : []));
      expect(new Set(bodies).size).toBe(1);
      const waiting = answers.filter(({ status }) => status === 409);
      expect(waiting.every(({ headers }) => headers.get('retry-after') === '1')).toBe(true);
    }
  });

  it('without a key are done once; the others are told that it is a duplicate', async () => {
    const { placeOrder } = await newShop();
    for (let round = 0; round < 15; round++) {
      const answers = await copies(() => placeOrder(`plain-${round}`));
      const kinds = answers.map(({ status, json }) => `${status} ${json.duplicate}`);
      expect(kinds.filter((kind) => kind === '201 false')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === '200 true')).toHaveLength(63);
      expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    }
  });

  it('that differ under one key are done once; the others are refused', async () => {
    const { placeOrder } = await newShop();
    let quantity = 0;
    for (let round = 0; round < 5; round++) {
      const answers = await copies(() => placeOrder(`other-${round}`, { 'idempotency-key': `other-${round}` }, ++quantity));
      const kinds = answers.map(({ status, json }) => `${status} ${json.error ?? 'done'}`);
      expect(kinds.filter((kind) => kind === '201 done')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === '409 idempotency_conflict')).toHaveLength(63);
    }
  });
});
