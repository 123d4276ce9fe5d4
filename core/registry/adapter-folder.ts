/**
 * Loads an adapter from its author's folder together with its samples, for the commands that judge it or play its
 * storefront. A hub that serves loads adapters by load-adapters.ts and never needs their samples.
 */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AdapterSamples } from '../sdk/conformance/adapter-samples.ts';
import type { PayloadFormatAdapter } from '../sdk/contract.ts';
import { findAdapterFault, settleExport, Unloadable } from './check-adapter.ts';
import { importFaultOf } from './import-fault.ts';
import { locateAdapter } from './locate-adapter.ts';
import { expandOptions, type Variables } from './option-variables.ts';
import { findPluginsFile, type PluginEntry, readPluginsFile } from './plugins-file.ts';
import { provideSdk } from './sdk-resolution.ts';

/** An adapter with all that its author gave. */
export interface AdapterFolder {
  /** Where its index file lies; `fixtures` lies beside that. */
  readonly folder: string;
  readonly adapter: PayloadFormatAdapter;
  readonly samples: AdapterSamples;
}

const entries = ['index.ts', 'index.js', 'dist/index.js'];
const samplesFiles = ['fixtures/samples.ts', 'fixtures/samples.js'];

/** The adapter at `path`, a folder or its index file, or a sentence that says why there is none. `options` as plugins.yaml has them. */
export async function loadAdapterFolder(path: string, options?: unknown): Promise<AdapterFolder | string> {
  const entry = findEntry(resolve(path));
  if (entry === undefined)
    return `there is no ${entries.join(', no ')} in ${path}: crossdock adapter new makes a folder that works`;
  provideSdk();
  try {
    const adapter = settleExport(await import(pathToFileURL(entry).href), options);
    const adapterFault = findAdapterFault(adapter);
    if (adapterFault !== undefined) return `${entry} ${adapterFault}`;
    const samples = await loadSamples(dirname(entry));
    if (typeof samples === 'string') return samples;
    return { folder: dirname(entry), adapter: adapter as PayloadFormatAdapter, samples }; // no fault was found
  } catch (error) {
    if (error instanceof Unloadable) return `${entry} ${error.message}`;
    return `${path} could not be loaded: ${importFaultOf(error)}`;
  }
}

/** An adapter of plugins.yaml. */
export interface RegisteredAdapter extends AdapterFolder {
  /** What its paths stand below; empty for most. */
  readonly mount: string;
}

/** The same for the adapter of `format` among those of plugins.yaml; see findPluginsFile for an absent name. */
export async function findAdapterFolder(
  format: string,
  namedFile: string | undefined,
  variables: Variables,
): Promise<RegisteredAdapter | string> {
  const pluginsFile = findPluginsFile(namedFile);
  const others: string[] = [];
  const reasons: string[] = [];
  for (const entry of await readPluginsFile(pluginsFile)) {
    const found = await loadEntry(entry, dirname(resolve(pluginsFile)), variables);
    if (typeof found === 'string') reasons.push(found);
    else if (found.adapter.format === format) return { ...found, mount: entry.mount ?? '' };
    else others.push(found.adapter.format);
  }
  const sentence = `${pluginsFile} names no adapter of the format ${format}; it has ${others.join(', ') || 'none'}`;
  return [sentence, ...reasons].join('; ');
}

async function loadEntry(entry: PluginEntry, folder: string, variables: Variables): Promise<AdapterFolder | string> {
  try {
    return await loadAdapterFolder(locateAdapter(entry, folder), entry.options && expandOptions(entry.options, variables));
  } catch (error) {
    return error instanceof Error ? error.message : String(error); // the file is not there, or an option is not set
  }
}

/** The samples that lie beside an adapter's index file, or a sentence that says why there are none. Rejects when they throw. */
export async function loadSamples(folder: string): Promise<AdapterSamples | string> {
  const file = samplesFiles.map((name) => join(folder, name)).find((candidate) => existsSync(candidate));
  if (file === undefined) return `there is no fixtures/samples.ts in ${folder}: it exports what the laws judge an adapter by`;
  const found = exportOf(await import(pathToFileURL(file).href), 'samples');
  const samples: unknown = typeof found === 'function' ? Reflect.apply(found, undefined, []) : found;
  return isSamples(samples) ? samples : `${file} exports no samples with config, store and requests`;
}

function findEntry(path: string): string | undefined {
  if (existsSync(path) && statSync(path).isFile()) return path;
  return entries.map((name) => join(path, name)).find((candidate) => existsSync(candidate));
}

function exportOf(module: unknown, name: string): unknown {
  return typeof module === 'object' && module !== null && name in module ? Reflect.get(module, name) : undefined;
}

function isSamples(value: unknown): value is AdapterSamples {
  return (
    typeof value === 'object' &&
    value !== null &&
    'config' in value &&
    'store' in value &&
    'requests' in value &&
    Array.isArray(value.requests)
  );
}
