/**
 * Reads a request body as one JSON object, within limits that hold before anything is built in memory.
 * It never repairs a body, never answers a caller, and never repeats a value of the body in what it reports.
 *
 * Two steps. A scan of the bytes counts depth, values and members; it needs no grammar, because JSON.parse has one. After the parse,
 * a walk sees every key decoded: a repeated key shows as a member that the parse merged away, however it was spelled ("a", "\u0061").
 */
import { isUtf8 } from 'node:buffer';

/** How to read. */
export interface JsonReaderOptions {
  /** Gives each number as its source text ("19.99", "1e2", an id above 2^53), so that nothing is lost to a float. Off when absent. */
  readonly numbersAsText?: boolean;
  /** How many values the body may hold; 10,000 when absent. */
  readonly maximumValues?: number;
}

/** The object, or a constant English phrase for the log that says why there is none. */
export type JsonReading = { readonly value: Record<string, unknown> } | { readonly problem: string };

const maximumDepth = 32;
const defaultMaximumValues = 10_000;

/** Each would reach a prototype where an object is merged or filled by key. */
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const space = 0x20;

/**
 * Reads the body. Refuses: invalid UTF-8, a byte order mark, anything but one object at the top, more than 32 levels (the top object is
 * the first), more values than may be, repeated keys, the keys __proto__, constructor and prototype, NUL and lone surrogates.
 */
export function readJsonObject(bytes: Uint8Array, options: JsonReaderOptions = {}): JsonReading {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { problem: 'the body starts with a byte order mark' };
  if (!isUtf8(bytes)) return { problem: 'the body is not valid UTF-8' };
  const scan = scanStructure(bytes, options.maximumValues ?? defaultMaximumValues);
  if ('problem' in scan) return scan;

  const parsed = parse(bytes);
  if (parsed === undefined) return { problem: 'the body is not JSON' };
  const value = options.numbersAsText === true ? parse(quoteNumbers(bytes)) : parsed;
  if (!isPlainObject(value)) return { problem: 'the top level is not an object' };

  const walk: Walk = { members: 0, problem: undefined };
  inspect(value, walk);
  if (walk.problem !== undefined) return { problem: walk.problem };
  return walk.members === scan.members ? { value } : { problem: 'an object has the same key twice' };
}

/** Counts what the limits are about, and stops at the first broken one. The counts mean something only if the bytes are JSON. */
function scanStructure(bytes: Uint8Array, maximumValues: number): { readonly members: number } | { readonly problem: string } {
  let depth = 0;
  let members = 0;
  let nodes = 1;
  let justOpened = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte <= space) continue;
    const opens = byte === openBrace || byte === openBracket;
    const closes = byte === closeBrace || byte === closeBracket;
    // A comma announces one more value, and so does the first thing inside a container.
    if (byte === comma || (justOpened && !closes)) nodes += 1;
    if (opens) depth += 1;
    else if (closes) depth -= 1;
    else if (byte === colon) members += 1;
    else if (byte === quote) index = endOfString(bytes, index);
    justOpened = opens;
    if (depth > maximumDepth) return { problem: 'the body is nested more than 32 levels deep' };
    if (nodes > maximumValues) return { problem: `the body has more than ${maximumValues.toLocaleString('en')} values` };
  }
  return { members };
}

/** The index of the closing quote, or of the end where there is none. */
function endOfString(bytes: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== quote) index += bytes[index] === backslash ? 2 : 1;
  return index;
}

/** Undefined when the bytes are not JSON. The parser's own message is dropped: it quotes the body. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The same JSON with each number in quotes. A reviver's context.source gives the same, but makes a whole reading up to two thirds slower.
 * Only for bytes that parsed: in those, a digit or a minus sign outside a string always starts a number.
 */
function quoteNumbers(bytes: Uint8Array): Uint8Array {
  // A number and the separator after it take two bytes at least, and two quotes are added.
  const quoted = new Uint8Array(bytes.length * 2);
  let length = 0;
  let index = 0;
  while (index < bytes.length) {
    const byte = bytes[index] ?? 0;
    const isNumber = startsNumber(byte);
    const end = byte === quote ? endOfString(bytes, index) + 1 : isNumber ? endOfNumber(bytes, index) : index + 1;
    if (isNumber) quoted[length++] = quote;
    while (index < end) quoted[length++] = bytes[index++] ?? 0;
    if (isNumber) quoted[length++] = quote;
  }
  return quoted.subarray(0, length);
}

function startsNumber(byte: number): boolean {
  return byte === minus || (byte >= zero && byte <= nine);
}

function endOfNumber(bytes: Uint8Array, start: number): number {
  let index = start;
  while (index < bytes.length && !endsNumber(bytes[index] ?? 0)) index += 1;
  return index;
}

function endsNumber(byte: number): boolean {
  return byte === comma || byte === closeBrace || byte === closeBracket || byte <= space;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Walk {
  members: number;
  problem: string | undefined;
}

/** Recursion is safe here: the scan has bounded the depth. */
function inspect(value: unknown, walk: Walk): void {
  if (typeof value === 'string') {
    walk.problem ??= problemOfText(value);
  } else if (Array.isArray(value)) {
    for (const element of value) inspect(element, walk);
  } else if (isPlainObject(value)) {
    for (const key of Object.keys(value)) {
      walk.members += 1;
      walk.problem ??= forbiddenKeys.has(key) ? 'an object has a key that could reach a prototype' : problemOfText(key);
      inspect(value[key], walk);
    }
  }
}

/** Both can only come from escapes. PostgreSQL stores neither. */
function problemOfText(text: string): string | undefined {
  if (text.includes('\0')) return 'a string contains NUL';
  return text.isWellFormed() ? undefined : 'a string contains half a surrogate pair';
}
