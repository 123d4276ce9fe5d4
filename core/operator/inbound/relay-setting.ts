/**
 * Where a connector's settings send the replies to buyers, judged when they are saved as a webhook endpoint's URL is: nobody
 * should learn of a wrong one from the first reply that cannot be sent.
 */
import type { FieldFault } from '../../domain/fault.ts';
import { factsOf, type Store } from '../../domain/provisioning/store.ts';
import type { UrlJudge } from '../../domain/provisioning/webhook-endpoint.ts';
import type { LoadedAdapter } from '../../sdk/catalogue.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import type { Located } from '../request/lookups.ts';
import { settingsFaults } from './connector-body.ts';
import { mergeSettings, openSettings, type Settings } from './connector-settings.ts';

const wordings = {
  https_required: 'must use https',
  url_not_allowed: 'points to an address that outbound requests may not reach',
} as const;

/** What speaks against the relay that these settings name; empty when nothing does, or when they name none. They are valid. */
export async function relayFaults(
  settings: Settings,
  loaded: LoadedAdapter,
  store: Store,
  judgeUrl: UrlJudge,
): Promise<readonly FieldFault[]> {
  const url = await namedRelay(settings, loaded, store);
  const verdict = url === undefined ? 'allowed' : await judgeUrl(url);
  if (verdict === 'allowed') return [];
  const setting = Object.keys(settings).find((name) => settings[name] === url);
  return [{ path: setting === undefined ? 'config' : `config.${setting}`, message: wordings[verdict] }];
}

/**
 * What speaks against the settings of a connector once they are changed so that they name another relay; empty where they
 * name the same. It looks a host up, which must not be waited for while the connector's row is held.
 */
export async function relayChangeFaults(
  { repositories, catalogue, secretBox, judgeUrl }: OperatorDependencies,
  { organisationId, id }: Located,
  patch: Settings,
): Promise<readonly FieldFault[]> {
  const current = await repositories.connectors.find(organisationId, id);
  const store = current && (await repositories.stores.find(organisationId, current.storeId));
  const loaded = current && catalogue.find(current.format);
  if (!store || !loaded) return []; // the change itself says what is missing
  const before = openSettings(current, secretBox);
  const after = mergeSettings(before, patch);
  const faults = await settingsFaults(after, loaded);
  if (faults.length > 0) return faults;
  const same = (await namedRelay(before, loaded, store)) === (await namedRelay(after, loaded, store));
  return same ? [] : relayFaults(after, loaded, store, judgeUrl);
}

/** The address that the settings name by themselves, whatever the store's website. */
async function namedRelay(settings: Settings, { adapter }: LoadedAdapter, store: Store): Promise<string | undefined> {
  return adapter.outbound?.relayUrl?.(settings, factsOf({ ...store, websiteUrl: null }));
}
