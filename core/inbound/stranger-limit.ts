/**
 * Limits how fast one address may guess: a token bucket in memory that only failed authentications drain. A sender who
 * proves who they are is never held up by a stranger behind the same address.
 */
import type { Clock } from '../domain/ports.ts';

/** Counts failed authentications per address. */
export interface StrangerLimit {
  /** Takes one token for a failure. Gives the seconds to wait when there is none left, else 0. */
  fail(address: string): number;
  /** Takes tokens for work that a failure cost beyond its own. */
  charge(address: string, tokens: number): void;
  /** True while an address has used up its failures. */
  isSpent(address: string): boolean;
}

const burst = 600;
const tokensPerSecond = 10;
const addressLimit = 50_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** Makes an empty limit. */
export function createStrangerLimit(clock: Clock): StrangerLimit {
  const buckets = new Map<string, Bucket>();

  const refill = (address: string): Bucket => {
    const now = clock.now();
    const bucket = buckets.get(address) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * tokensPerSecond);
    bucket.at = now;
    return bucket;
  };

  return {
    fail(address) {
      const bucket = refill(address);
      if (buckets.size >= addressLimit && !buckets.has(address)) buckets.clear();
      buckets.set(address, bucket);
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / tokensPerSecond);
      bucket.tokens -= 1;
      return 0;
    },
    charge(address, tokens) {
      const bucket = refill(address);
      bucket.tokens = Math.max(0, bucket.tokens - tokens);
      buckets.set(address, bucket);
    },
    isSpent: (address) => buckets.has(address) && refill(address).tokens < 1,
  };
}
