/**
 * JSON Schemas of adapters, compiled for the laws: draft 2020-12, with the format "secret". It never loads anything from outside.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonSchema } from '../contract.ts';

/** A check for values against the schema. Throws when the schema is not one. */
export function compileSchema(schema: JsonSchema): (value: unknown) => boolean {
  return compile(schema);
}

/** Where the schema refuses the value first, and why, without the value: "/lines/0/qty (must be integer)". Absent where it takes it. */
export function firstRefusal(schema: JsonSchema, value: unknown): string | undefined {
  const isValid = compile(schema);
  if (isValid(value)) return undefined;
  const [error] = isValid.errors ?? [];
  if (error === undefined) return '/ (is not valid)';
  const { instancePath, keyword, params, message = 'is not valid' } = error;
  const named: unknown = keyword === 'required' ? params['missingProperty'] : params['additionalProperty'];
  const place = typeof named === 'string' ? `${instancePath}/${named}` : instancePath;
  const why = keyword === 'required' ? 'is required' : keyword === 'additionalProperties' ? 'is not known there' : message;
  return `${place || '/'} (${why})`;
}

function compile(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, formats: { secret: true } });
  formats.default(ajv);
  return ajv.compile(schema);
}
