/**
 * Checks bodies against JSON Schemas and words what is wrong, all of it at once. Unknown fields are refused: who writes
 * to this API has made a typing error, and should hear of it. No message repeats a value.
 */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Fault, FieldFault } from '../../domain/fault.ts';
import { violationWords } from '../../domain/violation.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import { formats } from './formats.ts';
import { fieldsRefused } from './wording.ts';

/** The schema of a field, with what to know of it, in whole sentences. */
export type FieldSchema = JsonSchema & { readonly description: string };

/** The schemas of one body's fields, every field that `Body` has in TypeScript. */
export interface BodyShape<Body> {
  readonly properties: { readonly [Field in keyof Body]-?: FieldSchema };
  readonly required?: readonly (keyof Body)[];
}

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
for (const [name, { test }] of Object.entries(formats)) ajv.addFormat(name, test);

/** Reads the JSON of a request as a body of one shape, or refuses it. */
export interface BodyReader<Body> {
  (json: unknown): Body | Fault;
  /** What it accepts, for the API reference. Its formats are those of formats.ts. */
  readonly schema: JsonSchema;
}

/**
 * A reader of bodies of one shape; each schema must say what `Body` says of its field. No body at all is read as an empty
 * object. Compiles the schema once, so make it when the module loads.
 */
export function bodyReader<Body>(shape: BodyShape<Body>): BodyReader<Body> {
  const schema = { type: 'object', additionalProperties: false, required: [], ...shape };
  const check = ajv.compile<Body>(schema);
  const read = (json: unknown = {}) => (check(json) ? json : fieldsRefused((check.errors ?? []).flatMap(describe)));
  return Object.assign(read, { schema });
}

/** For calls that take no fields. */
export const readNothing = bodyReader<object>({ properties: {} });

function describe(error: ErrorObject): readonly FieldFault[] {
  const { keyword, params, propertyName, instancePath } = error;
  const place = instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const at = (...more: readonly string[]) => [...place, ...more].join('.');
  if (keyword === 'required') return [{ path: at(String(params['missingProperty'])), message: 'is required' }];
  if (keyword === 'additionalProperties')
    return [{ path: at(String(params['additionalProperty'])), message: 'is not a known field' }];
  if (keyword === 'propertyNames') return []; // said already, by the error about the name itself
  return [{ path: propertyName === undefined ? at() : at(propertyName), message: messageOf(error) }];
}

function messageOf(error: ErrorObject): string {
  if (error.keyword === 'format') return formats[error.params['format'] as keyof typeof formats].message; // strict mode knows only ours
  return violationWords(error);
}
