/**
 * Compiles JSON Schemas, and words what they find: where, and why, never the value.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FieldFault } from '../domain/fault.ts';
import { violationWords } from '../domain/violation.ts';
import type { JsonSchema } from '../sdk/contract.ts';

/** A compiled schema. */
export interface SchemaCheck {
  /** Every bad place, worded for people; empty when the value is valid. */
  fields(value: unknown): readonly FieldFault[];
  /** The first bad place as "<JSON pointer> <why>", in words that protocols promise; undefined when the value is valid. */
  first(value: unknown): string | undefined;
}

/** Compiles a schema. Throws when it is not a valid one. `format: secret` marks what is encrypted at rest. */
export function compileSchema(schema: JsonSchema): SchemaCheck {
  const known = checks.get(schema) ?? newCheck(schema);
  checks.set(schema, known);
  return known;
}

// Adapters are checked, mounted and described with the same schemas, and most bodies have no fault that needs every place:
// compiling each schema once, and for every place only when somebody asks, takes 0.4 s of the processor at a start, not 2.7.
const checks = new WeakMap<JsonSchema, SchemaCheck>();

function newCheck(schema: JsonSchema): SchemaCheck {
  const one = compile(firstFault, schema);
  let all: ValidateFunction | undefined;
  return {
    fields(value) {
      all ??= compile(everyFault, schema);
      return all(value) ? [] : (all.errors ?? []).map((error) => ({ path: dotted(error), message: inWords(error) }));
    },
    first: (value) => (one(value) ? undefined : (one.errors ?? []).map((error) => `${pointer(error)} ${why(error)}`)[0]),
  };
}

// Shared, because each one compiles the meta-schema anew: a quarter of the time of a start, with one per schema.
const everyFault = newValidator(true);
const firstFault = newValidator(false);

function newValidator(allErrors: boolean): Ajv2020 {
  const ajv = new Ajv2020({ allErrors, strict: true, allowUnionTypes: true });
  formats.default(ajv);
  return ajv.addFormat('secret', true);
}

function compile(ajv: Ajv2020, schema: JsonSchema): ValidateFunction {
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema); // two adapters may give theirs the same $id
  }
}

function pointer({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === 'required') return `${instancePath}/${String(params['missingProperty'])}`;
  if (keyword === 'additionalProperties') return `${instancePath}/${String(params['additionalProperty'])}`;
  return instancePath === '' ? '/' : instancePath;
}

function dotted(error: ErrorObject): string {
  return pointer(error).slice(1).replaceAll('/', '.');
}

function inWords(error: ErrorObject): string {
  if (error.keyword === 'required' || error.keyword === 'additionalProperties') return why(error);
  return violationWords(error);
}

function why({ keyword, message }: ErrorObject): string {
  if (keyword === 'required') return 'is required';
  if (keyword === 'additionalProperties') return 'is not known here';
  return message ?? 'is not valid';
}
