/**
 * The process log: JSON lines by pino. Whoever logs leaves out secrets and personal data; this is the second net: it drops
 * fields that would hold them, masks what looks like them, and keeps every entry on one line of bounded length.
 */
import { pino } from 'pino';
import { maskCardNumbers } from '../domain/card-number.ts';
import { maskTokens } from '../domain/key-token.ts';
import type { Log } from '../domain/ports.ts';

type Write = (message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Fields that must not be logged, whatever they hold. */
const secretFields = new Set(
  'address authorization body cookie email headers key name password payload phone query secret signature token url'.split(' '),
);
/** Fields that come from errors, whose messages quote what they stumbled over. */
const errorFields = new Set(['error', 'reason']);
const textLimit = 4_096;
const eMailLike = /[^\s@"'<>()]{1,64}@[^\s@"'<>()]{1,255}/g;
const quoted = /"[^"\n]*"|'[^'\n]*'|`[^`\n]*`|\([^()\n]*\)=\([^()\n]*\)/g;
/** What JSON leaves as it is although a terminal or a line reader acts on it. */
const controlCharacter = /[\u007f-\u009f\u2028\u2029]/g;

/** A log at `level` and above, on `destination`, which is standard output unless a test says otherwise. */
export function createLog(
  level: string,
  destination: { write(line: string): void } = pino.destination({ fd: 1, sync: true }),
): Log & { readonly debug: Write } {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { log: (fields) => clean(fields) } },
    { write: (line) => destination.write(line.replaceAll(controlCharacter, escapeCharacter)) },
  );
  return {
    debug: (message, fields = {}) => logger.debug(fields, mask(message)),
    info: (message, fields = {}) => logger.info(fields, mask(message)),
    warn: (message, fields = {}) => logger.warn(fields, mask(message)),
    error: (message, fields = {}) => logger.error(fields, mask(message)),
  };
}

function clean(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cleanValue(name, value)]));
}

function cleanValue(name: string, value: unknown): unknown {
  if (secretFields.has(name)) return '[redacted]';
  if (typeof value === 'string') return mask(errorFields.has(name) ? value.replaceAll(quoted, '[...]') : value);
  if (Array.isArray(value)) return value.map((item) => cleanValue(name, item));
  return typeof value === 'object' && value !== null ? clean({ ...value }) : value;
}

function mask(text: string): string {
  const short = text.length > textLimit ? `${text.slice(0, textLimit)}...` : text;
  return maskTokens(maskCardNumbers(short)).replaceAll(eMailLike, '[e-mail]');
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
