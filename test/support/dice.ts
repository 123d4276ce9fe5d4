/** Chance that can be had again: the same seed throws the same numbers. It is no source of secrets. */

/** Thrown in order; each throw moves the dice on. */
export interface Dice {
  /** What to start with to see the same throws again. */
  readonly seed: number;
  /** From 0 up to, not including, 1. */
  throw(): number;
  /** A number in a range, both ends included when it is whole. */
  between(least: number, most: number): number;
  /** True in about `share` of the throws, 0 to 1. */
  hits(share: number): boolean;
}

const modulus = 2 ** 31 - 1;
const multiplier = 48_271; // Park and Miller's: every number from 1 up to the modulus comes once before any comes again

/** New dice. Without a seed, the one in TEST_SEED, or one of its own. */
export function newDice(seed = Number(process.env['TEST_SEED'] ?? Math.ceil(Math.random() * 1_000_000))): Dice {
  let state = (seed % modulus) + 1;
  const next = (): number => {
    state = (state * multiplier) % modulus;
    return state / modulus;
  };
  next(); // the first throw after a small seed is always small
  return {
    seed,
    throw: next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    hits: (share) => next() < share,
  };
}
