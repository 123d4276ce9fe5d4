/**
 * Loading adapters in tests: the catalogue is closed at the end of the file.
 */
import { afterAll } from 'vitest';
import { type LoadingPorts, loadAdapters } from '../../core/registry/load-adapters.ts';
import type { AdapterCatalogue } from '../../core/sdk/catalogue.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** Loads what the file names, with a silent log unless `ports` say otherwise. */
export async function loadTestAdapters(file: string, ports: Partial<LoadingPorts> = {}): Promise<AdapterCatalogue> {
  const catalogue = await loadAdapters(file, { log: silent, now: Date.now, variables: {}, trustedNetworks: [], ...ports });
  afterAll(() => catalogue.close?.());
  return catalogue;
}
