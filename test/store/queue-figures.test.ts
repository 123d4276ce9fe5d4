/** The look at the queue that metrics are made of: right, seldom, and harmless when the database is away. */
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { createQueueFigures } from '../../core/store/queue-figures.ts';
import { freshDatabase } from '../support/database.ts';

const database = await freshDatabase();
const pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=crossdock' });
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** A minute of now, which no endpoint or event has to exist for. */
async function putDeliveries(...nextAttempts: readonly string[]): Promise<void> {
  const client = await pool.connect();
  await client.query(`set session_replication_role = replica`);
  await client.query(`delete from deliveries`);
  for (const next of nextAttempts) {
    const status = next === 'sending' ? 'sending' : 'pending';
    await client.query(
      `insert into deliveries (org_id, id, event_id, endpoint_id, event_type, status, next_attempt_at)
       values (gen_random_uuid(), uuid_v7(), gen_random_uuid(), gen_random_uuid(), 'order.created', $1, ${status === 'sending' ? 'null' : next})`,
      [status],
    );
  }
  await client.query(`reset session_replication_role`);
  client.release();
}

/** A stopwatch that the test moves, and how often the database was asked. */
function watched() {
  let now = 0;
  let questions = 0;
  const counting = Object.assign(Object.create(pool) as pg.Pool, {
    query: (question: pg.QueryConfig) => {
      questions += 1;
      return pool.query(question);
    },
  });
  const figures = createQueueFigures(counting, () => now);
  return { figures, questions: () => questions, wait: (milliseconds: number) => (now += milliseconds) };
}

describe('the figures', () => {
  it('tell what is due from what waits, is parked or is being sent', async () => {
    const past = `now() - interval '90 seconds'`;
    await putDeliveries(
      past,
      `now() - interval '1 second'`,
      `now() + interval '1 hour'`,
      'null',
      'null',
      'sending',
      `'-infinity'`,
    );
    const seen = await watched().figures();
    expect(seen).toMatchObject({ due: 3, scheduled: 1, parked: 2, sending: 1, endpointsSpared: 0, endpointsDisabled: 0 });
    expect(seen?.oldestDueSeconds).toBeGreaterThanOrEqual(90);
    expect(seen?.oldestDueSeconds).toBeLessThan(120);
  });

  it('of an empty queue are zeros', async () => {
    await putDeliveries();
    expect(new Set(Object.values((await watched().figures()) ?? {}))).toEqual(new Set([0]));
  });

  it('are the same for everybody who asks within three seconds, also while they are looked up', async () => {
    const { figures, questions, wait } = watched();
    await Promise.all([figures(), figures(), figures()]);
    wait(2_999);
    await figures();
    expect(questions()).toBe(1);
    wait(1);
    await figures();
    expect(questions()).toBe(2);
  });

  it('are absent when the database does not answer, and there again when it does', async () => {
    const away = new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/nowhere' });
    expect(await createQueueFigures(away, () => 0)()).toBeUndefined();
    await away.end();
  });
});
