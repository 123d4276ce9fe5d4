/**
 * The variables that hold the hub's own secrets. Each may stand in a file instead, which NAME_FILE names: an environment is
 * shown by more tools than a file with a mode of its own.
 */
import { readFileSync } from 'node:fs';

const secretNames = [
  'DATABASE_URL',
  'CROSSDOCK_MASTER_KEY',
  'CROSSDOCK_MASTER_KEY_PREVIOUS',
  'CROSSDOCK_ADMIN_TOKEN',
  'CROSSDOCK_SMTP_URL',
  'CROSSDOCK_METRICS_TOKEN',
  'CROSSDOCK_ALERT_WEBHOOK_SECRET',
] as const;

/** The name of such a variable. */
export type SecretName = (typeof secretNames)[number];

/** What a collector's key stands in; OpenTelemetry knows no file for it. */
const otherSecrets = ['OTEL_EXPORTER_OTLP_HEADERS'];

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The variable, or what is in its file, without blanks around it; undefined when neither is set. Throws a sentence that begins
 * with the name of the variable to correct: when both are set, and when the file cannot be read, or is empty.
 */
export function readSecret(variables: Variables, name: SecretName): string | undefined {
  const fileVariable = `${name}_FILE`;
  const file = variables[fileVariable];
  if (!file) return variables[name] || undefined;
  if (variables[name]) throw new Error(`${fileVariable} is set beside ${name}: take one of them away`);
  const text = readText(fileVariable, file).trim();
  if (text === '') throw new Error(`${fileVariable}: ${file} is empty`);
  return text;
}

function readText(fileVariable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Error(`${fileVariable}: ${file} cannot be read (${reason})`, { cause: error });
  }
}

/** True for a variable of these, and for one that names the file of one. */
export function isSecretVariable(name: string): boolean {
  return [...secretNames, ...otherSecrets].some((secret) => name === secret || name === `${secret}_FILE`);
}

/** Takes them out of an environment once they were read, so that nothing that is loaded or started later finds them there. */
export function forgetSecrets(variables: Record<string, string | undefined>): void {
  for (const name of [...secretNames, ...otherSecrets]) delete variables[name];
}
