/**
 * Where replies through a connector go: its adapter says, and the hub judges. It never sends anything.
 */
import { fault, type Fault } from '../domain/fault.ts';
import { factsOf } from '../domain/provisioning/store.ts';
import type { StoredConnector } from '../domain/provisioning/stored-connector.ts';
import { openSettings } from './inbound/connector-settings.ts';
import type { OperatorDependencies } from './dependencies.ts';

const revoked = fault('conflict', 'the connector of this conversation is revoked: nothing is sent through it');
const expired = fault('conflict', 'the connector of this conversation has expired: give it a later expires_at, or none');
const noRelay = fault(
  'validation_failed',
  "there is no relay for replies: set its URL in the connector's settings (relay_url), or website_url of its store",
);
const plainHttp = fault('https_required', "the connector's relay URL must use https");
const unreachable = fault(
  'url_not_allowed',
  "the connector's relay URL points to an address that outbound requests may not reach",
);

/** What can speak against a relay, but for sentences that name a format. */
export const relayRefusals: readonly Fault[] = [revoked, expired, noRelay, plainHttp, unreachable];

/** The relay's URL, as the connector's settings and its store are now; or why nothing can be sent there. */
export async function relayOf(dependencies: OperatorDependencies, connector: StoredConnector): Promise<string | Fault> {
  const { repositories, catalogue, secretBox, clock, judgeUrl } = dependencies;
  if (connector.revokedAt) return revoked;
  if (connector.expiresAt && connector.expiresAt.getTime() <= clock.now()) return expired;
  const loaded = catalogue.find(connector.format);
  if (!loaded) return fault('validation_failed', `no adapter for the format "${connector.format}" is loaded: see plugins.yaml`);
  const { outbound } = loaded.adapter;
  if (!outbound?.relayUrl) return fault('validation_failed', `the format "${connector.format}" takes no replies`);
  const store = await repositories.stores.find(connector.organisationId, connector.storeId);
  const url = store && (await outbound.relayUrl(openSettings(connector, secretBox), factsOf(store)));
  if (url === undefined) return noRelay;
  const verdict = await judgeUrl(url);
  switch (verdict) {
    case 'allowed':
      return url;
    case 'https_required':
      return plainHttp;
    case 'url_not_allowed':
      return unreachable;
    default:
      return verdict satisfies never;
  }
}
