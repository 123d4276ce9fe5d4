/**
 * What a replacement of the master key works with: the keys and the database, from the environment or from the data folder,
 * where it can also make the new key. An embedded database that no hub runs is started for as long as it takes.
 */
import type { RandomBytes } from '../domain/ports.ts';
import { findRunningDatabase } from '../platform/embedded-database/running-database.ts';
import { startEmbeddedDatabase } from '../platform/embedded-database/embedded-database.ts';
import type { Environment } from '../platform/environment.ts';
import { hasSuccessor, makeSuccessor, promoteSuccessor, readStoredMasterKeys } from '../platform/master-key.ts';

/** The keys and the database. */
export interface KeysAtHand {
  readonly databaseUrl: string;
  /** The one that is to seal first, then those that it takes the place of. */
  readonly keys: readonly Buffer[];
  /** From an environment nobody but the operator can take the old key away. */
  readonly keptBy: 'environment' | 'data folder';
  /** True when `keys` begin with the new one; false where it has yet to be made. */
  readonly hasNewKey: boolean;
  /** The same keys, the new one made where it is not there. */
  makeNewKey(): Promise<readonly Buffer[]>;
  /** Makes the new key the only one, where the hub keeps its keys itself. Only when nothing is sealed under the old one any more. */
  retireOldKeys(): Promise<void>;
  close(): Promise<void>;
}

/** Finds them. Rejects with a sentence for the operator when there is no key yet. */
export async function findKeysAtHand(environment: Environment, randomBytes: RandomBytes): Promise<KeysAtHand> {
  const { dataDirectory, masterKeys } = environment;
  if (masterKeys === undefined && readStoredMasterKeys(dataDirectory).length === 0)
    throw new Error(`there is no master key in ${dataDirectory} yet: the first start of a hub makes one`);
  const database = await findDatabase(environment);
  if (masterKeys !== undefined)
    return {
      ...database,
      keys: masterKeys,
      keptBy: 'environment',
      hasNewKey: true,
      makeNewKey: () => Promise.resolve(masterKeys),
      retireOldKeys: () => Promise.resolve(),
    };
  return {
    ...database,
    keys: readStoredMasterKeys(dataDirectory),
    keptBy: 'data folder',
    hasNewKey: hasSuccessor(dataDirectory),
    async makeNewKey() {
      await makeSuccessor(dataDirectory, randomBytes);
      return readStoredMasterKeys(dataDirectory);
    },
    retireOldKeys: () => promoteSuccessor(dataDirectory),
  };
}

async function findDatabase({ databaseUrl, dataDirectory }: Environment): Promise<Pick<KeysAtHand, 'databaseUrl' | 'close'>> {
  const running = databaseUrl ?? findRunningDatabase(dataDirectory);
  if (running !== undefined) return { databaseUrl: running, close: () => Promise.resolve() };
  const embedded = await startEmbeddedDatabase({ dataDirectory });
  return { databaseUrl: embedded.url, close: () => embedded.stop() };
}
