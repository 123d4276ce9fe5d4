/**
 * Reads plugins.yaml and loads what it names, as a start would.
 */
import { loadAdapters } from '../registry/load-adapters.ts';
import { findPluginsFile } from '../registry/plugins-file.ts';
import { failed, type Finding, ok } from './finding.ts';
import type { Variables } from './settings.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** One finding. `namedFile` as CROSSDOCK_PLUGINS gives it; nothing that was started for it stays. */
export async function examineAdapters(namedFile: string | undefined, variables: Variables, now: () => number): Promise<Finding> {
  const file = findPluginsFile(namedFile);
  try {
    const catalogue = await loadAdapters(namedFile, { log: silent, now, variables, trustedNetworks: [] });
    const { loaded, failed: refused } = catalogue;
    await catalogue.close?.();
    if (refused.length > 0) {
      const reasons = refused.map(({ reason }) => reason).join('; ');
      return failed(
        'plugins.yaml',
        `${file}: ${reasons}`,
        'correct the entry or the adapter (crossdock adapter check says more), or take it out',
      );
    }
    return ok('plugins.yaml', `${file} loads ${loaded.map(({ adapter }) => adapter.format).join(', ')}`);
  } catch (error) {
    const detail = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error);
    return failed(
      'plugins.yaml',
      detail,
      'it is YAML with one list, "adapters", of builtin, path or package; the file that ships shows one',
    );
  }
}
