/**
 * Tools of the laws for arbitrary values: comparing, freezing, spoiling, walking. They know nothing about adapters.
 */

/** A value as text, for comparing two answers byte by byte; absent and undefined properties are the same. */
export function asText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part)) ?? 'undefined';
}

/** Freezes a value all the way down, so that writing to it throws. Typed arrays and URLSearchParams cannot be frozen. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (ArrayBuffer.isView(value) || value instanceof URLSearchParams) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}

/** Overwrites everything in a value that can be overwritten, as a careless caller might. */
export function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    spoil(part);
    Reflect.set(value, name, 'spoilt');
  }
}

/** Every text inside a value. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Every number inside a value. */
export function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** The value with every text inside it replaced. */
export function withTexts(value: unknown, replacement: string): unknown {
  if (typeof value === 'string') return replacement;
  if (Array.isArray(value)) return value.map((part: unknown) => withTexts(part, replacement));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withTexts(part, replacement)]));
}

/** The value once for each place inside it and each replacement, with only that place replaced; `undefined` removes it. */
export function* variantsOf(value: unknown, replacements: readonly unknown[]): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    for (const replacement of replacements) yield withPart(value, name, replacement);
    for (const variant of variantsOf(part, replacements)) yield withPart(value, name, variant);
  }
}

function withPart(value: object, name: string, part: unknown): unknown {
  if (Array.isArray(value)) return value.with(Number(name), part);
  const { [name]: _replaced, ...others } = value as Record<string, unknown>; // any object can be read as a record
  return part === undefined ? others : { ...others, [name]: part };
}

/** What reads the clock shows it only once the clock has moved. */
export function untilTheClockMoves(): void {
  const start = Date.now();
  while (Date.now() === start);
}
