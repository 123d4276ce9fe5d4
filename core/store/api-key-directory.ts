/**
 * Finds read keys by their hash, across organisations. It never sees a key itself.
 */
import type pg from 'pg';
import type { ApiKey, ApiKeyDirectory } from '../domain/api-key.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { classify } from './failure.ts';
import { createLastUsed } from './last-used.ts';
import { createShortMemory } from './short-memory.ts';

/** Reads on the system pool. */
export function createApiKeyDirectory(pool: pg.Pool, clock: Clock, log: Log): ApiKeyDirectory & { close(): Promise<void> } {
  const memory = createShortMemory<ApiKey>(clock);
  const lastUsed = createLastUsed(pool, 'api_keys', log);

  const load = async (hash: Uint8Array): Promise<ApiKey | undefined> => {
    try {
      const { rows } = await pool.query<ApiKey>({
        name: 'api-key-by-hash',
        text: `select id, org_id as "organisationId", scope, revoked_at is not null as revoked from api_keys where key_hash = $1`,
        values: [hash],
      });
      return rows[0];
    } catch (error) {
      throw classify(error);
    }
  };

  return {
    byKeyHash: (hash) => memory.recall(Buffer.from(hash).toString('hex'), () => load(hash)),
    touch: lastUsed.touch,
    forget: (apiKeyId) => memory.forget(({ id }) => id === apiKeyId),
    close: lastUsed.close,
  };
}
