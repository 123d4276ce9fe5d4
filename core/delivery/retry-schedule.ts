/**
 * When a failed delivery is tried again: the operator's schedule, a little jitter, and the receiver's own wish within
 * bounds. Pure arithmetic: it never reads a clock and never counts attempts.
 */

const unitMilliseconds = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof unitMilliseconds;

const longestStepMilliseconds = 30 * unitMilliseconds.d;
const jitterShare = 0.1;

/**
 * Reads `CROSSDOCK_RETRY_SCHEDULE`, such as `1m,5m,30m,2h,8h`: positive decimal numbers with a unit of ms, s, m, h or
 * d, in order. Gives milliseconds. Throws, naming the bad part, since it is start-up configuration.
 */
export function parseRetrySchedule(text: string): readonly number[] {
  return text.split(',').map((part) => {
    const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/.exec(part.trim());
    // The pattern lets no other unit through.
    const milliseconds = match ? Math.round(Number(match[1]) * unitMilliseconds[match[2] as Unit]) : Number.NaN;
    if (!(milliseconds >= 0 && milliseconds <= longestStepMilliseconds)) {
      throw new Error(`retry schedule: "${part.trim()}" is not a delay such as 30s, 5m, 2h or 1d, 30 days at most`);
    }
    return milliseconds;
  });
}

const longestSparing = 60_000;
const shortestSparing = 1_000;

/** How long an endpoint is left alone that failed many times in a row: the first step, within a second and a minute. */
export function sparingTime(schedule: readonly number[]): number {
  return Math.min(Math.max(schedule[0] ?? longestSparing, shortestSparing), longestSparing);
}

/** What the next delay follows from. */
export interface FailedAttempt {
  /** Milliseconds between attempts, at least one; the last one repeats. */
  readonly schedule: readonly number[];
  /** The attempt that just failed, 1 for the first. */
  readonly attemptNumber: number;
  /** A number from 0 up to, not including, 1: how much of the jitter is used. */
  readonly random: () => number;
  /** What the receiver asked for; absent when it asked for nothing readable. */
  readonly retryAfterSeconds?: number;
}

/**
 * Milliseconds from a failed attempt to the next: the schedule's step or the receiver's Retry-After, which counts
 * between one and two steps (it may slow us down, never stop us), then up to 10 % jitter. Never earlier than the step.
 */
export function nextDelayMilliseconds({ schedule, attemptNumber, random, retryAfterSeconds }: FailedAttempt): number {
  const step = schedule[Math.min(attemptNumber, schedule.length) - 1];
  if (step === undefined) throw new RangeError('a retry needs a schedule and an attempt number from 1 up');
  if (retryAfterSeconds === undefined) return step + jitter(step, random);
  const wished = Math.min(Math.max(Math.ceil(retryAfterSeconds * 1_000), step), 2 * step);
  return Math.min(wished + jitter(wished, random), 2 * step);
}

/** Many deliveries that failed together must not come back together. */
function jitter(delayMilliseconds: number, random: () => number): number {
  return Math.floor(delayMilliseconds * jitterShare * random());
}

/** RFC 9110's one current form; the two obsolete ones are not worth reading for a wish that is bounded anyway. */
const httpDate =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads a Retry-After header: whole seconds, or an HTTP date, which becomes seconds from `nowMilliseconds` (0 when it
 * has passed). Absent when the header is absent or says neither.
 */
export function parseRetryAfter(header: string | undefined, nowMilliseconds: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Number(text);
  if (!httpDate.test(text)) return undefined;
  const seconds = Math.ceil((Date.parse(text) - nowMilliseconds) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
