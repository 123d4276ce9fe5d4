/**
 * Finds secrets that another master key sealed. Who looks must see every tenant.
 */
import type { ClientBase, Pool } from 'pg';

/** The id of another key that sealed a secret here, as 8 hex digits; undefined when all are `keyId`'s. */
export async function findForeignKey(database: Pool | ClientBase, keyId: Buffer): Promise<string | undefined> {
  const { rows } = await database.query<{ key_id: string }>(
    `select encode(substr(sealed_secret, 2, 4), 'hex') as key_id
     from (select sealed_secret from crossdock.connectors union all
           select sealed_secret from crossdock.webhook_endpoints where sealed_secret is not null) as sealed
     where substr(sealed_secret, 2, 4) <> $1 limit 1`,
    [keyId],
  );
  return rows[0]?.key_id;
}
