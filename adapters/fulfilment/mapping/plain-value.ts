/**
 * Values as JSON has them, out of whatever JSONata makes: no functions, no marks on lists, no shared parts.
 */

/** True for an object with fields. */
export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy as plain data. A function becomes undefined, and so do fields that hold one. */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'function') return undefined;
  if (Array.isArray(value)) return value.map((part) => plainValue(part) ?? null);
  if (!isFields(value)) return value;
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return undefined;
  const fields = Object.entries(value).map(([name, part]) => [name, plainValue(part)] as const);
  return Object.fromEntries(fields.filter(([, part]) => part !== undefined));
}
