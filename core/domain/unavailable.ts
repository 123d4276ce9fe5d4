/**
 * What is said of an error that was thrown: broken infrastructure as opposed to a bug.
 */
import { AdapterFailure } from './adapter-failure.ts';
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
  if (error instanceof AdapterFailure) {
    // Its host has logged it already; a cause is there only for the hub's own code.
    if (error.cause !== undefined) log.error('request failed', { requestId, error: textOf(error.cause) });
    return error.reason === 'unavailable' ? fault('unavailable', undefined, { retryAfterSeconds }) : fault('internal_error');
  }
  log.error('request failed', { requestId, error: textOf(error) });
  return fault('internal_error');
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : 'not an error';
}
