/**
 * The words that the published schemas are written in: JSON Schema, draft 2020-12, as OpenAPI 3.1 takes it. It knows no
 * document.
 *
 * Objects are open: a receiver must put up with fields that it does not know. A field of today is always there unless it is
 * said to be optional, so `required` names it; what has no value is null.
 */
import type { JsonSchema } from '../sdk/contract.ts';

/** A schema of which `orNull` can make another. */
export interface FieldSchema extends JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
}

const sampleId = '0198c1a2-7b3c-7d4e-8f50-617283940a5b';
const sampleTime = '2026-01-02T03:04:05.678Z';

/** Text without a promise about its form. */
export function text(description: string, example?: string): FieldSchema {
  return { type: 'string', description, ...exampleOf(example) };
}

/** A UUID. */
export function uuid(description: string): FieldSchema {
  return { type: 'string', format: 'uuid', description, examples: [sampleId] };
}

/** RFC 3339 UTC with milliseconds. */
export function time(description: string): FieldSchema {
  return { type: 'string', format: 'date-time', description, examples: [sampleTime] };
}

/** An amount in minor units of the currency of its object. */
export function cents(description: string, example = 1999): FieldSchema {
  return { type: 'integer', format: 'int64', description: `${description} Minor units of \`currency\`.`, examples: [example] };
}

/** ISO 4217. */
export function currency(description: string): FieldSchema {
  return { type: 'string', pattern: '^[A-Z]{3}$', description: `${description} ISO 4217.`, examples: ['GBP'] };
}

/** A whole number from `minimum` on. */
export function whole(description: string, minimum: number, example: number): FieldSchema {
  return { type: 'integer', format: 'int64', minimum, description, examples: [example] };
}

/** True or false. */
export function flag(description: string): FieldSchema {
  return { type: 'boolean', description };
}

/** One of a closed list of words. */
export function oneOf(words: readonly string[], description: string): FieldSchema {
  return { type: 'string', enum: words, description };
}

/** The schema of a component. */
export function component(name: string): FieldSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** The same or null; `meaning` says in half a sentence what null means. */
export function orNull(schema: FieldSchema, meaning: string): JsonSchema {
  const { type, enum: words, description } = schema;
  const described = { description: description === undefined ? `Null: ${meaning}.` : `${description} Null: ${meaning}.` };
  if (type === undefined) return { anyOf: [schema, { type: 'null' }], ...described };
  return { ...schema, type: [type, 'null'], ...(words && { enum: [...words, null] }), ...described };
}

/** A list. */
export function listOf(items: JsonSchema, description: string): FieldSchema {
  return { type: 'array', items, description };
}

/** Fields by their names. */
export type Fields = Readonly<Record<string, JsonSchema>>;

/** An object that always has all of the fields, may have the optional ones, and may get more one day. */
export function record(description: string, fields: Fields, optional: Fields = {}): FieldSchema {
  return { type: 'object', description, properties: { ...fields, ...optional }, required: Object.keys(fields) };
}

/** An object whose keys are not ours; `values` says what stands under them, absent means anything. */
export function dictionary(description: string, values?: JsonSchema): FieldSchema {
  return { type: 'object', description, additionalProperties: values ?? true };
}

function exampleOf(example: string | undefined): JsonSchema {
  return example === undefined ? {} : { examples: [example] };
}
