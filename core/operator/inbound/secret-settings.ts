/**
 * Finds the secret places of an adapter's settings by its JSON Schema, where they are marked `"format": "secret"`.
 * Where several branches of a schema might apply, all of them are taken to: a setting is hidden once too often, never shown.
 */
import type { JsonSchema } from '../../sdk/contract.ts';

/** Stands in for a `$ref` that cannot be followed: what it would have marked is unknown, so it hides the value. */
const unknownSchema: JsonSchema = { format: 'secret' };

/** The value without its secret places; undefined when all of it is one. Lists lose secret items. */
export function withoutSecrets(value: unknown, schema: JsonSchema): unknown {
  return redact(value, branches(schema, schema), schema);
}

function redact(value: unknown, schemas: readonly JsonSchema[], root: JsonSchema): unknown {
  if (schemas.some(({ format }) => format === 'secret')) return undefined;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.map((item, index) => redact(item, itemSchemas(schemas, index, root), root)).filter((item) => item !== undefined);
  }
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).map(
    ([key, member]) => [key, redact(member, memberSchemas(schemas, key, root), root)] as const,
  );
  return Object.fromEntries(kept.filter(([, member]) => member !== undefined));
}

function itemSchemas(schemas: readonly JsonSchema[], index: number, root: JsonSchema): readonly JsonSchema[] {
  const candidates = schemas.flatMap(({ items, prefixItems, contains }) => [items, contains, listOf(prefixItems)[index]]);
  return candidates.flatMap((candidate) => branches(candidate, root));
}

function memberSchemas(schemas: readonly JsonSchema[], key: string, root: JsonSchema): readonly JsonSchema[] {
  const candidates = schemas.flatMap(({ properties, patternProperties, additionalProperties }) => [
    recordOf(properties)[key],
    ...Object.entries(recordOf(patternProperties)).flatMap(([pattern, schema]) =>
      new RegExp(pattern, 'u').test(key) ? [schema] : [],
    ),
    Object.hasOwn(recordOf(properties), key) ? undefined : additionalProperties,
  ]);
  return candidates.flatMap((candidate) => branches(candidate, root));
}

/** The schema and all that it combines or refers to. Each is visited once, so a schema may contain itself. */
function branches(schema: unknown, root: JsonSchema, seen = new Set<JsonSchema>()): readonly JsonSchema[] {
  if (!isRecord(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const { allOf, anyOf, oneOf, then, else: otherwise, dependentSchemas, $ref } = schema;
  const combined = [
    ...[allOf, anyOf, oneOf].flatMap(listOf),
    then,
    otherwise,
    ...Object.values(recordOf(dependentSchemas)),
    typeof $ref === 'string' ? follow($ref, root) : undefined,
  ];
  return [schema, ...combined.flatMap((branch) => branches(branch, root, seen))];
}

function follow(reference: string, root: JsonSchema): unknown {
  const [base, ...steps] = reference.split('/');
  if (base !== '#') return unknownSchema;
  const keys = steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce<unknown>((place, key) => recordOf(place)[key], root) ?? unknownSchema;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
