/**
 * JSON Schemas of adapters, compiled for the laws: draft 2020-12, with the format "secret". It never loads anything from outside.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonSchema } from '../contract.ts';

/** A check for values against the schema. Throws when the schema is not one. */
export function compileSchema(schema: JsonSchema): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, formats: { secret: true } });
  formats.default(ajv);
  return ajv.compile(schema);
}
