/**
 * The usual ways in which a body is no longer what was signed, undone. It only makes bytes; nobody takes them for what was sent.
 */
import type { SignatureCause } from '../../domain/request-log.ts';

/** What a body may have been when it was signed. */
export interface BodyVariant {
  readonly cause: SignatureCause;
  readonly body: Uint8Array;
}

const lineFeed = Buffer.from('\n');
const carriageReturn = Buffer.from('\r\n');

/** All that may have been, without what is the body itself. Bytes that are no JSON have no JSON variants. */
export function bodyVariants(given: Uint8Array): readonly BodyVariant[] {
  const body = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const text = body.toString('utf8');
  const variants: readonly (readonly [SignatureCause, Buffer | string])[] = [
    ['line_break_added', body.subarray(0, body.at(-1) === 10 ? (body.at(-2) === 13 ? -2 : -1) : undefined)],
    ['line_break_lost', Buffer.concat([body, lineFeed])],
    ['line_break_lost', Buffer.concat([body, carriageReturn])],
    ['byte_order_mark_added', body.subarray(body.indexOf('\uFEFF') === 0 ? 3 : 0)],
    ['line_ends_changed', text.replaceAll('\r\n', '\n')],
    ['line_ends_changed', text.replaceAll(/\r?\n/g, '\r\n')],
    ['character_set_changed', Buffer.from(body.toString('latin1'), 'utf8')], // was Latin-1 read as bytes, and became UTF-8 twice
    ['character_set_changed', Buffer.from(text, 'latin1')],
    ['body_not_signed', ''],
    ...jsonVariants(text).map((written) => ['json_rewritten', written] as const),
  ];
  const seen = new Set([body.toString('latin1')]);
  return variants.flatMap(([cause, made]) => {
    const bytes = Buffer.from(made);
    const key = bytes.toString('latin1');
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ cause, body: bytes }];
  });
}

/** The same JSON as the usual languages write it. */
function jsonVariants(text: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
    const compact = JSON.stringify(value);
    const spaced = withBlanks(compact);
    return [
      compact,
      spaced, // Python
      JSON.stringify(value, null, 2),
      JSON.stringify(value, null, 4),
      escapeOthers(compact).replaceAll('/', '\\/'), // PHP
      compact.replaceAll('/', '\\/'),
      escapeOthers(compact),
      escapeOthers(spaced),
    ];
  } catch {
    return []; // no JSON, or nested deeper than can be written
  }
}

/** A blank behind each colon and comma that stands outside of a text. */
function withBlanks(compact: string): string {
  return compact.replaceAll(/"(?:[^"\\]|\\.)*"|[:,]/g, (part) => (part.length === 1 ? `${part} ` : part));
}

/** Characters beyond ASCII as `\u` and four digits. */
function escapeOthers(json: string): string {
  return json.replaceAll(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
