/** The rate limit's judgement held against the truth: a log of every moment at which a request passed. */
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
let client: pg.Client;
beforeAll(async () => {
  fresh = await freshDatabase();
  client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
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
