/**
 * Writes `last_used_at` in the background, once a second for all that were used, so that it costs no request anything.
 */
import type pg from 'pg';
import type { Log } from '../domain/ports.ts';

/** Something whose row has org_id, id and last_used_at. */
interface Used {
  readonly organisationId: string;
  readonly id: string;
}

/** Collects uses. */
export interface LastUsed {
  touch(used: Used): void;
  /** Writes the last of them. */
  close(): Promise<void>;
}

const intervalMilliseconds = 1_000;

/** Collects for one table, which must have those columns. */
export function createLastUsed(pool: pg.Pool, table: 'connectors' | 'api_keys', log: Log): LastUsed {
  const uses = new Map<string, Used>();

  const write = async (): Promise<void> => {
    if (uses.size === 0) return;
    const written = [...uses.values()];
    uses.clear();
    try {
      await pool.query({
        name: `touch-${table}`,
        text: `update ${table} t set last_used_at = now() from unnest($1::uuid[], $2::uuid[]) as used (org_id, id)
          where t.org_id = used.org_id and t.id = used.id`,
        values: [written.map(({ organisationId }) => organisationId), written.map(({ id }) => id)],
      });
    } catch (error) {
      log.warn('last_used_at could not be written', { table, reason: error instanceof Error ? error.message : 'unknown' });
    }
  };
  const timer = setInterval(() => void write(), intervalMilliseconds).unref();

  return {
    touch: (used) => void uses.set(used.id, used),
    async close() {
      clearInterval(timer);
      await write();
    },
  };
}
