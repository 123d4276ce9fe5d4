/**
 * `crossdock doctor`: looks at everything that a hub needs, and says how to mend what is wrong. It changes nothing.
 */
import type { Command } from 'commander';
import type { Finding, FindingState } from '../diagnosis/finding.ts';
import { jsonOption, type JsonOption, say, sayJson } from './terminal.ts';

interface DoctorOptions extends JsonOption {
  readonly reach?: string;
}

/** A place that answers anybody and knows the time. */
const somewhere = 'https://example.com/';

const labels: Readonly<Record<FindingState, string>> = { ok: 'ok', warning: 'WARNING', failed: 'FAILED', skipped: 'skipped' };

/** Adds the subcommand. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'check node, environment, plugins.yaml, database, migrations, clock, master key, outbound requests and SMTP, and say how to mend each',
    )
    .option(
      '--reach <url>',
      `where outbound requests are tried and the clock is compared; ${somewhere} when absent, and then only a warning`,
    )
    .option(...jsonOption)
    .action(examine);
}

async function examine({ reach, json = false }: DoctorOptions): Promise<void> {
  if (reach !== undefined && !URL.canParse(reach)) throw new Error(`--reach ${reach} is no URL: write one such as ${somewhere}`);
  const outbound = { url: reach ?? somewhere, isNamed: reach !== undefined };
  const { diagnose } = await import('../diagnosis/diagnose.ts'); // only now: other commands need not wait for all of it
  const findings = await diagnose({ variables: process.env, nodeVersion: process.version, outbound, now: Date.now });
  const bad = findings.filter(({ state }) => state === 'failed');
  if (json) sayJson({ ok: bad.length === 0, findings });
  else for (const finding of findings) say(textOf(finding));
  if (bad.length > 0) throw new Error(`something has to be mended: ${bad.map(({ check }) => check).join(', ')}`);
  if (!json) say('Nothing keeps a hub from running. Next: crossdock serve');
}

function textOf({ check, state, detail, mend }: Finding): string {
  const line = `${labels[state].padEnd(8)}${check}: ${detail}`;
  return mend === undefined ? line : `${line}\n        to mend it: ${mend}`;
}
