/**
 * Reads query parameters. Unknown ones are refused, like unknown fields of a body: a filter with a typing error in its
 * name would otherwise show everything.
 */
import type { Fault, FieldFault } from '../../domain/fault.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import { parseInstant } from './instant.ts';
import { fieldsRefused } from './wording.ts';

/** How one parameter is read. */
export interface QueryParameter<Value> {
  /** Undefined when the text is not a value. */
  read(text: string): Value | undefined;
  /** Follows the parameter's name: "limit must be ...". */
  readonly message: string;
  /** Which texts are values, for the API reference. */
  readonly schema: JsonSchema;
}

/** A parameter of a call. */
export interface AskingParameter<Value> extends QueryParameter<Value> {
  /** What it asks for, for the API reference: whole sentences. */
  readonly description: string;
}

/** The parameters that a call takes, by name. */
export type QueryParameters = Readonly<Record<string, AskingParameter<unknown>>>;

/** What was given, by name; what was not is absent. */
export type QueryValues<Parameters> = {
  readonly [Name in keyof Parameters]?: Parameters[Name] extends QueryParameter<infer Value> ? Value : never;
};

/** Reads the parameters of one call, or refuses all that are wrong at once. */
export function readQuery<Parameters extends QueryParameters>(
  query: URLSearchParams,
  parameters: Parameters,
): QueryValues<Parameters> | Fault {
  const values: Record<string, unknown> = {};
  const faults: FieldFault[] = [];
  for (const name of new Set(query.keys())) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const [text = '', ...more] = query.getAll(name);
    const value = parameter?.read(text);
    if (parameter === undefined) faults.push({ path: name, message: 'is not a known parameter' });
    else if (more.length > 0) faults.push({ path: name, message: 'must be given once' });
    else if (value === undefined) faults.push({ path: name, message: parameter.message });
    else values[name] = value;
  }
  return faults.length > 0 ? fieldsRefused(faults) : (values as QueryValues<Parameters>); // each was read by its own parameter
}

/** The parameter with what it asks for in its place. */
export function asking<Value>(description: string, parameter: QueryParameter<Value>): AskingParameter<Value> {
  return { ...parameter, description };
}

/** A whole number in decimal digits. */
export function wholeNumber(minimum: number, maximum: number): QueryParameter<number> {
  return {
    read(text) {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return value >= minimum && value <= maximum ? value : undefined;
    },
    message: `must be a whole number from ${minimum} to ${maximum}`,
    schema: { type: 'integer', minimum, maximum },
  };
}

/** One of a closed list of words. */
export function word<Word extends string>(...words: readonly Word[]): QueryParameter<Word> {
  return {
    read: (given) => words.find((known) => known === given),
    message: `must be one of ${words.join(', ')}`,
    schema: { type: 'string', enum: words },
  };
}

/** A text to compare with. PostgreSQL has no NUL, so nothing stored could equal a text with one. */
export const text: QueryParameter<string> = {
  read: (given) => (given !== '' && given.length <= 2_048 && !given.includes('\0') ? given : undefined),
  message: 'must be 1 to 2,048 characters without NUL',
  schema: { type: 'string', minLength: 1, maxLength: 2_048 },
};

/** `true` or `false`. */
export const truth: QueryParameter<boolean> = {
  read: (given) => (given === 'true' || given === 'false' ? given === 'true' : undefined),
  message: 'must be true or false',
  schema: { type: 'boolean' },
};

/** A moment, in milliseconds since 1970. */
export const instant: QueryParameter<number> = {
  read: parseInstant,
  message: 'must be an RFC 3339 time between 1970 and 9999',
  schema: { type: 'string', format: 'date-time' },
};
