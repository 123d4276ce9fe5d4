/**
 * Deletes rows that are older than they are kept, in batches that are over in a moment, so that nobody waits behind one.
 */
import type pg from 'pg';

/** Rows of one kind. */
export interface OldRows {
  readonly what: string;
  /** Deletes some of them. Gives one row, whose `isMore` says that there may be more. */
  readonly deleteBatch: string;
}

const batchRows = 2_000;
/** Of a table that is read as a whole for each batch, and that has no write-ahead log, so that deleting is cheap. */
const unloggedBatchRows = 20_000;
/** Counts by the hour can be asked for over a week. */
const countDays = 8;

/** What a busy hub has more of every second. `keepDays` is how long deliveries and logs stay. */
export function risingRows(keepDays: number): readonly OldRows[] {
  return [
    {
      what: 'expired idempotency keys',
      deleteBatch: deletion('idempotency_keys', 'expires_at < now() order by expires_at'),
    },
    { what: 'old events', deleteBatch: `select purge_events(${keepDays}, ${batchRows}) >= ${batchRows} as "isMore"` },
    { what: 'requests of strangers', deleteBatch: strangersDeletion },
  ];
}

/** What is little, and has no index by its age. */
export function otherRows(keepDays: number): readonly OldRows[] {
  return [
    { what: 'alerts that are over', deleteBatch: deletion('alerts', `ended_at < now() - interval '${keepDays} days'`) },
    { what: 'old counts of requests', deleteBatch: deletion('request_hours', `hour < now() - interval '${countDays} days'`) },
    { what: 'old counts of attempts', deleteBatch: deletion('attempt_hours', `hour < now() - interval '${countDays} days'`) },
    // None lasts longer than half a day, by clocks that may differ by less than another half.
    { what: 'sessions of operators', deleteBatch: deletion('operator_sessions', `created_at < now() - interval '1 day'`) },
    {
      what: 'callers who are away',
      deleteBatch: deletion(
        'rate_windows',
        `extract(epoch from now() - interval '1 hour')::bigint > all (seconds)`,
        unloggedBatchRows,
      ),
    },
  ];
}

/** Takes a batch of each kind in turn until none is left of any, or until `goesOn` says no. Gives what is unfinished. */
export async function deleteOldRows(
  client: pg.ClientBase,
  kinds: readonly OldRows[],
  goesOn: () => boolean,
  complain: (what: string, error: unknown) => void,
): Promise<readonly string[]> {
  let unfinished = kinds;
  while (unfinished.length > 0 && goesOn()) {
    const moreToDo: OldRows[] = [];
    for (const kind of unfinished) {
      try {
        const { rows } = await client.query<{ isMore: boolean }>(kind.deleteBatch);
        if (rows[0]?.isMore) moreToDo.push(kind);
      } catch (error) {
        complain(kind.what, error);
      }
    }
    unfinished = moreToDo;
  }
  return unfinished.map(({ what }) => what);
}

/** A row that somebody is changing just now is not old, and nobody is waited for. */
function deletion(table: string, condition: string, most = batchRows): string {
  return `
    with deleted as (
      delete from ${table} where ctid = any (array(
        select ctid from ${table} where ${condition} limit ${most} for update skip locked))
      returning 1
    ) select count(*) >= ${most} as "isMore" from deleted`;
}

/**
 * By the ids, which begin with the time. Ordered as the one index is that has the organisation first: the planner must not look
 * for strangers among everybody. The bounds keep it from looking for the ids in days that have none of them.
 */
const strangersDeletion = `
  with old as materialized (
    select id from request_log where org_id is null and id < uuid_v7_floor(now() - interval '24 hours')
    order by org_id, id limit ${batchRows}
  ), deleted as (
    delete from request_log where id = any (array(select id from old))
      and id between (select id from old order by id limit 1) and (select id from old order by id desc limit 1)
    returning 1
  ) select count(*) >= ${batchRows} as "isMore" from deleted`;
