/**
 * The rate limit port: one budget per key over any sliding 60 seconds. And what is said, on every surface, to an address
 * from which nobody proves who they are.
 */
import { fault, type Fault } from './fault.ts';

/** The verdict on one request. */
export interface RateVerdict {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds after which the next request passes, 1 to 61; 0 when there is room now. */
  readonly retryAfterSeconds: number;
}

/** Counts requests, committed on its own: a rollback of the work does not give the hit back. */
export interface RateLimiter {
  /** `callerId` is the connector's or the read key's id. */
  hit(organisationId: string, callerId: string, capPerMinute: number): Promise<RateVerdict>;
}

/** The refusal of an address whose callers failed to authenticate too often. */
export function tooManyFailures(retryAfterSeconds: number): Fault {
  return fault('rate_limited', 'too many failed attempts from this address', { retryAfterSeconds });
}
