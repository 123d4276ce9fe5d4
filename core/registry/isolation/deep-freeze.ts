/**
 * Makes what adapters are given unchangeable. Typed arrays and URLSearchParams cannot be frozen: those are copies.
 */

// Kept from before any adapter is imported, which may replace what everybody shares.
const { freeze, values, isFrozen } = Object;
const { isView } = ArrayBuffer;

/** The value itself, frozen all the way down, so that writing to it throws. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || isFrozen(value)) return value;
  if (isView(value) || value instanceof URLSearchParams) return value;
  for (const part of values(value)) deepFreeze(part);
  return freeze(value);
}
