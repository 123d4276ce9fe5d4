/**
 * A map that does not grow beyond a number of entries: for what is remembered of callers, of whom there may be any number.
 */

/** What it takes to remember, as a Map does it. */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  has(key: string): boolean;
  /** Makes the entry the newest, also where there was one. */
  set(key: string, value: Value): void;
  delete(key: string): void;
}

const keptShare = 0.9;

/**
 * Makes an empty one for at most `limit` entries. Whenever there would be more, the tenth that was set the longest ago is
 * forgotten; a tenth at once, since a Map walks past everything that it lost to find its first entry.
 */
export function createBoundedMap<Value>(limit: number): BoundedMap<Value> {
  const entries = new Map<string, Value>();
  const kept = Math.ceil(limit * keptShare);

  const forgetOldest = (): void => {
    for (const key of entries.keys()) {
      if (entries.size <= kept) return;
      entries.delete(key);
    }
  };

  return {
    get: (key) => entries.get(key),
    has: (key) => entries.has(key),
    set(key, value) {
      entries.delete(key); // or it would keep its old place
      entries.set(key, value);
      if (entries.size > limit) forgetOldest();
    },
    delete: (key) => void entries.delete(key),
  };
}
