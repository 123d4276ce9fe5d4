/**
 * Makes the partitions of the coming days and drops those of days that are not kept any more. Each is a transaction of its
 * own, so that no lock on one table is kept while another is waited for.
 */
import type pg from 'pg';

const partitionedTables = ['deliveries', 'delivery_attempts', 'request_log'];

/** One that somebody reads just now stays until the next time. Rejects when the database does. */
export async function maintainPartitions(client: pg.ClientBase, keepDays: number): Promise<void> {
  for (const table of partitionedTables) await client.query('select make_partitions($1)', [table]);
  const { rows } = await client.query<{ part: string }>('select part from old_partitions($1) as part', [keepDays]);
  for (const { part } of rows) await client.query('select drop_old_partition($1, $2)', [part, keepDays]);
}
