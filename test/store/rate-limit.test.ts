/** The rate limit: its judgement held against the truth (a log of every moment at which a request passed), and its counting. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UnavailableError } from '../../core/domain/unavailable.ts';
import { createRateLimiter } from '../../core/store/rate-limiter.ts';
import { type Database, openDatabase } from '../../core/store/database.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
let client: pg.Client;
let database: Database;
const silent = { info: () => {}, warn: () => {}, error: () => {} };
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase({ url: fresh.url, tenantConnections: 4, systemConnections: 1, log: silent });
  client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

interface Verdict {
  readonly allowed: boolean;
  readonly remaining: number;
  readonly retry_after_seconds: number;
}

/** Puts requests at these moments (milliseconds) before the judge, one after the other, in one statement. */
async function judge(moments: readonly number[], cap: number): Promise<readonly Verdict[]> {
  const { rows } = await client.query<Verdict>(
    `with recursive judged as (
       select 0 as step, array_fill(0::bigint, array[61]) as seconds, array_fill(0, array[61]) as hits,
         null::boolean as allowed, null::integer as remaining, null::integer as retry_after_seconds
       union all
       select step + 1, v.seconds, v.hits, v.allowed, v.remaining, v.retry_after_seconds
       from judged, crossdock.judge_request(floor(($1::float8[])[step + 1] / 1000)::bigint, $2, judged.seconds, judged.hits) v
       where step < cardinality($1::float8[])
     ) select allowed, remaining, retry_after_seconds from judged where step > 0 order by step`,
    [moments, cap],
  );
  return rows;
}

const start = 1_795_000_000_000;
/** Requests in order, most of them close together, some after a pause that may just be long enough. */
const moments = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 50_000, max: 65_000 }) },
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((pauses) =>
    pauses.map(
      (
        (now) => (pause: number) =>
          (now += pause)
      )(start),
    ),
  );

test('never lets more than the cap through in any 60 seconds, nor refuses while the last 61 have room', async () => {
  await fc.assert(
    fc.asyncProperty(moments, fc.integer({ min: 1, max: 8 }), async (times, cap) => {
      const passed: number[] = [];
      for (const [index, { allowed, remaining }] of (await judge(times, cap)).entries()) {
        const now = times[index] ?? 0;
        const lately = (milliseconds: number) => passed.filter((at) => at > now - milliseconds).length;
        if (allowed) {
          expect(lately(60_000)).toBeLessThan(cap);
          expect(remaining).toBeLessThan(cap);
          passed.push(now);
        } else {
          expect(lately(61_000)).toBeGreaterThanOrEqual(cap);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('names a wait from 1 to 61 seconds, after which one request passes', async () => {
  await fc.assert(
    fc.asyncProperty(moments, fc.integer({ min: 1, max: 4 }), async (times, cap) => {
      const verdicts = await judge(times, cap);
      const refused = verdicts.findIndex(({ allowed }) => !allowed);
      if (refused < 0) return;
      const wait = verdicts[refused]?.retry_after_seconds ?? 0;
      expect(wait).toBeGreaterThanOrEqual(1);
      expect(wait).toBeLessThanOrEqual(61);
      const until = times.slice(0, refused + 1);
      const later = await judge([...until, (until.at(-1) ?? 0) + wait * 1000], cap);
      expect(later.at(-1)?.allowed).toBe(true);
    }),
    { numRuns: 300 },
  );
});

describe('counting many requests at a time', () => {
  test('lets exactly the cap of each caller through, whichever process counts them', async () => {
    const processes = [createRateLimiter(database.tenants), createRateLimiter(database.tenants)];
    const callers = Array.from({ length: 5 }, (_, index) => ({ org: randomUUID(), id: randomUUID(), cap: 7 + index }));
    const hits = Array.from({ length: 40 }, (_, round) =>
      callers.map(async ({ org, id, cap }) => ({ id, verdict: await processes[round % 2]?.hit(org, id, cap) })),
    );
    const counted = await Promise.all(hits.flat());
    for (const { id, cap } of callers) {
      const verdicts = counted.flatMap((hit) => (hit.id === id && hit.verdict ? [hit.verdict] : []));
      const passed = verdicts.filter(({ allowed }) => allowed);
      expect(passed.map(({ remaining }) => remaining).toSorted((a, b) => b - a)).toEqual(
        Array.from({ length: cap }, (_, index) => cap - index - 1),
      );
      const waits = verdicts.filter(({ allowed }) => !allowed).map(({ retryAfterSeconds }) => retryAfterSeconds);
      expect(waits).toHaveLength(40 - cap);
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(50);
    }
  });

  test('keeps two organisations apart that use the same id for a caller', async () => {
    const limiter = createRateLimiter(database.tenants);
    const caller = randomUUID();
    const orgs = [randomUUID(), randomUUID()];
    const verdicts = await Promise.all([...orgs, ...orgs, ...orgs].map((org) => limiter.hit(org, caller, 2)));
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, true, true, false, false]);
  });

  test('without a database refuses to judge, as unavailable', async () => {
    const nowhere = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 1_000 });
    const limiter = createRateLimiter(nowhere);
    const hits = await Promise.allSettled(['a', 'b', 'c'].map((caller) => limiter.hit(randomUUID(), caller, 1)));
    expect(hits.map((hit) => hit.status === 'rejected' && hit.reason instanceof UnavailableError)).toEqual([true, true, true]);
    await nowhere.end();
  });
});
