/**
 * How large a JSON Schema is once its references are followed, and why one is refused for what it would cost. It does not judge
 * whether the schema makes sense.
 */
import type { JsonSchema } from '../../../core/sdk/index.ts';

/** What counts when a schema is compiled and checked. */
export interface SchemaSize {
  /** Schemas within it; those that are referred to count as often as they are. */
  readonly schemas: number;
  /** Values of `enum` and names of `required`. */
  readonly entries: number;
}

const maximumSchemas = 500;
const maximumEntries = 5_000;
const maximumDepth = 20;

/** Keywords whose value has names to choose freely, and schemas under them. */
const namedSchemas: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependentRequired',
  'dependencies',
]);
/** What they hold counts where it is referred to, or says nothing about documents. */
const uncounted: ReadonlySet<string> = new Set(['$defs', 'definitions', 'default', 'examples', 'const']);
const lists: ReadonlySet<string> = new Set(['enum', 'required', 'type']);
const renames: ReadonlySet<string> = new Set(['$id', '$anchor', '$dynamicAnchor', '$dynamicRef']);

interface Measure extends SchemaSize {
  readonly depth: number;
}

/** A schema that is too costly, or that refers elsewhere; thrown within this file only. */
class Refusal extends Error {}

/** The size, or why the schema is refused as the rest of a sentence about it. */
export function measureSchema(schema: JsonSchema): SchemaSize | { readonly objection: string } {
  try {
    return new Ruler(schema).measure(schema);
  } catch (error) {
    if (error instanceof Refusal) return { objection: error.message };
    throw error;
  }
}

class Ruler {
  readonly #root: JsonSchema;
  readonly #known = new Map<object, Measure>();
  readonly #open = new Set<object>();

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  measure(schema: unknown): Measure {
    if (typeof schema !== 'object' || schema === null) return { schemas: 1, entries: 0, depth: 1 };
    const known = this.#known.get(schema);
    if (known !== undefined) return known;
    if (this.#open.has(schema)) throw new Refusal('refers to itself');
    if (this.#open.size > maximumDepth) throw new Refusal(`is nested more than ${maximumDepth} schemas deep`);
    this.#open.add(schema);
    const parts = Object.entries(schema).flatMap(([keyword, value]) => this.#partsOf(keyword, value));
    this.#open.delete(schema);
    const sum = parts.reduce(add, { schemas: 1, entries: 0, depth: 0 });
    const measure = { ...sum, depth: sum.depth + 1 };
    if (measure.depth > maximumDepth) throw new Refusal(`is nested more than ${maximumDepth} schemas deep`);
    if (measure.schemas > maximumSchemas)
      throw new Refusal(`has more than ${maximumSchemas} schemas once its references are followed`);
    if (measure.entries > maximumEntries)
      throw new Refusal(`lists more than ${maximumEntries.toLocaleString('en')} values and names`);
    this.#known.set(schema, measure);
    return measure;
  }

  #partsOf(keyword: string, value: unknown): readonly Measure[] {
    if (uncounted.has(keyword)) return [];
    if (renames.has(keyword)) throw new Refusal(`uses ${keyword}: refer to its parts as #/$defs/name`);
    if (keyword === '$ref') return [this.measure(follow(value, this.#root))];
    if (lists.has(keyword)) return [{ schemas: 0, entries: Array.isArray(value) ? value.length : 1, depth: 0 }];
    if (typeof value !== 'object' || value === null) return [];
    const isFamily = Array.isArray(value) || namedSchemas.has(keyword);
    return isFamily ? Object.values(value).map((part) => this.measure(part)) : [this.measure(value)];
  }
}

function add(left: Measure, right: Measure): Measure {
  return {
    schemas: left.schemas + right.schemas,
    entries: left.entries + right.entries,
    depth: Math.max(left.depth, right.depth),
  };
}

/** What `#/$defs/line` names. */
function follow(reference: unknown, root: JsonSchema): object {
  const [start, ...steps] = typeof reference === 'string' ? reference.split('/') : [];
  const found = steps.reduce<unknown>((place, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof place === 'object' && place !== null && Object.hasOwn(place, key) ? Reflect.get(place, key) : undefined;
  }, root);
  if (start === '#' && typeof found === 'object' && found !== null) return found;
  throw new Refusal('refers to something that is not in it: references are written as #/$defs/name');
}
