/**
 * Compiles JSON Schemas, and words what they find: where, and why, never the value.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FieldFault } from '../domain/fault.ts';
import type { JsonSchema } from '../sdk/contract.ts';

/** A compiled schema. */
export interface SchemaCheck {
  /** Every bad place; empty when the value is valid. */
  fields(value: unknown): readonly FieldFault[];
  /** The first bad place as "<JSON pointer> <why>"; undefined when the value is valid. */
  first(value: unknown): string | undefined;
}

/** Compiles a schema. Throws when it is not a valid one. `format: secret` marks what is encrypted at rest. */
export function compileSchema(schema: JsonSchema): SchemaCheck {
  const all = compile(schema, true);
  const one = compile(schema, false);
  return {
    fields: (value) => (all(value) ? [] : (all.errors ?? []).map((error) => ({ path: dotted(error), message: why(error) }))),
    first: (value) => (one(value) ? undefined : (one.errors ?? []).map((error) => `${pointer(error)} ${why(error)}`)[0]),
  };
}

function compile(schema: JsonSchema, allErrors: boolean): ValidateFunction {
  const ajv = new Ajv2020({ allErrors, strict: true, allowUnionTypes: true });
  formats.default(ajv);
  ajv.addFormat('secret', true);
  return ajv.compile(schema);
}

function pointer({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === 'required') return `${instancePath}/${String(params['missingProperty'])}`;
  if (keyword === 'additionalProperties') return `${instancePath}/${String(params['additionalProperty'])}`;
  return instancePath === '' ? '/' : instancePath;
}

function dotted(error: ErrorObject): string {
  return pointer(error).slice(1).replaceAll('/', '.');
}

function why({ keyword, message }: ErrorObject): string {
  if (keyword === 'required') return 'is required';
  if (keyword === 'additionalProperties') return 'is not known here';
  return message ?? 'is not valid';
}
