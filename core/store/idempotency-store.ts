/**
 * Looks up what was answered under an Idempotency-Key. Replies are written by the commit, never here.
 */
import type pg from 'pg';
import type { IdempotencyStore } from '../domain/unit-of-work.ts';
import { classify } from './failure.ts';

interface ReplyRow {
  readonly fingerprint: Buffer;
  readonly status_code: number;
  readonly content_type: string | null;
  readonly body: string;
}

/** Reads on the tenants' pool. */
export function createIdempotencyStore(pool: pg.Pool): IdempotencyStore {
  return {
    async find({ organisationId }, callerId, key) {
      try {
        const { rows } = await pool.query<ReplyRow>({
          name: 'find-reply',
          text: 'select fingerprint, status_code, content_type, body from find_reply($1, $2, $3)',
          values: [organisationId, callerId, key],
        });
        const row = rows[0];
        if (!row) return undefined;
        const contentType = row.content_type === null ? {} : { contentType: row.content_type };
        return { fingerprint: row.fingerprint, reply: { status: row.status_code, body: row.body, ...contentType } };
      } catch (error) {
        throw classify(error);
      }
    },
  };
}
