/**
 * The samples of a format for the hub that serves it. They are code of the adapter's author, so a hub reads only those of adapters
 * that run in its own thread anyway.
 */
import { dirname, resolve } from 'node:path';
import type { AdapterCatalogue } from '../sdk/catalogue.ts';
import type { AdapterSamples } from '../sdk/conformance/adapter-samples.ts';
import { loadSamples } from './adapter-folder.ts';
import { locateAdapter } from './locate-adapter.ts';
import { findPluginsFile, readPluginsFile, sourceOf } from './plugins-file.ts';

/** The samples, their paths as the hub answers them, or a sentence that says why there are none. */
export async function findHubSamples(
  format: string,
  catalogue: Pick<AdapterCatalogue, 'find'>,
  namedFile: string | undefined,
): Promise<AdapterSamples | string> {
  const loaded = catalogue.find(format);
  if (loaded === undefined) return `no adapter of the format ${format} is loaded`;
  if ((loaded.isolation ?? 'none') !== 'none')
    return 'its adapter is isolated, and samples are code that would run in the hub: use crossdock send instead';
  const file = findPluginsFile(namedFile);
  const entry = (await readPluginsFile(file)).find((candidate) => sourceOf(candidate) === loaded.source);
  if (entry === undefined) return `${file} does not name ${loaded.source} any more`;
  const samples = await loadSamples(dirname(locateAdapter(entry, dirname(resolve(file)))));
  const { mount } = entry;
  if (typeof samples === 'string' || mount === undefined) return samples;
  const requests = samples.requests.map((sample) => ({
    ...sample,
    request: { ...sample.request, path: mount + sample.request.path },
  }));
  return { ...samples, requests };
}
