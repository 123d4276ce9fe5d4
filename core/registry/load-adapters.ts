/**
 * Loads the adapters that plugins.yaml names. One that throws, is not an adapter, or wants a format or route that is
 * taken, is listed as failed; the hub runs with the others.
 */
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AdapterCatalogue, FailedAdapter, LoadedAdapter } from '../sdk/catalogue.ts';
import { Unloadable } from './check-adapter.ts';
import { importFaultOf } from './import-fault.ts';
import { hostAdapter, type Hosting, type HostingPorts } from './isolation/host-adapter.ts';
import { locateAdapter } from './locate-adapter.ts';
import { expandOptions, type Variables } from './option-variables.ts';
import { findPluginsFile, type PluginEntry, readPluginsFile, sourceOf } from './plugins-file.ts';

/** What loading stands on. */
export interface LoadingPorts extends HostingPorts {
  /** What `${NAME}` in the options of an adapter is looked up in. */
  readonly variables: Variables;
}

type Loaded = LoadedAdapter & Hosting;

const defaultTimeoutMilliseconds = 1_000;
const defaultMemoryMegabytes = 128;

/** Loads what the file names; see findPluginsFile for an absent name. Rejects only when the file itself cannot be understood. */
export async function loadAdapters(namedFile: string | undefined, ports: LoadingPorts): Promise<AdapterCatalogue> {
  const pluginsFile = findPluginsFile(namedFile);
  const loaded: Loaded[] = [];
  const failed: FailedAdapter[] = [];
  const entries = await readPluginsFile(pluginsFile);
  const found = await Promise.all(entries.map((entry) => host(entry, dirname(resolve(pluginsFile)), ports)));
  for (const [index, hosting] of found.entries()) {
    const source = entries[index] ? sourceOf(entries[index]) : '';
    const reason = typeof hosting === 'string' ? hosting : findClash(hosting, loaded);
    if (typeof hosting !== 'string' && reason === undefined) loaded.push({ ...hosting, source });
    else failed.push({ source, reason: `${source} ${reason}` });
    if (typeof hosting !== 'string' && reason !== undefined) await hosting.close();
  }
  return {
    loaded,
    failed,
    find: (format) => loaded.find(({ adapter }) => adapter.format === format),
    close: async () => void (await Promise.all(loaded.map((one) => one.close()))),
  };
}

/** The hosted adapter, or the reason why there is none. */
async function host(entry: PluginEntry, folder: string, ports: LoadingPorts): Promise<Hosting | string> {
  try {
    const hosting = {
      isolation: entry.isolation ?? ('builtin' in entry ? 'none' : 'worker'),
      timeoutMilliseconds: entry.timeout_ms ?? defaultTimeoutMilliseconds,
      memoryMegabytes: entry.memory_mb ?? defaultMemoryMegabytes,
      ...(entry.mount !== undefined && { mount: entry.mount }),
      ...(entry.options && { options: expandOptions(entry.options, ports.variables) }),
    };
    return await hostAdapter(pathToFileURL(locateAdapter(entry, folder)).href, hosting, ports);
  } catch (error) {
    return error instanceof Unloadable ? error.message : `could not be loaded: ${importFaultOf(error)}`;
  }
}

function findClash({ adapter: { format, inbound } }: Hosting, loaded: readonly Loaded[]): string | undefined {
  const taken = loaded.find(({ adapter }) => adapter.format === format);
  if (taken) return `has the format "${format}", which ${taken.source} has already`;
  for (const place of [...(inbound?.routes ?? []), ...(inbound?.probes ?? [])]) {
    const owner = loaded.find(({ adapter }) =>
      [...(adapter.inbound?.routes ?? []), ...(adapter.inbound?.probes ?? [])].some((other) => isSameRoute(place, other)),
    );
    if (owner) return `has the route ${place.method} ${place.path}, which ${owner.source} has already`;
  }
  return undefined;
}

function isSameRoute(one: { method: string; path: string }, other: { method: string; path: string }): boolean {
  const shape = (path: string) => path.replaceAll(/:[A-Za-z]+/g, ':');
  return one.method === other.method && shape(one.path) === shape(other.path);
}
