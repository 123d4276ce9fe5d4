/**
 * The partner's own JSON Schema: compiled once, and checked before it is let near a request. Whoever writes a schema must not be able
 * to hold up the hub with it.
 */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonSchema } from '../../../core/sdk/index.ts';
import { plainLine } from '../order/plain-text.ts';
import { PlainRegExp } from './plain-pattern.ts';

/** The first bad place of a document with what is wrong there, without its value; undefined when the document is valid. */
export type DocumentCheck = (document: unknown) => string | undefined;

/** A schema that can be used, or what is wrong with it, as the rest of a sentence about it. */
export type SchemaCompilation = { readonly check: DocumentCheck } | { readonly objection: string };

const maximumLength = 100_000;
const maximumExpandedParts = 20_000;
const maximumDepth = 64;

const cacheLimit = 500;
const compiled = new Map<string, SchemaCompilation>();

/** Every pattern goes through the guard; `code` is what Ajv would write into modules, which it is not asked for. */
const regExp = Object.assign((pattern: string, flags: string) => new PlainRegExp(pattern, flags), { code: 'new RegExp' });

/** Compiles a schema, or takes it from those compiled before. */
export function compileSourceSchema(schema: JsonSchema): SchemaCompilation {
  const text = JSON.stringify(schema);
  const known = compiled.get(text);
  if (known !== undefined) return known;
  if (compiled.size >= cacheLimit) compiled.clear();
  const compilation = text.length > maximumLength ? { objection: `is longer than ${maximumLength} characters` } : compile(schema);
  compiled.set(text, compilation);
  return compilation;
}

function compile(schema: JsonSchema): SchemaCompilation {
  const objection = findReferenceObjection(schema);
  if (objection !== undefined) return { objection };
  // Which draft it says it is written in changes nothing: the keywords are read as draft 2020-12 has them.
  const { $schema: _draft, $id: _name, ...keywords } = schema;
  try {
    const ajv = new Ajv2020({ strict: false, code: { regExp }, messages: true });
    formats.default(ajv);
    const validate = ajv.compile(keywords);
    return { check: (document) => firstProblem(() => (validate(document) ? undefined : wordError(validate.errors?.[0]))) };
  } catch (error) {
    return { objection: `is not a usable JSON Schema: ${plainLine(error instanceof Error ? error.message : '', 160)}` };
  }
}

function firstProblem(check: () => string | undefined): string | undefined {
  try {
    return check();
  } catch {
    return '/ holds a text that is too long for a pattern'; // all that can still go wrong: schema and document are bounded
  }
}

function wordError(error: ErrorObject | undefined): string {
  const { instancePath = '', keyword, params = {}, message = 'is not valid' } = error ?? {};
  const missing = keyword === 'required' ? `/${String(params['missingProperty'])}` : '';
  const place = plainLine(`${instancePath}${missing}`, 120);
  return `${place === '' ? '/' : place} ${missing === '' ? plainLine(message, 120) : 'is required'}`;
}

/** Refers within itself only, never to itself, and is of bounded size once every reference is followed. */
function findReferenceObjection(schema: JsonSchema): string | undefined {
  const sizes = new Map<unknown, number>();
  const open = new Set<unknown>();

  const sizeOf = (part: unknown, depth: number): number => {
    if (typeof part !== 'object' || part === null) return 1;
    const known = sizes.get(part);
    if (known !== undefined) return known;
    if (open.has(part) || depth > maximumDepth) return Number.POSITIVE_INFINITY;
    open.add(part);
    let size = 1;
    for (const [keyword, value] of Object.entries(part)) {
      const isReference = (keyword === '$ref' || keyword === '$dynamicRef') && typeof value === 'string';
      size += isReference ? sizeOf(follow(value, schema), depth + 1) : sizeOf(value, depth + 1);
    }
    open.delete(part);
    sizes.set(part, size);
    return size;
  };

  return sizeOf(schema, 0) > maximumExpandedParts
    ? 'refers to itself, or is too large once its references are followed'
    : undefined;
}

/** What `#/$defs/line` names. Ajv refuses what cannot be followed here. */
function follow(reference: string, schema: JsonSchema): unknown {
  if (!reference.startsWith('#')) return undefined;
  const steps = reference.slice(1).split('/').slice(1);
  return steps.reduce<unknown>((place, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof place === 'object' && place !== null ? Reflect.get(place, key) : undefined;
  }, schema);
}
