/**
 * Every check of `crossdock doctor`, in the order in which a start would meet them. One that fails keeps no other from running.
 */
import { examineAdapters } from './adapters.ts';
import { examineDatabase } from './database.ts';
import { failed, type Finding, ok } from './finding.ts';
import { examineMail } from './mail.ts';
import { examineOutbound, type OutboundTarget } from './outbound.ts';
import { readSettings, type Variables } from './settings.ts';

/** What is looked at. */
export interface Patient {
  readonly variables: Variables;
  /** As process.version gives it. */
  readonly nodeVersion: string;
  readonly outbound: OutboundTarget;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const oldestNode = 24;

/** All findings. Never rejects for what is wrong with the patient. */
export async function diagnose({ variables, nodeVersion, outbound, now }: Patient): Promise<readonly Finding[]> {
  const settings = readSettings(variables);
  // Loading them keeps the process busy, for seconds on a slow machine: whoever answers meanwhile would seem too late.
  const adapters = await examineAdapters(settings.environment.pluginsFile, variables, now);
  const [database, outside, mail] = await Promise.all([
    examineDatabase(settings, now),
    examineOutbound(outbound, now),
    examineMail(settings.environment),
  ]);
  return [nodeFinding(nodeVersion), ...settings.findings, adapters, ...database, ...outside, mail];
}

function nodeFinding(version: string): Finding {
  const major = Number(/^v(\d+)/.exec(version)?.[1]);
  if (major >= oldestNode) return ok('node', version);
  return failed('node', `${version} is too old`, `install Node ${oldestNode} or newer; npm start brings its own`);
}
