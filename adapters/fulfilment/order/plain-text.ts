/**
 * Free text as it may be kept: without control characters and without markup. What is left is text and was text before.
 */

const control = /[\p{Cc}\u2028\u2029]/gu;
const controlButLines = /[^\P{Cc}\n\t]/gu;
const startsTag = /[A-Za-z/!?]/;

/** One line. Line breaks and tabs become spaces; ends are trimmed; at most `maximumLength` characters are kept. */
export function plainLine(text: string, maximumLength: number): string {
  return cut(
    withoutMarkup(text)
      .replaceAll(/[\r\n\t\u2028\u2029]+/g, ' ')
      .replaceAll(control, '')
      .trim(),
    maximumLength,
  );
}

/** Several lines: line feeds and tabs stay. */
export function plainLines(text: string, maximumLength: number): string {
  return cut(withoutMarkup(text).replaceAll(/\r\n?/g, '\n').replaceAll(controlButLines, '').trim(), maximumLength);
}

/** True when stripping would leave the text as it is. */
export function isPlainLine(text: string): boolean {
  return plainLine(text, text.length) === text;
}

/**
 * Drops tags, comments and instructions: from `<` and a letter, `/`, `!` or `?` to the next `>`, or to the end. A sign that
 * starts none of those stays: "5 < 6" is no markup. What remains never forms a tag that was not there.
 */
function withoutMarkup(text: string): string {
  if (!text.includes('<')) return text;
  const kept: string[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text.charAt(index);
    if (character === '<' && startsTag.test(text.charAt(index + 1))) {
      const end = text.indexOf('>', index);
      index = end < 0 ? text.length : end + 1;
      continue;
    }
    if (startsTag.test(character)) while (kept.at(-1) === '<') kept.pop();
    kept.push(character);
    index += 1;
  }
  return kept.join('');
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
