/**
 * Tells broken infrastructure from bugs among what the database driver throws.
 */
import { UnavailableError } from '../domain/unavailable.ts';

/**
 * SQLSTATE classes: connection, resources, operator intervention; and the codes of a server that is read-only, of a
 * statement, a lock or an idle transaction that took too long, of a deadlock that would not end, and of a broken disk.
 */
const unavailableStates = /^(08|53|57P|25006|57014|55P03|25P03|40P01|58030)/;
const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'EMFILE',
]);
/** pg and its pool report these without a code. */
const unavailableMessages =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable|Client was closed|pool after calling end/;

/**
 * Two transactions waited for each other, could not be serialised, or met at a unique index after both had looked: the same
 * work can simply run again, and then sees the other's.
 */
const retryableStates = new Set(['40P01', '40001', '23505']);

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** True when running the same transaction again can succeed. */
export function isRetryable(error: unknown): boolean {
  return retryableStates.has(codeOf(error));
}

/** True when somebody else held a row for longer than this session waits for one. */
export function isHeldByAnother(error: unknown): boolean {
  return codeOf(error) === '55P03';
}

/** True when a row exists already that a unique index allows only once. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === '23505';
}

/** True when the database will never take these values: they are malformed, break a rule of the table, or are too large for it. */
export function isAboutValues(error: unknown): boolean {
  return /^(22|23|54)/.test(codeOf(error));
}

/** The error to pass on: an UnavailableError for broken infrastructure, anything else as it is. */
export function classify(error: unknown): unknown {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  if (unavailableStates.test(code) || unavailableCodes.has(code) || unavailableMessages.test(message)) {
    return new UnavailableError('the database cannot be reached', { cause: error });
  }
  return error;
}
