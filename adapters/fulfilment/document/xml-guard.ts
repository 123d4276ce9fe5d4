/**
 * Looks XML over before anything is parsed: what it may not contain, how deep and how large it may be. One pass over the
 * text, so that hostile XML costs no more than reading it. It does not judge whether the XML is well-formed.
 */

const maximumDepth = 32;
const maximumNodes = 10_000;

/** XML 1.0 has no other characters below a space. */
// oxlint-disable-next-line no-control-regex -- these are the ones that are looked for
const forbiddenCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const reference = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/y;
const openingName = /<([^\s/>]+)/y;
/** Every attribute has white space before it, a name, and a value in quotes. */
const openingTag = /^<[^\s/>="']+(?:\s+[^\s=/>"']+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>$/;
const prototypeNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface Walk {
  readonly text: string;
  index: number;
  depth: number;
  nodes: number;
  hasRoot: boolean;
}

/**
 * Why a document is refused unread, as a sentence that repeats nothing of it; undefined when it may be parsed. Refused are
 * document types, entities beyond the five, characters that XML does not have, a second root, more than 32 levels, more than
 * 10,000 elements and attributes, and names that could reach a prototype.
 */
export function findXmlObjection(text: string): string | undefined {
  if (forbiddenCharacter.test(text) || !text.isWellFormed()) return 'the XML holds a character that XML does not allow';
  const walk: Walk = { text, index: 0, depth: 0, nodes: 0, hasRoot: false };
  while (walk.index < text.length) {
    const character = text[walk.index];
    const isText = character === '&' || text.startsWith('<![CDATA[', walk.index);
    if (isText && walk.depth === 0) return 'the XML is not well-formed';
    const objection = character === '<' ? passMarkup(walk) : character === '&' ? passReference(walk) : undefined;
    if (objection !== undefined) return objection;
    if (character !== '<' && character !== '&') {
      const end = nextMark(text, walk.index + 1);
      const passed = text.slice(walk.index, end);
      if ((walk.depth === 0 && passed.trim() !== '') || passed.includes(']]>')) return 'the XML is not well-formed';
      walk.index = end;
    }
    if (walk.depth > maximumDepth) return `the XML is nested more than ${maximumDepth} levels deep`;
    if (walk.nodes > maximumNodes) return `the XML has more than ${maximumNodes.toLocaleString('en')} elements and attributes`;
  }
  return undefined;
}

/** Text with the five entities and numeric references in place of what they stand for. Others do not get here. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(new RegExp(reference.source, 'g'), (whole, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name !== undefined) return predefined[name] ?? whole;
    return String.fromCodePoint(hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16));
  });
}

function nextMark(text: string, from: number): number {
  let index = from;
  while (index < text.length && text[index] !== '<' && text[index] !== '&') index += 1;
  return index;
}

function passMarkup(walk: Walk): string | undefined {
  const { text, index } = walk;
  if (text.startsWith('<!--', index)) return passComment(walk);
  if (text.startsWith('<![CDATA[', index)) return passTo(walk, ']]>', 9);
  if (text.startsWith('<!', index)) return 'the XML has a document type or an entity declaration, which are not read';
  if (text.startsWith('<?', index)) return passTo(walk, '?>', 2);
  if (text.startsWith('</', index)) {
    walk.depth -= 1;
    return passTo(walk, '>', 2);
  }
  return passOpeningTag(walk);
}

function passTo(walk: Walk, end: string, offset: number): string | undefined {
  const found = walk.text.indexOf(end, walk.index + offset);
  if (found < 0) return 'the XML is not well-formed';
  walk.index = found + end.length;
  return undefined;
}

/** XML has no two dashes within a comment. */
function passComment(walk: Walk): string | undefined {
  const dashes = walk.text.indexOf('--', walk.index + 4);
  if (dashes < 0 || walk.text[dashes + 2] !== '>') return 'the XML is not well-formed';
  walk.index = dashes + 3;
  return undefined;
}

function passOpeningTag(walk: Walk): string | undefined {
  const { text } = walk;
  openingName.lastIndex = walk.index;
  const [, name = ''] = openingName.exec(text) ?? [];
  if (prototypeNames.has(name)) return 'the XML has a name that could reach a prototype';
  if (walk.depth === 0 && walk.hasRoot) return 'the XML has more than one root element';
  walk.hasRoot = true;
  walk.nodes += 1;
  let quote: string | undefined;
  const start = walk.index;
  walk.index += 1;
  while (walk.index < text.length) {
    const character = text[walk.index] ?? '';
    if (quote === undefined && character === '>') {
      if (text[walk.index - 1] !== '/') walk.depth += 1;
      walk.index += 1;
      const isCounted = walk.nodes <= maximumNodes; // what is too much is refused for that, unread
      return isCounted && !openingTag.test(text.slice(start, walk.index)) ? 'the XML is not well-formed' : undefined;
    }
    if (character === '<') return 'the XML is not well-formed';
    if (character === '&') {
      const objection = passReference(walk);
      if (objection !== undefined) return objection;
      continue;
    }
    if (character === quote) quote = undefined;
    else if (quote === undefined && (character === '"' || character === "'")) quote = character;
    else if (quote === undefined && character === '=') walk.nodes += 1;
    walk.index += 1;
  }
  return 'the XML is not well-formed';
}

function passReference(walk: Walk): string | undefined {
  reference.lastIndex = walk.index;
  const match = reference.exec(walk.text);
  if (match === null) return 'the XML uses an entity other than the five that every XML has';
  const [whole, name, decimal, hexadecimal] = match;
  walk.index += whole.length;
  if (name !== undefined) return undefined;
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  if (isCharacter && !forbiddenCharacter.test(String.fromCodePoint(code))) return undefined;
  return 'the XML holds a character that XML does not allow';
}
