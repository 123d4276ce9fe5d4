/**
 * Reads the environment as the hub does, and goes on where the hub would stop: each bad variable is a finding, and the other
 * checks run with what is left.
 */
import { type Environment, readEnvironment } from '../platform/environment.ts';
import { failed, type Finding, ok, warning } from './finding.ts';

/** The environment variables of the operator's contract. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What could be read. */
export interface Settings {
  readonly environment: Environment;
  readonly findings: readonly Finding[];
  /** False when CROSSDOCK_MASTER_KEY, or what goes with it, is missing or bad: the key in `environment` is then no one's. */
  readonly hasMasterKey: boolean;
}

const masterKeyName = 'CROSSDOCK_MASTER_KEY';
const nobodysKey = Buffer.alloc(32).toString('base64');
const shortestToken = 16;
const wrongFirst = /^[A-Z][A-Z_]+/;

/** Never throws for a variable: a bad one is left out and reported. */
export function readSettings(variables: Variables): Settings {
  const left: Record<string, string | undefined> = { ...variables };
  const findings: Finding[] = [];
  for (;;) {
    try {
      const environment = readEnvironment(left);
      const hasMasterKey = left[masterKeyName] !== nobodysKey;
      findings.push(...doubts(environment));
      return {
        environment,
        hasMasterKey,
        findings: findings.length > 0 ? findings : [ok('environment', 'every variable can be used')],
      };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const [name] = wrongFirst.exec(message) ?? [];
      if (name === undefined || left[name] === nobodysKey) throw error; // not about a variable, or not to be helped
      const isMasterKey = name.startsWith(masterKeyName);
      findings.push(failed(isMasterKey ? 'master key' : 'environment', message, `correct ${name} where the hub is started`));
      left[name] = undefined;
      if (isMasterKey) {
        for (const kept of ['_FILE', '_PREVIOUS', '_PREVIOUS_FILE']) left[`${masterKeyName}${kept}`] = undefined;
        left[masterKeyName] = nobodysKey;
      }
    }
  }
}

/** What a hub takes, and should not be given. */
function doubts({ adminToken = '' }: Environment): readonly Finding[] {
  if (adminToken === '' || adminToken.length >= shortestToken) return [];
  const detail = `CROSSDOCK_ADMIN_TOKEN has fewer than ${shortestToken} characters, and can be guessed`;
  return [warning('environment', detail, 'set a longer one, such as openssl rand -base64 24 writes')];
}
