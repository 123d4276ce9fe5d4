import { randomBytes } from 'node:crypto';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryLedger } from '../../core/domain/delivery.ts';
import { uuidV7 } from '../../core/domain/uuid.ts';
import { createDeliveryLedger } from '../../core/store/delivery-ledger.ts';
import { queueSchema } from '../../core/store/queue.ts';
import { startOperatorApi } from './operator-api.ts';

let ledger: DeliveryLedger;
let boss: PgBoss;
const api = await startOperatorApi(async ({ database, secretBox, clock }, connectionString) => {
  boss = new PgBoss({ connectionString, schema: queueSchema, max: 1, migrate: false, supervise: false, schedule: false });
  boss.on('error', () => undefined); // the test's own call rejects as well
  await boss.start();
  ledger = createDeliveryLedger(database.system, boss, secretBox, clock, 60_000);
  return { retries: ledger };
});
afterAll(() => boss.stop({ graceful: false })); // hooks run last registered first, so this comes before the database's own end

let organisationId: string;
let endpointId: string;

beforeAll(async () => {
  organisationId = (await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' })).id;
  endpointId = await newEndpoint('order.created');
});

async function newEndpoint(type: string): Promise<string> {
  return (await api.ok('POST', '/orgs/acme/webhook-endpoints', { url: 'https://receiver.example/', event_types: [type] })).id;
}

/** Emits one event; the id of its delivery. */
async function emit(type = 'order.created'): Promise<string> {
  const objectId = uuidV7(api.clock.now(), randomBytes);
  await api.database.system.query("select emit_event($1, null, $2, 'order', $3, 1, '{}')", [organisationId, type, objectId]);
  const { rows } = await api.database.system.query<{ id: string }>(
    'select d.id from deliveries d join events e on e.org_id = d.org_id and e.id = d.event_id where e.object_id = $1',
    [objectId],
  );
  return rows[0]?.id ?? '';
}

/** Makes one attempt of each due delivery end in the same way. */
async function attempt(outcome: 'succeeded' | 'failed' | 'dropped'): Promise<void> {
  const claimed = (await ledger.claim(100, 60_000)).deliveries;
  await ledger.settle(
    claimed.map(({ organisationId: organisation, id, attemptNumber }) => ({
      organisationId: organisation,
      deliveryId: id,
      attemptNumber,
      startedAt: api.clock.now(),
      latencyMilliseconds: 12,
      status: outcome,
      ...(outcome === 'succeeded'
        ? { statusCode: 200, responseExcerpt: 'thanks' }
        : { statusCode: 500, responseExcerpt: 'oh no', errorCode: 'http_status', errorDetail: 'answered 500' }),
      ...(outcome === 'failed' ? { nextAttemptAt: api.clock.now() + 60_000 } : {}),
    })),
  );
}

describe('a delivery', () => {
  it('is pending at first and also while it is on its way', async () => {
    const id = await emit();
    const pending = await api.ok('GET', `/deliveries/${id}`);
    expect(pending).toEqual({
      id,
      event_id: expect.any(String),
      event_type: 'order.created',
      endpoint_id: endpointId,
      subscription_id: null,
      status: 'pending',
      attempts_made: 0,
      next_attempt_at: expect.any(String),
      created_at: expect.any(String),
      finished_at: null,
      endpoint_url: 'https://receiver.example/',
      transport: 'http',
      event: {
        id: pending.event_id,
        type: 'order.created',
        created_at: expect.any(String),
        org_id: organisationId,
        store_id: null,
        sequence: 1,
        data: { order: {} },
      },
      attempts: [],
    });
    const claimed = (await ledger.claim(1, 60_000)).deliveries;
    expect(claimed.map((each) => each.id)).toEqual([id]);
    expect(await api.ok('GET', `/deliveries/${id}`)).toEqual({ ...pending, attempts_made: 1, next_attempt_at: null });
  });

  it('lists its attempts, and when the next one follows', async () => {
    const id = await emit();
    await attempt('failed');
    expect(await api.ok('GET', `/deliveries/${id}`)).toMatchObject({
      status: 'failed',
      attempts_made: 1,
      next_attempt_at: new Date(api.clock.now() + 60_000).toISOString(),
      finished_at: null,
      attempts: [
        {
          number: 1,
          at: new Date(api.clock.now()).toISOString(),
          status_code: 500,
          latency_ms: 12,
          response_excerpt: 'oh no',
          error: 'http_status',
          error_detail: 'answered 500',
        },
      ],
    });
  });

  it.each(['01920000-0000-7000-8000-000000000000', 'x', '%00'])('that does not exist is not found: %s', async (id) => {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/retry'],
    ] as const) {
      const { status, text } = await api.call(method, `/deliveries/${id}${path}`);
      expect([status, text]).toEqual([404, '{"error":"not_found","detail":"no such route or record"}']);
    }
  });
});

describe('the deliveries of an endpoint', () => {
  it('are listed newest first, page by page, without content and attempts', async () => {
    const other = await newEndpoint('client.created');
    const ids = [await emit('client.created'), await emit('client.created'), await emit('client.created')].toSorted();
    const first = await api.ok('GET', `/webhook-endpoints/${other}/deliveries?limit=2`);
    const second = await api.ok('GET', `/webhook-endpoints/${other}/deliveries?limit=2&cursor=${first.next_cursor}`);
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(ids.toReversed());
    const {
      attempts: _,
      endpoint_url: _url,
      transport: _transport,
      event: _event,
      ...summary
    } = await api.ok('GET', `/deliveries/${ids[2]}`);
    expect(first.rows[0]).toEqual(summary);
    expect((await api.call('GET', `/webhook-endpoints/${other}/deliveries?status=lost`)).status).toBe(422);
    expect((await api.call('GET', `/webhook-endpoints/${organisationId}/deliveries`)).status).toBe(404);
  });
});

describe('a retry', () => {
  it.each(['succeeded', 'dropped', 'failed'] as const)('puts a delivery that %s back in the queue, due now', async (outcome) => {
    const id = await emit();
    await attempt(outcome);
    expect((await api.ok('GET', `/deliveries/${id}`)).status).toBe(outcome);
    const retried = await api.call('POST', `/deliveries/${id}/retry`);
    expect([retried.status, retried.json]).toEqual([202, { id, status: 'pending' }]);
    expect(await api.ok('GET', `/deliveries/${id}`)).toMatchObject({ status: 'pending', finished_at: null, attempts_made: 1 });
    const claimed = (await ledger.claim(100, 60_000)).deliveries;
    // One attempt and no more, unless the schedule had not ended yet.
    const mostAttempts = outcome === 'failed' ? 5 : 2;
    expect(claimed.map(({ id: due, attemptNumber, maxAttempts }) => [due, attemptNumber, maxAttempts])).toEqual([
      [id, 2, mostAttempts],
    ]);
  });

  it('is refused while the delivery is on its way', async () => {
    const id = await emit();
    const { status, json } = await api.call('POST', `/deliveries/${id}/retry`);
    expect([status, json]).toEqual([409, { error: 'conflict', detail: 'this delivery is still on its way' }]);
    expect((await api.call('POST', `/deliveries/${id}/retry`, { force: true })).status).toBe(422);
  });

  it('is refused when the endpoint takes nothing any more', async () => {
    const other = await newEndpoint('order.updated');
    const id = await emit('order.updated');
    await attempt('dropped');
    await api.ok('PATCH', `/webhook-endpoints/${other}`, { enabled: false });
    expect((await api.call('POST', `/deliveries/${id}/retry`)).json.error).toBe('conflict');
    await api.call('DELETE', `/webhook-endpoints/${other}`);
    expect((await api.call('POST', `/deliveries/${id}/retry`)).json.error).toBe('conflict');
    expect((await api.ok('GET', `/deliveries/${id}`)).status).toBe('dropped');
  });
});
