/**
 * A value that a schema would take, made from the examples in it.
 */
import { type ApiDocument, referenceName, resolved, type Schema } from './document.ts';

/** The value. Of a body's optional fields it has those with an example; `whole` asks for every field, as answers have them. */
export function sampleOf(schema: Schema, document: ApiDocument, whole: boolean, above: readonly string[] = []): unknown {
  const name = referenceName(schema);
  if (name !== undefined && above.includes(name)) return {}; // it holds itself
  const known = resolved(schema, document);
  if (known.examples?.[0] !== undefined) return known.examples[0];
  if (known.const !== undefined) return known.const;
  if (known.default !== undefined) return known.default;
  if (known.enum) return known.enum[0];
  const inside = name === undefined ? above : [...above, name];
  if (known.anyOf?.[0]) return sampleOf(known.anyOf[0], document, whole, inside);
  switch ([known.type].flat()[0]) {
    case 'object':
      return objectOf(known, document, whole, inside);
    case 'array':
      return known.items ? [sampleOf(known.items, document, whole, inside)] : [];
    case 'integer':
    case 'number':
      return known.minimum ?? 0;
    case 'boolean':
      return false;
    case 'string':
      return 'text';
    default:
      return null;
  }
}

function objectOf({ properties = {}, required = [] }: Schema, document: ApiDocument, whole: boolean, above: readonly string[]) {
  const wanted = Object.entries(properties).filter(
    ([name, field]) => required.includes(name) || (!whole && resolved(field, document).examples?.[0] !== undefined),
  );
  return Object.fromEntries(wanted.map(([name, field]) => [name, sampleOf(field, document, whole, above)]));
}
