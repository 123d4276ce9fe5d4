/**
 * The hubs that run on this database: which master keys each of them holds, and which one all of them seal with. A hub says so
 * every few seconds and follows what was decided, so that a new key seals only once everybody can open what it seals.
 */
import type { ClientBase, Pool } from 'pg';
import type { Log } from '../domain/ports.ts';
import type { Stopwatch } from '../domain/telemetry.ts';
import { sealedValues } from './sealed-columns.ts';
import { findKeyUses, holdsKey, wordKeys } from './sealing-key.ts';

/** The master keys of a hub, by their ids. */
export interface HeldKeys {
  readonly keyIds: readonly Buffer[];
  readonly sealingKeyId: Buffer;
  sealUnder(keyId: Buffer): void;
}

/** Who takes a place among the running hubs. */
export interface HubOptions {
  readonly pool: Pool;
  readonly keys: HeldKeys;
  /** A UUID that no other process has. */
  readonly id: string;
  /** The machine and the process, for whoever has to find it. */
  readonly name: string;
  /** Called every few seconds: takes up keys that have come since. Never throws. */
  readonly refreshKeys: () => void;
  readonly stopwatch: Stopwatch;
  readonly log: Log;
}

/** A running hub, as the others see it. */
export interface RunningHub {
  readonly name: string;
  readonly keyIds: readonly Buffer[];
  /** What it seals with, and nothing that it sealed with another one is still to be written. */
  readonly sealingKeyId: Buffer;
}

const wordMilliseconds = 3_000;
/** What was sealed under the key before is written by then, or never: nobody waits so long for a connection and a row. */
const settlingMilliseconds = 5_000;
/** Who was silent for longer is dead, or as good as dead. */
const isHeard = "seen_at > now() - interval '15 seconds'";

const announce = `
  insert into crossdock.running_hubs (id, name, key_ids, sealing_key_id) values ($1, $2, $3, $4)
  on conflict (id) do update set key_ids = excluded.key_ids, sealing_key_id = excluded.sealing_key_id, seen_at = now()`;

/** A key that sealed nothing and that no running hub holds was chosen by one that is gone. */
const replaceLostKey = `
  update crossdock.sealing_key s set key_id = $1, changed_at = now()
  where not s.key_id = any ($2)
    and not exists (select from (${sealedValues}) as sealed where sealed.key_id = s.key_id)
    and not exists (select from crossdock.running_hubs where ${isHeard} and s.key_id = any (key_ids))`;

/**
 * Takes a place among the running hubs, and has `keys` seal with the key that all of them seal with; the first hub of a
 * database chooses its own. The function it gives gives the place back. Rejects with a sentence for the operator when the hub
 * lacks a key that sealed something.
 */
export async function joinRunningHubs(options: HubOptions): Promise<() => Promise<void>> {
  const { pool, keys, id, name, refreshKeys, log } = options;
  const word = (sealingKeyId: Buffer) => [id, name, keys.keyIds, sealingKeyId];
  const withdraw = () => pool.query('delete from crossdock.running_hubs where id = $1', [id]);

  const chosen = await onConnection(pool, async (client) => {
    await client.query("delete from crossdock.running_hubs where seen_at < now() - interval '1 hour'");
    await client.query('insert into crossdock.sealing_key (key_id) values ($1) on conflict do nothing', [keys.sealingKeyId]);
    await client.query(replaceLostKey, [keys.sealingKeyId, keys.keyIds]);
    // Held to the end: whoever chooses another key meanwhile waits for this transaction, and then sees this hub.
    const { rows } = await client.query<{ key_id: Buffer }>('select key_id from crossdock.sealing_key for share');
    const found = rows[0]?.key_id ?? keys.sealingKeyId;
    await client.query(announce, word(found));
    return found;
  });
  const used = (await findKeyUses(pool)).map(({ keyId }) => keyId);
  const foreign = [chosen, ...used].find((keyId) => !holdsKey(keys.keyIds, keyId));
  if (foreign !== undefined) {
    await withdraw();
    const sealed = `the secrets in this database were sealed under master key ${wordKeys([foreign])}`;
    const advice = 'give it the right CROSSDOCK_MASTER_KEY (or CROSSDOCK_MASTER_KEY_PREVIOUS) or data folder';
    throw new Error(`${sealed}, but this hub holds ${wordKeys(keys.keyIds)}: ${advice}`);
  }
  keys.sealUnder(chosen);

  const follower = createFollower(options);
  let isHeardOf = true;
  const speak = async (): Promise<void> => {
    refreshKeys();
    try {
      const text = `with told as (${announce}) select key_id from crossdock.sealing_key`;
      const { rows } = await pool.query<{ key_id: Buffer }>({ name: 'running-hub', text, values: word(follower.settledKeyId()) });
      if (rows[0]) follower.follow(rows[0].key_id);
      isHeardOf = true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      if (isHeardOf) log.warn('the other hubs cannot be told that this one runs', { reason });
      isHeardOf = false;
    }
  };
  let speaking: Promise<void> | undefined;
  const timer = setInterval(() => {
    speaking ??= speak().finally(() => (speaking = undefined));
  }, wordMilliseconds);
  return async () => {
    clearInterval(timer);
    await speaking;
    await withdraw().catch(() => undefined); // who falls silent counts as gone as well
  };
}

/** Has a hub seal with what is chosen, and knows since when nothing else is on its way from it. */
function createFollower({ keys, stopwatch, log }: HubOptions) {
  let [settled, followedAt] = [keys.sealingKeyId, -Infinity];
  let missing: Buffer | undefined;
  return {
    settledKeyId(): Buffer {
      if (stopwatch() - followedAt > settlingMilliseconds) settled = keys.sealingKeyId;
      return settled;
    },
    follow(keyId: Buffer): void {
      if (keyId.equals(keys.sealingKeyId)) return;
      const fields = { sealingKeyId: keyId.toString('hex') };
      if (holdsKey(keys.keyIds, keyId)) {
        keys.sealUnder(keyId);
        followedAt = stopwatch();
        log.info('secrets are sealed under another master key from now on', fields);
      } else if (!missing?.equals(keyId)) {
        missing = keyId;
        log.error('secrets are sealed under a master key that this hub lacks', fields);
      }
    },
  };
}

/** Every hub that was heard lately. */
export async function findRunningHubs(database: ClientBase): Promise<readonly RunningHub[]> {
  const { rows } = await database.query<RunningHub>(
    `select name, key_ids as "keyIds", sealing_key_id as "sealingKeyId" from crossdock.running_hubs where ${isHeard} order by name`,
  );
  return rows;
}

/** Has all hubs seal with this key from now on, unless one of those that run lacks it: gives those, and none where it was done. */
export function chooseSealingKey(client: ClientBase, keyId: Buffer): Promise<readonly RunningHub[]> {
  return inTransaction(client, async () => {
    // Whoever joins meanwhile waits for this one, or came before and is seen below.
    await client.query('select from crossdock.sealing_key for update');
    const lacking = (await findRunningHubs(client)).filter(({ keyIds }) => !holdsKey(keyIds, keyId));
    if (lacking.length > 0) return lacking;
    await client.query(
      `insert into crossdock.sealing_key as s (key_id) values ($1)
       on conflict (is_only) do update set key_id = excluded.key_id, changed_at = now() where s.key_id <> excluded.key_id`,
      [keyId],
    );
    return lacking;
  });
}

async function onConnection<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await inTransaction(client, () => work(client));
  } finally {
    client.release();
  }
}

async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // a lost connection has taken its transaction along
    throw error;
  }
}
