/**
 * What the doctor finds: one finding a check, each with what is so and, where it is bad, how to mend it.
 */

/** `warning` does not keep a hub from running; `skipped` could not be looked at, and says why. */
export type FindingState = 'ok' | 'warning' | 'failed' | 'skipped';

/** The result of one check. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string;
  readonly state: FindingState;
  /** What is so, in a sentence without secrets. */
  readonly detail: string;
  /** What to do about it; absent where there is nothing to do. */
  readonly mend?: string;
}

/** All is well. */
export const ok = (check: string, detail: string): Finding => ({ check, state: 'ok', detail });

/** The hub cannot run like this. */
export const failed = (check: string, detail: string, mend: string): Finding => ({ check, state: 'failed', detail, mend });

/** The hub runs, but not everything will work. */
export const warning = (check: string, detail: string, mend: string): Finding => ({ check, state: 'warning', detail, mend });

/** Not looked at. */
export const skipped = (check: string, detail: string): Finding => ({ check, state: 'skipped', detail });

/** Why something was thrown, on one line: a code where there is one, since messages of drivers may hold what is secret. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof Error && error.cause !== undefined) return reasonOf(error.cause);
  return error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error);
}
