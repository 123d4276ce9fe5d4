/**
 * Free text as it may be kept: without control characters and without markup. What is left is text and was text before.
 */

const control = /[\p{Cc}\u2028\u2029]/gu;
const controlButLines = /[^\P{Cc}\n\t]/gu;
const startsTag = /[A-Za-z/!?]/;
/** A tag, a declaration or an instruction, all of it. */
const tag = /<\/?[A-Za-z](?:[\w:.-]*\w)?(?:[\s/][^<>]*)?>|<[!?][A-Za-z][^<>]*>/y;
const addressInBrackets = /<[^\s<>"'=/@]+@[^\s<>"'=/@]+>/y;
const sections = [
  { start: '<!--', end: '-->' },
  { start: '<![CDATA[', end: ']]>' },
] as const;

/** One line. Line breaks and tabs become spaces; ends are trimmed; at most `maximumLength` characters are kept. */
export function plainLine(text: string, maximumLength: number): string {
  const line = text.replaceAll(/[\r\n\t\u2028\u2029]+/g, ' ').replaceAll(control, '');
  return cut(withoutMarkup(line).trim(), maximumLength);
}

/** Several lines: line feeds and tabs stay. */
export function plainLines(text: string, maximumLength: number): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll(controlButLines, '');
  return cut(withoutMarkup(lines).trim(), maximumLength);
}

/** True when stripping would leave the text as it is. */
export function isPlainLine(text: string): boolean {
  return plainLine(text, text.length) === text;
}

/**
 * Drops tags, declarations, instructions, comments and CDATA sections. Any other `<` that a browser could take for the start of one
 * is dropped alone, and what follows stays: "a<b, c" becomes "ab, c". A `<` that starts nothing stays, as in "5 < 6", and so does the
 * one of "<ann@example.com>". What remains never forms a tag that was not there.
 */
function withoutMarkup(text: string): string {
  if (!text.includes('<')) return text;
  // Looked for once: a text may begin a million comments and end none.
  const lastEnds = new Map(sections.map(({ end }) => [end, text.lastIndexOf(end)]));
  const kept: string[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text.charAt(index);
    if (character === '<' && startsTag.test(text.charAt(index + 1))) {
      const address = matchAt(addressInBrackets, text, index);
      if (address !== '') kept.push(address);
      index += address.length || sectionLength(text, index, lastEnds) || matchAt(tag, text, index).length || 1;
      continue;
    }
    if (startsTag.test(character)) while (kept.at(-1) === '<') kept.pop();
    kept.push(character);
    index += 1;
  }
  return kept.join('');
}

/** How long the comment or CDATA section is that starts here; 0 where none does, or where it has no end. */
function sectionLength(text: string, index: number, lastEnds: ReadonlyMap<string, number>): number {
  const section = sections.find(({ start }) => text.startsWith(start, index));
  if (section === undefined) return 0;
  const content = index + section.start.length;
  const isClosed = (lastEnds.get(section.end) ?? -1) >= content;
  return isClosed ? text.indexOf(section.end, content) + section.end.length - index : 0;
}

/** What the sticky pattern matches here; empty where it does not. */
function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

/** Cuts between characters, never within one. */
function cut(text: string, maximumLength: number): string {
  return text.length <= maximumLength
    ? text
    : text
        .slice(0, maximumLength)
        .toWellFormed()
        .replace(/\ufffd$/, '');
}
