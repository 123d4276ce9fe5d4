/**
 * Token buckets in memory, one for each key: what may happen in a burst, and then so often a second.
 */
import { createBoundedMap } from './bounded-map.ts';
import type { Clock } from './ports.ts';

/** How large the buckets are, how fast they fill, and how many are kept: a bucket that is forgotten is full again. */
export interface BucketSizes {
  readonly burst: number;
  readonly tokensPerSecond: number;
  readonly keyLimit: number;
}

/** Buckets that are full until something is taken out. */
export interface TokenBuckets {
  /** Seconds until a token can be taken; 0 while there is one. */
  waitSeconds(key: string): number;
  /** Takes so many, or what is left. */
  take(key: string, tokens: number): void;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Makes them. A clock that is set back gives nothing away. */
export function createTokenBuckets({ burst, tokensPerSecond, keyLimit }: BucketSizes, clock: Clock): TokenBuckets {
  const buckets = createBoundedMap<Bucket>(keyLimit);

  const refill = (bucket: Bucket): number => {
    const now = clock.now();
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1_000) * tokensPerSecond);
    bucket.at = now;
    return bucket.tokens;
  };

  return {
    waitSeconds(key) {
      const bucket = buckets.get(key);
      const tokens = bucket ? refill(bucket) : burst;
      return tokens < 1 ? Math.ceil((1 - tokens) / tokensPerSecond) : 0;
    },
    take(key, tokens) {
      const bucket = buckets.get(key) ?? { tokens: burst, at: clock.now() };
      bucket.tokens = Math.max(0, refill(bucket) - tokens);
      buckets.set(key, bucket);
    },
  };
}
