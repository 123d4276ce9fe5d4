/** The unit of work and its queue, against a real database. */
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '../../core/domain/command.ts';
import { type HttpReply, jsonReply } from '../../core/domain/http-reply.ts';
import type { OrderRecord } from '../../core/domain/order.ts';
import { UnavailableError } from '../../core/domain/unavailable.ts';
import type { UnitOfWork, WorkResult, WorkUnit } from '../../core/domain/unit-of-work.ts';
import { createCommitQueue } from '../../core/store/commit-queue.ts';
import { createUnitOfWork } from '../../core/store/commit.ts';
import { type Database, openDatabase } from '../../core/store/database.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { runQuery } from '../support/query.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const tenant = { organisationId: randomUUID(), storeId: randomUUID() };
let fresh: FreshDatabase;
let database: Database;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase({ url: fresh.url, tenantConnections: 4, systemConnections: 1, log: silent });
  unitOfWork = createUnitOfWork(database.tenants, { now: Date.now }, randomBytes);
  await runQuery(
    fresh.url,
    `insert into crossdock.organisations (id, slug, name) values ('${tenant.organisationId}', 'a', 'A');
     insert into crossdock.stores (org_id, id, slug, name, currency, timezone)
     values ('${tenant.organisationId}', '${tenant.storeId}', 's', 'S', 'GBP', 'UTC')`,
  );
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

function order(externalId: string, change: Partial<OrderRecord> = {}): Command {
  const amounts = {
    shippingCents: 0,
    feesCents: 0,
    taxCents: 0,
    discountCents: 0,
    totalCents: 100,
    refundedCents: 0,
    totalsMismatchCents: 0,
  };
  const state = { status: 'open', paymentStatus: 'unpaid', fulfilmentStatus: 'unfulfilled', rounded: false } as const;
  return { name: 'order.create', order: { externalId, currency: 'GBP', lines: [], ...amounts, ...state, ...change } };
}

function unit(command: Command, idempotencyKey?: string): WorkUnit {
  const claim =
    idempotencyKey === undefined
      ? {}
      : { idempotency: { callerId: tenant.storeId, key: idempotencyKey, fingerprint: Buffer.from(idempotencyKey) } };
  return { tenant, connectorId: tenant.storeId, source: 'test', command, word: (outcome) => jsonReply(201, outcome), ...claim };
}

const kinds = (results: readonly WorkResult[]) =>
  results.map((result) => (result.kind === 'done' ? changeOf(result) : result.kind));
const changeOf = ({ outcome }: Extract<WorkResult, { kind: 'done' }>) => ('change' in outcome ? outcome.change : outcome.kind);
const storedIds = async () =>
  (await runQuery(fresh.url, 'select external_id from crossdock.orders order by 1')).map(({ external_id }) => external_id);

describe('a list of units', () => {
  test('is committed with one result each, in order', async () => {
    const results = await unitOfWork.commit([unit(order('list-1')), unit(order('list-2')), unit(order('list-1'))]);
    expect(kinds(results)).toEqual(['created', 'created', 'unchanged']);
  });

  test('with one that the database cannot take, keeps the others and writes nothing of the bad one', async () => {
    const bad = unit(order('poison-2', { placedAt: 'never' }));
    const results = await unitOfWork.commit([unit(order('poison-1')), bad, unit(order('poison-3'), 'poison-key')]);
    expect(kinds(results)).toEqual(['created', 'broken', 'created']);
    const ids = await storedIds();
    expect(ids).toEqual(expect.arrayContaining(['poison-1', 'poison-3']));
    expect(ids).not.toContain('poison-2');
  });

  test('with the same Idempotency-Key twice does the work once and replays it', async () => {
    const results = await unitOfWork.commit([unit(order('twice'), 'twice'), unit(order('twice'), 'twice')]);
    expect(kinds(results)).toEqual(['created', 'replayed']);
  });

  test('is not held up by one that waits for a row that somebody else holds', async () => {
    await unitOfWork.commit([unit(order('held'))]);
    const other = new pg.Client({ connectionString: fresh.url });
    await other.connect();
    await other.query("begin; select from crossdock.orders where external_id = 'held' for update");
    const cancel: Command = { name: 'order.cancel-by-external-id', externalId: 'held', currency: 'GBP' };
    const results = await unitOfWork.commit([unit(cancel), unit(order('free-1')), unit(order('free-2'), 'free')]);
    await other.end();
    expect(kinds(results)).toEqual(['broken', 'created', 'created']);
    expect(await storedIds()).toEqual(expect.arrayContaining(['free-1', 'free-2']));
  });

  test('without a database is broken in each unit, as unavailable', async () => {
    const nowhere = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 1_000 });
    const results = await createUnitOfWork(nowhere, { now: Date.now }, randomBytes).commit([
      unit(order('x')),
      unit(order('y'), 'y'),
    ]);
    expect(results.map((result) => result.kind === 'broken' && result.error instanceof UnavailableError)).toEqual([true, true]);
    await nowhere.end();
  });
});

describe('the commit queue', () => {
  test('gives every caller the result of its own unit, however they were batched', async () => {
    const queue = createCommitQueue(unitOfWork);
    const ids = Array.from({ length: 100 }, (_, index) => `queued-${index}`);
    const results = await Promise.all(
      ids.map(async (id) => (await queue.commit([unit(order(id, { client: { email: `c${id.length}@example.com` } }))]))[0]),
    );
    const outcomes = results.map((result) =>
      result?.kind === 'done' && result.outcome.kind === 'order' ? result.outcome.externalId : result?.kind,
    );
    expect(outcomes).toEqual(ids);
  });

  test('keeps what an adapter words slowly from holding up what another one words, and what nobody has to word', async () => {
    const queue = createCommitQueue(unitOfWork);
    const { promise: slowWords, resolve } = Promise.withResolvers<HttpReply>();
    const slow = Array.from({ length: 3 }, (_, index) =>
      queue.commit([{ ...unit(order(`slow-${index}`), `slow-${index}`), source: 'slow', word: () => slowWords }]),
    );
    const { word: _, ...plain } = unit(order('plain'));
    const others = await Promise.all([queue.commit([plain]), queue.commit([unit(order('other'), 'other')])]);
    expect(others.map(kinds)).toEqual([['created'], ['created']]);
    resolve(jsonReply(201, {}));
    expect((await Promise.all(slow)).map(kinds)).toEqual([['created'], ['created'], ['created']]);
  });
});
