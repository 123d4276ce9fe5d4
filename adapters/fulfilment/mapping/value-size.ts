/**
 * How large a value is when it is written out: what is reachable by several ways counts as often as it would be written.
 */

/** Larger than any order; small enough that whatever is done to a value of this size is done at once. */
const maximumNodes = 50_000;
const maximumCharacters = 1_000_000;

interface Size {
  readonly nodes: number;
  readonly characters: number;
  /** How many elements or fields it had when it was measured: lists grow while they are built. */
  readonly width: number;
}

/** Measures values of one evaluation. What was measured once is not walked again. */
export class ValueScale {
  readonly #known = new WeakMap<object, Size>();

  /** True when the value has more than 50,000 parts or more than a million characters. */
  isTooLarge(value: unknown): boolean {
    const { nodes, characters } = this.#measure(value, 0);
    return nodes > maximumNodes || characters > maximumCharacters;
  }

  #measure(value: unknown, depth: number): Size {
    if (typeof value === 'string') return { nodes: 1, characters: value.length, width: 0 };
    if (typeof value !== 'object' || value === null) return { nodes: 1, characters: 0, width: 0 };
    // A function holds the frames around it, and is never written out.
    if ('_jsonata_lambda' in value || '_jsonata_function' in value) return { nodes: 1, characters: 0, width: 0 };
    if (depth > 200) return { nodes: Number.POSITIVE_INFINITY, characters: 0, width: 0 };
    const keys = Array.isArray(value) ? undefined : Object.keys(value);
    const width = keys?.length ?? (value as readonly unknown[]).length; // without keys it is a list
    const known = this.#known.get(value);
    if (known?.width === width) return known;
    let nodes = 1;
    let characters = 0;
    if (width > maximumNodes) nodes = Number.POSITIVE_INFINITY;
    else {
      for (const part of keys === undefined ? (value as readonly unknown[]) : Object.values(value)) {
        const size = this.#measure(part, depth + 1);
        nodes += size.nodes;
        characters += size.characters;
      }
      for (const key of keys ?? []) characters += key.length;
    }
    const size = { nodes, characters, width };
    this.#known.set(value, size);
    return size;
  }
}
