/**
 * `crossdock adapter check`: every law on one adapter, with a line for each and a sentence for what is broken.
 */
import type { Command } from 'commander';
import { loadAdapterFolder } from '../registry/adapter-folder.ts';
import { conformanceLaws, type Law } from '../sdk/conformance.ts';
import { jsonOption, type JsonOption, say, sayJson } from './terminal.ts';

interface Verdict {
  readonly law: string;
  readonly ok: boolean;
  /** One sentence; absent for a law that is kept. */
  readonly reason?: string;
}

/** Adds the subcommand to `crossdock adapter`. */
export function addAdapterCheck(adapter: Command): void {
  adapter
    .command('check')
    .description('hold an adapter to the laws that every adapter keeps, with the samples of its fixtures/samples.ts')
    .argument('<path>', 'its folder')
    .option(...jsonOption)
    .action(check);
}

async function check(path: string, { json = false }: JsonOption): Promise<void> {
  const loaded = await loadAdapterFolder(path);
  if (typeof loaded === 'string') throw new Error(loaded);
  const { adapter, samples } = loaded;
  const count = samples.requests.length;
  if (!json) say(`${adapter.format} ${adapter.version}, ${count} sample ${count === 1 ? 'request' : 'requests'}`);

  const verdicts: Verdict[] = [];
  for (const law of conformanceLaws(adapter, samples)) {
    const verdict = await judge(law);
    verdicts.push(verdict);
    if (!json) say(verdict.ok ? `ok      ${verdict.law}` : `BROKEN  ${verdict.law}: ${verdict.reason}`);
  }

  const broken = verdicts.filter(({ ok }) => !ok);
  if (json) sayJson({ format: adapter.format, version: adapter.version, ok: broken.length === 0, laws: verdicts });
  if (broken.length > 0) {
    throw new Error(`${path} breaks ${broken.length} of ${verdicts.length} laws: ${broken.map(({ law }) => law).join('; ')}`);
  }
  if (!json) {
    say(`${path} keeps all ${verdicts.length} laws. Next: name it in plugins.yaml ("- path: ${path}") and run crossdock serve.`);
  }
}

async function judge(law: Law): Promise<Verdict> {
  try {
    await law.check();
    return { law: law.name, ok: true };
  } catch (error) {
    return { law: law.name, ok: false, reason: oneLine(error instanceof Error ? error.message : String(error)) };
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
