/**
 * Says what is wrong with data that came from an isolated adapter before anybody looks at what it means. It came as JSON, so
 * it holds no functions, no getters and no cycles; what is left is what JSON can do.
 */

const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const maximumDepth = 64;

/** A phrase without any of the data; undefined when there is nothing wrong with it. */
export function findDataFault(value: unknown, depth = 0): string | undefined {
  if (depth > maximumDepth) return `data nested more than ${maximumDepth} levels deep`;
  if (typeof value === 'string') return value.isWellFormed() ? undefined : 'half a surrogate pair';
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'a number that is none';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const key of Object.keys(value)) {
    if (forbiddenKeys.has(key)) return 'a key that could reach a prototype';
    const found = findDataFault(Reflect.get(value, key), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
