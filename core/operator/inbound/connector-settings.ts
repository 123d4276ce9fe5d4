/**
 * A connector's settings between their three forms: whole, as the adapter reads them; parted, as they are stored; and
 * without secrets, as they are shown.
 */
import { isDeepStrictEqual } from 'node:util';
import type { SecretBox } from '../../domain/ports.ts';
import { factsOf, type Store } from '../../domain/provisioning/store.ts';
import type { StoredConnector } from '../../domain/provisioning/stored-connector.ts';
import type { HostedAdapter } from '../../sdk/catalogue.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import { configContext } from '../secrets.ts';
import { withoutSecrets } from './secret-settings.ts';

/** Settings as the adapter reads them. */
export type Settings = Readonly<Record<string, unknown>>;

type ConnectorName = Pick<StoredConnector, 'organisationId' | 'id'>;

/**
 * Parts settings for storing. A top-level setting that is or holds a secret is sealed whole, and lies over what is shown
 * of it when the two are put together again.
 */
export function sealSettings(
  settings: Settings,
  schema: JsonSchema,
  { organisationId, id }: ConnectorName,
  box: SecretBox,
): Pick<StoredConnector, 'config' | 'sealedConfig'> {
  const config = withoutSecrets(settings, schema) as Settings | undefined; // undefined when the schema hides everything
  const secret = Object.entries(settings).filter(([name, value]) => !isDeepStrictEqual(config?.[name], value));
  const sealed =
    secret.length > 0 ? box.seal(JSON.stringify(Object.fromEntries(secret)), configContext(organisationId, id)) : null;
  return { config: config ?? {}, sealedConfig: sealed };
}

/** Puts settings together again. Throws when they were sealed for another place or under another master key. */
export function openSettings({ organisationId, id, config, sealedConfig }: StoredConnector, box: SecretBox): Settings {
  if (sealedConfig === null) return config;
  const secret: unknown = JSON.parse(box.open(sealedConfig, configContext(organisationId, id)));
  return { ...config, ...(secret as Settings) }; // sealed above, from an object
}

/** What the adapter would find in a genuine request; null when nothing can be known before. */
export async function hintOf({ inbound }: HostedAdapter, settings: Settings, store: Store): Promise<string | null> {
  return (await inbound?.hintOf?.(settings, factsOf(store))) ?? null;
}

/** JSON Merge Patch (RFC 7396): null removes, objects are merged, anything else replaces. */
export function mergeSettings(current: Settings, patch: Settings): Settings {
  return mergePatch(current, patch) as Settings; // merging an object into an object gives one
}

function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
