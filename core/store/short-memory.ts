/**
 * Remembers what was just looked up, for one second: long enough to spare the database a busy caller's every request,
 * short enough for a change made by another process to hold here within two.
 */
import type { Clock } from '../domain/ports.ts';

const memoryMilliseconds = 1_000;
const memoryLimit = 10_000;

/** Recent answers by key. What was not found is never remembered. */
export interface ShortMemory<Value> {
  /** The remembered value, or what `find` gives. */
  recall(key: string, find: () => Promise<Value | undefined>): Promise<Value | undefined>;
  /** Forgets every value that matches. */
  forget(matches: (value: Value) => boolean): void;
}

/** Makes an empty memory. */
export function createShortMemory<Value>(clock: Clock): ShortMemory<Value> {
  const remembered = new Map<string, { readonly value: Value; readonly until: number }>();
  let generation = 0; // a look-up that began before a `forget` may hold the old state, and must not be remembered

  return {
    async recall(key, find) {
      const known = remembered.get(key);
      if (known && known.until > clock.now()) return known.value;
      const begunIn = generation;
      const value = await find();
      remembered.delete(key);
      if (value !== undefined && begunIn === generation) {
        if (remembered.size >= memoryLimit) remembered.clear();
        remembered.set(key, { value, until: clock.now() + memoryMilliseconds });
      }
      return value;
    },
    forget(matches) {
      generation += 1;
      for (const [key, { value }] of remembered) if (matches(value)) remembered.delete(key);
    },
  };
}
