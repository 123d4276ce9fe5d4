/**
 * What is said of an error that was thrown: broken infrastructure as opposed to a bug.
 */
import { fault, type Fault } from './fault.ts';
import type { Log } from './ports.ts';

/** Thrown when the database cannot be reached or refuses work. Nothing that depends on it may be pretended. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}

const retryAfterSeconds = 2;

/** The refusal for an error: broken infrastructure says when to come back; a bug is logged with its cause and gets a constant. */
export function faultOfError(error: unknown, requestId: string, log: Log): Fault {
  if (error instanceof UnavailableError) return fault('unavailable', undefined, { retryAfterSeconds });
  log.error('request failed', { requestId, error: error instanceof Error ? (error.stack ?? error.message) : 'not an error' });
  return fault('internal_error');
}
