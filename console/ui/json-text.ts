/**
 * Lays JSON out in lines without reading its numbers: an id above 2^53 or a `1.10` comes out as it was sent, which
 * JSON.parse would change.
 */

/** The same text, indented; a text that is no JSON comes back as it is. */
export function layOutJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text; // a SyntaxError is the answer to the question
  }
  let depth = 0;
  const newLine = () => `\n${'  '.repeat(depth)}`;
  return text.replaceAll(token, (found) => {
    switch (found[0]) {
      case '{':
      case '[':
        if (/^[{[]\s*[}\]]$/.test(found)) return `${found[0]}${found.at(-1)}`;
        depth++;
        return `${found}${newLine()}`;
      case '}':
      case ']':
        depth--;
        return `${newLine()}${found}`;
      case ',':
        return `,${newLine()}`;
      case ':':
        return ': ';
      case '"':
        return found;
      default:
        return ''; // white space between tokens
    }
  });
}

const token = /"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|\s+/g;

/** A value as indented JSON. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2) ?? 'null';
}
