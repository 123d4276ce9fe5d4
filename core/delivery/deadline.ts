/**
 * One deadline over everything that an attempt does. It reads no clock and knows nothing of what it ends.
 */

/** A running deadline; whoever started it clears it. */
export interface Deadline {
  /** Aborted once the time is over. */
  readonly signal: AbortSignal;
  /** Rejects once the time is over, and never before; unheard rejections do no harm. */
  readonly expired: Promise<never>;
  /** Stops the timer: neither of the two will ever fire. */
  clear(): void;
}

/** Starts one. `AbortSignal.timeout` would do, but cannot be cleared: thousands would outlive their requests. */
export function startDeadline(milliseconds: number): Deadline {
  const controller = new AbortController();
  const { promise: expired, reject } = Promise.withResolvers<never>();
  expired.catch(() => {});
  const timer = setTimeout(() => {
    controller.abort();
    reject(controller.signal.reason);
  }, milliseconds);
  return { signal: controller.signal, expired, clear: () => clearTimeout(timer) };
}
