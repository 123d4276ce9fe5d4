/**
 * Which master keys sealed what is in the database, and which one the hubs seal with. Who looks must see every tenant.
 */
import type { ClientBase, Pool } from 'pg';
import { sealedValues } from './sealed-columns.ts';

/** How many values one master key sealed. */
export interface KeyUse {
  /** Four bytes. */
  readonly keyId: Buffer;
  readonly count: number;
}

/** Every master key that sealed something here, the one with the most first. */
export async function findKeyUses(database: Pool | ClientBase): Promise<readonly KeyUse[]> {
  const { rows } = await database.query<KeyUse>(
    `select key_id as "keyId", count(*)::integer as count from (${sealedValues}) as sealed group by key_id order by count desc, key_id`,
  );
  return rows;
}

/** The id of the key that seals here; undefined before the first hub has started. */
export async function readSealingKey(database: Pool | ClientBase): Promise<Buffer | undefined> {
  const { rows } = await database.query<{ key_id: Buffer }>('select key_id from crossdock.sealing_key');
  return rows[0]?.key_id;
}

/** True when this key is one of those. */
export function holdsKey(keyIds: readonly Buffer[], keyId: Buffer): boolean {
  return keyIds.some((held) => held.equals(keyId));
}

/** Ids as an operator reads them: "1a2b3c4d and 5e6f7a8b". */
export function wordKeys(keyIds: readonly Buffer[]): string {
  return keyIds.map((keyId) => keyId.toString('hex')).join(' and ');
}
