/**
 * Loads the adapters that plugins.yaml names. One that throws, is not an adapter, or wants a format or route that is
 * taken, is listed as failed; the hub runs with the others.
 */
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AdapterCatalogue, FailedAdapter, LoadedAdapter } from '../sdk/catalogue.ts';
import type { PayloadFormatAdapter } from '../sdk/contract.ts';
import { findAdapterFault } from './check-adapter.ts';
import { compileSchema } from './json-schema.ts';
import { locateAdapter } from './locate-adapter.ts';
import { findPluginsFile, type PluginEntry, readPluginsFile } from './plugins-file.ts';
import { provideSdk } from './sdk-resolution.ts';

/** Loads what the file names; see findPluginsFile for an absent name. Throws only when the file itself cannot be understood. */
export async function loadAdapters(namedFile?: string): Promise<AdapterCatalogue> {
  const pluginsFile = findPluginsFile(namedFile);
  const loaded: LoadedAdapter[] = [];
  const failed: FailedAdapter[] = [];
  for (const entry of await readPluginsFile(pluginsFile)) {
    const source = Object.values(entry)[0] ?? '';
    const adapter = await importAdapter(entry, dirname(resolve(pluginsFile)));
    const reason = typeof adapter === 'string' ? adapter : findClash(adapter, loaded);
    if (reason !== undefined) failed.push({ source, reason: `${source} ${reason}` });
    else if (typeof adapter !== 'string') loaded.push({ adapter, source, checkConfig: checkConfigOf(adapter) });
  }
  return { loaded, failed, find: (format) => loaded.find(({ adapter }) => adapter.format === format) };
}

/** The adapter, or the reason why there is none. */
async function importAdapter(entry: PluginEntry, folder: string): Promise<PayloadFormatAdapter | string> {
  provideSdk();
  try {
    const module: unknown = await import(pathToFileURL(locateAdapter(entry, folder)).href);
    const value = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
    return findAdapterFault(value) ?? (value as PayloadFormatAdapter); // no fault was found
  } catch (error) {
    return `could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The schema first: the adapter's own check is asked only about settings of the right shape. */
function checkConfigOf(adapter: PayloadFormatAdapter): LoadedAdapter['checkConfig'] {
  const { fields } = compileSchema(adapter.configSchema);
  return async (config) => {
    const faults = fields(config);
    return faults.length > 0 ? faults : ((await adapter.checkConfig?.(config as object)) ?? []); // the schema asks for an object
  };
}

function findClash({ format, inbound }: PayloadFormatAdapter, loaded: readonly LoadedAdapter[]): string | undefined {
  const taken = loaded.find(({ adapter }) => adapter.format === format);
  if (taken) return `has the format "${format}", which ${taken.source} has already`;
  for (const route of inbound?.routes ?? []) {
    const owner = loaded.find(({ adapter }) => adapter.inbound?.routes.some((other) => isSameRoute(route, other)));
    if (owner) return `has the route ${route.method} ${route.path}, which ${owner.source} has already`;
  }
  return undefined;
}

function isSameRoute(one: { method: string; path: string }, other: { method: string; path: string }): boolean {
  const shape = (path: string) => path.replaceAll(/:[A-Za-z]+/g, ':');
  return one.method === other.method && shape(one.path) === shape(other.path);
}
