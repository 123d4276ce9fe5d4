/**
 * The rate limit in PostgreSQL: exact over any sliding 60 seconds, committed apart from the work it lets through.
 */
import type pg from 'pg';
import type { RateLimiter } from '../domain/rate-limit.ts';
import { classify } from './failure.ts';

/** Counts on the tenants' pool. */
export function createRateLimiter(pool: pg.Pool): RateLimiter {
  return {
    async hit(organisationId, callerId, capPerMinute) {
      try {
        const { rows } = await pool.query<{ allowed: boolean; remaining: number; retry_after_seconds: number }>({
          name: 'count-request',
          text: 'select * from count_request($1, $2, $3)',
          values: [organisationId, callerId, capPerMinute],
        });
        const row = rows[0];
        if (!row) throw new Error('count_request gave no verdict');
        return { allowed: row.allowed, remaining: row.remaining, retryAfterSeconds: row.retry_after_seconds };
      } catch (error) {
        throw classify(error);
      }
    },
  };
}
