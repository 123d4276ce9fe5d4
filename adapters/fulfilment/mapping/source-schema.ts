/**
 * The partner's own JSON Schema: compiled once, and checked before it is let near a request. Whoever writes a schema must not be able
 * to hold up the hub with it.
 */
import type { ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../../../core/sdk/index.ts';
import { plainLine } from '../order/plain-text.ts';
import { BudgetExceeded } from './evaluation-budget.ts';
import { createSchemaEngine, withinBudget } from './schema-engine.ts';
import { measureSchema, type SchemaSize } from './schema-size.ts';

/** The first bad place of a document with what is wrong there, without its value; undefined when the document is valid. */
export type DocumentCheck = (document: unknown) => string | undefined;

/** A schema that can be used, or what is wrong with it, as the rest of a sentence about it. */
export type SchemaCompilation = { readonly check: DocumentCheck } | { readonly objection: string };

const maximumLength = 100_000;
/** Values of the document times schemas: what a check looks at when everything applies to everything. */
const maximumWork = 10_000_000;
/** So many characters are looked at in the time that one value takes. */
const charactersPerValue = 25;

const cacheLimit = 500;
const compiled = new Map<string, SchemaCompilation>();

/** Compiles a schema, or takes it from those compiled before; the one that was not used for longest makes room. */
export function compileSourceSchema(schema: JsonSchema): SchemaCompilation {
  const text = JSON.stringify(schema);
  if (text.length > maximumLength) return { objection: `is longer than ${maximumLength.toLocaleString('en')} characters` };
  const compilation = compiled.get(text) ?? compile(schema);
  compiled.delete(text);
  compiled.set(text, compilation);
  const [oldest] = compiled.keys();
  if (compiled.size > cacheLimit && oldest !== undefined) compiled.delete(oldest);
  return compilation;
}

function compile(schema: JsonSchema): SchemaCompilation {
  // Which draft it says it is written in changes nothing: the keywords are read as draft 2020-12 has them.
  const { $schema: _draft, $id: _name, ...keywords } = schema;
  const size = measureSchema(keywords);
  if ('objection' in size) return size;
  try {
    const engine = createSchemaEngine();
    if (!engine.validateSchema(keywords)) return { objection: `is not a JSON Schema: ${wordError(engine.errors?.[0])}` };
    const validate = engine.compile(keywords);
    return {
      check: (document) => checkWithin(size, document, () => (validate(document) ? undefined : wordError(validate.errors?.[0]))),
    };
  } catch (error) {
    const isOurs = error instanceof SyntaxError && error.message.startsWith('has a pattern');
    return { objection: isOurs ? error.message : 'cannot be used: look at its keywords, formats and patterns' };
  }
}

function checkWithin({ schemas, entries }: SchemaSize, document: unknown, check: () => string | undefined): string | undefined {
  if (weigh(document) * (schemas + entries) > maximumWork) return '/ is too large to be checked against this schema';
  try {
    return withinBudget(check);
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    return '/ holds texts that are too long or too many for patterns and formats'; // all else is bounded
  }
}

/** How many values a document has, long texts counting for several. */
function weigh(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / charactersPerValue;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce((sum, [name, part]) => sum + name.length / charactersPerValue + weigh(part), 1);
}

function wordError(error: ErrorObject | undefined): string {
  const { instancePath = '', keyword, params = {}, message = 'is not valid' } = error ?? {};
  const missing = keyword === 'required' ? `/${String(params['missingProperty'])}` : '';
  const place = plainLine(`${instancePath}${missing}`, 120);
  const said = keyword === 'uniqueItems' ? 'must not hold the same value twice' : plainLine(message, 120);
  return `${place === '' ? '/' : place} ${missing === '' ? said : 'is required'}`;
}
