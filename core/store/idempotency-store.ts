/**
 * Looks up what was answered under an Idempotency-Key. Replies are written by the commit, never here.
 *
 * Looks that come while others are under way are made together by the next statement.
 */
import type pg from 'pg';
import type { IdempotencyStore, StoredReply } from '../domain/unit-of-work.ts';
import { classify } from './failure.ts';
import { gather } from './gather.ts';

/** One for each look; its columns are null when nothing was answered under the key. */
interface ReplyRow {
  readonly fingerprint: Buffer | null;
  readonly status_code: number;
  readonly content_type: string | null;
  readonly body: string;
}

interface Look {
  readonly organisationId: string;
  readonly callerId: string;
  readonly key: string;
}

const gathering = {
  maximumBatch: 64,
  maximumInFlight: 2,
  patienceMilliseconds: 50,
  lockKey: () => '', // a look locks nothing
};

/** Reads on the tenants' pool. */
export function createIdempotencyStore(pool: pg.Pool): IdempotencyStore {
  const look = gather(gathering, async (looks: readonly Look[]) => {
    try {
      const { rows } = await pool.query<ReplyRow>({
        name: 'find-replies',
        text: 'select * from find_replies($1, $2, $3)',
        values: [
          looks.map(({ organisationId }) => organisationId),
          looks.map(({ callerId }) => callerId),
          looks.map(({ key }) => key),
        ],
      });
      return rows.map(toReply);
    } catch (error) {
      throw classify(error);
    }
  });
  return { find: ({ organisationId }, callerId, key) => look({ organisationId, callerId, key }) };
}

function toReply({ fingerprint, status_code: status, content_type: contentType, body }: ReplyRow): StoredReply | undefined {
  if (fingerprint === null) return undefined;
  return { fingerprint, reply: { status, body, ...(contentType === null ? {} : { contentType }) } };
}
