/**
 * Compares the master keys that a hub would hold with those that sealed what is in the database, and says where a replacement
 * of the key stands. It names keys by their ids only.
 */
import type { ClientBase } from 'pg';
import { hasSuccessor, readStoredMasterKeys } from '../platform/master-key.ts';
import { masterKeyId } from '../platform/secret-box.ts';
import { findRunningHubs } from '../store/running-hubs.ts';
import { findKeyUses, holdsKey, type KeyUse, readSealingKey, wordKeys } from '../store/sealing-key.ts';
import { failed, type Finding, ok, reasonOf, skipped, warning } from './finding.ts';
import type { Settings } from './settings.ts';

const check = 'master key';
const finishIt = 'run crossdock master-key rotate, which also goes on with one that was interrupted';

/** One finding, on a database of this version. */
export async function keyFinding(client: ClientBase, settings: Settings): Promise<Finding> {
  const { environment, hasMasterKey } = settings;
  const stored = storedKeyFinding(settings);
  if (stored.state === 'failed') return stored;
  const keys = hasMasterKey ? (environment.masterKeys ?? readStoredMasterKeys(environment.dataDirectory)) : [];
  const keyIds = keys.map(masterKeyId);
  const [wanted] = keyIds;
  if (wanted === undefined) return stored;

  await client.query('set role crossdock_system');
  const uses = await findKeyUses(client);
  const chosen = (await readSealingKey(client)) ?? wanted;
  const needed = uses.map(({ keyId }) => keyId);
  if (uses.length > 0 && !holdsKey(needed, chosen)) needed.push(chosen);
  const foreign = needed.filter((keyId) => !holdsKey(keyIds, keyId));
  if (foreign.length > 0) {
    const detail = `the secrets in the database were sealed with ${wordKeys(foreign)}, and this is ${wordKeys(keyIds)}`;
    const mend =
      'set CROSSDOCK_MASTER_KEY (or the data folder) to the one that the hub ran with, or put that into CROSSDOCK_MASTER_KEY_PREVIOUS';
    return failed(check, detail, mend);
  }
  const blind = (await findRunningHubs(client)).filter((hub) => !holdsKey(hub.keyIds, wanted)).map(({ name }) => name);
  if (blind.length > 0)
    return warning(check, `${blind.join(', ')} runs without ${wordKeys([wanted])}`, 'restart it with the variables of this one');

  const others = keyIds.filter((keyId) => !keyId.equals(wanted));
  const left = uses.filter(({ keyId }) => !keyId.equals(wanted));
  if (left.length > 0)
    return warning(check, `secrets are still sealed with another key than ${wordKeys([wanted])}: ${wordUses(left)}`, finishIt);
  if (!chosen.equals(wanted))
    return warning(check, `the hubs seal with ${wordKeys([chosen])}, not with ${wordKeys([wanted])} yet`, finishIt);
  if (others.length > 0 && environment.masterKeys === undefined)
    return warning(check, `its replacement in ${environment.dataDirectory} is not finished`, finishIt);
  const all = `every secret was sealed with ${wordKeys([wanted])}, which this is`;
  if (others.length === 0) return ok(check, all);
  return ok(check, `${all}; nothing is left of ${wordKeys(others)}, which can be taken out of CROSSDOCK_MASTER_KEY_PREVIOUS`);
}

function wordUses(uses: readonly KeyUse[]): string {
  return uses.map(({ keyId, count }) => `${count} with ${wordKeys([keyId])}`).join(', ');
}

/** For the embedded database, whose key lies beside it, while it does not run. */
export function storedKeyFinding({ environment: { masterKeys, dataDirectory }, hasMasterKey }: Settings): Finding {
  if (!hasMasterKey) return skipped(check, 'there is none to compare');
  if (masterKeys) return ok(check, 'set, and 32 bytes long');
  try {
    if (readStoredMasterKeys(dataDirectory).length === 0) return ok(check, `the first start makes one in ${dataDirectory}`);
    if (hasSuccessor(dataDirectory)) return warning(check, `it is being replaced in ${dataDirectory}`, finishIt);
    return ok(check, `in ${dataDirectory}`);
  } catch (error) {
    return failed(check, reasonOf(error), 'restore the file from a back-up of the data folder');
  }
}
