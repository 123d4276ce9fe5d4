/**
 * Replaces values inside JSON text and leaves all the rest byte for byte: white space, the order of keys, how numbers are
 * written. It judges nothing; whoever calls says what becomes of each value.
 */

/** Where a value stands: the names and indexes that lead to it. */
export type JsonPath = readonly (string | number)[];

/** What a value becomes: new JSON text, or undefined to leave it. `value` is the text or the number's source text. */
export type Replace = (path: JsonPath, value: string, kind: 'text' | 'number') => string | undefined;

interface Level {
  readonly isArray: boolean;
  /** The key or index that the next value stands at. */
  position: string | number;
  /** True where an object's next text is a key. */
  expectsKey: boolean;
}

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:,]|[^"\d{}[\]:,-]+|-/g;

/** The text with every text and number offered to `replace`. The text must be JSON; anything else gives rubbish. */
export function replaceInJson(json: string, replace: Replace): string {
  const levels: Level[] = [];
  return json.replaceAll(token, (part) => {
    const level = levels.at(-1);
    switch (part) {
      case '{':
        levels.push({ isArray: false, position: '', expectsKey: true });
        return part;
      case '[':
        levels.push({ isArray: true, position: 0, expectsKey: false });
        return part;
      case '}':
      case ']':
        levels.pop();
        return part;
      case ':':
        if (level) level.expectsKey = false;
        return part;
      case ',':
        if (level?.isArray) level.position = Number(level.position) + 1;
        else if (level) level.expectsKey = true;
        return part;
      default:
        return replacePart(part, level, levels, replace);
    }
  });
}

function replacePart(part: string, level: Level | undefined, levels: readonly Level[], replace: Replace): string {
  const path = levels.map(({ position }) => position);
  if (part.startsWith('"')) {
    const value = String(JSON.parse(part));
    if (!level?.expectsKey) return replace(path, value, 'text') ?? part;
    level.position = value;
    return part;
  }
  return /^-?\d/.test(part) ? (replace(path, part, 'number') ?? part) : part;
}
