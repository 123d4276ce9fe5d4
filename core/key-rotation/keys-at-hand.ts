/**
 * What a replacement of the master key works with: the keys and the database, from the environment or from the data folder,
 * where it also makes the new key. An embedded database that no hub runs is started for as long as it takes.
 */
import type { RandomBytes } from '../domain/ports.ts';
import { findRunningDatabase } from '../platform/embedded-database/running-database.ts';
import { startEmbeddedDatabase } from '../platform/embedded-database/embedded-database.ts';
import type { Environment } from '../platform/environment.ts';
import { makeSuccessor, promoteSuccessor, readStoredMasterKeys } from '../platform/master-key.ts';

/** The keys and the database. */
export interface KeysAtHand {
  readonly databaseUrl: string;
  /** The new one first, then those that it takes the place of. */
  readonly keys: readonly Buffer[];
  /** Who keeps the keys: then nobody but the operator can take the old one away. */
  readonly keptBy: 'environment' | 'data folder';
  /** Makes the new key the only one, where the hub keeps its keys itself. Only when nothing is sealed under the old one any more. */
  retireOldKeys(): Promise<void>;
  close(): Promise<void>;
}

/** Finds them. `makeNew` false makes no key, for whoever only looks. Rejects with a sentence for the operator when there is no key yet. */
export async function findKeysAtHand(environment: Environment, randomBytes: RandomBytes, makeNew: boolean): Promise<KeysAtHand> {
  const { dataDirectory, masterKeys } = environment;
  if (masterKeys === undefined && readStoredMasterKeys(dataDirectory).length === 0)
    throw new Error(`there is no master key in ${dataDirectory} yet: the first start of a hub makes one`);
  const database = await findDatabase(environment);
  if (masterKeys !== undefined)
    return { ...database, keys: masterKeys, keptBy: 'environment', retireOldKeys: () => Promise.resolve() };
  if (makeNew) await makeSuccessor(dataDirectory, randomBytes);
  return {
    ...database,
    keys: readStoredMasterKeys(dataDirectory),
    keptBy: 'data folder',
    retireOldKeys: () => promoteSuccessor(dataDirectory),
  };
}

async function findDatabase({ databaseUrl, dataDirectory }: Environment): Promise<Pick<KeysAtHand, 'databaseUrl' | 'close'>> {
  const running = databaseUrl ?? findRunningDatabase(dataDirectory);
  if (running !== undefined) return { databaseUrl: running, close: () => Promise.resolve() };
  const embedded = await startEmbeddedDatabase({ dataDirectory });
  return { databaseUrl: embedded.url, close: () => embedded.stop() };
}
