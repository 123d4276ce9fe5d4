/**
 * Placeholders, `{{name}}`: where they may stand in a URL, and how they are filled in. What is filled in never reaches the
 * host, never starts another segment or parameter, and never leads out of the path.
 */

const placeholder = /\{\{([A-Za-z_][A-Za-z0-9_.]{0,63})\}\}/g;

/** A segment that the URL parser would take for "here" or "one up"; it decodes %2e before it looks. */
const dotSegment = /^(?:\.|%2e){1,2}$/i;

/** The parts of a URL as it is written; put together again they are the text. */
export interface UrlParts {
  /** In the spelling of the text; absent where none is written. */
  readonly scheme?: string;
  /** Host, and whatever stands around it. */
  readonly authority: string;
  /** Empty, or from the first slash on. */
  readonly path: string;
  /** Empty, or from the question mark on. */
  readonly query: string;
}

/** Takes a URL apart without understanding it. */
export function splitUrl(text: string): UrlParts {
  const [, scheme, authority = '', path = '', query = ''] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?]*)([^?]*)(.*)$/is.exec(text) ?? [];
  return { ...(scheme !== undefined && { scheme }), authority, path, query };
}

/** True when the text has a brace that belongs to no placeholder. */
export function hasStrayBrace(text: string): boolean {
  return /[{}]/.test(text.replaceAll(placeholder, ''));
}

/**
 * The path and query with every placeholder filled in; an unknown name, null and anything that is no scalar give nothing.
 * Undefined when data would make a whole segment of the path `.` or `..`.
 */
export function fillIn({ path, query }: UrlParts, values: Readonly<Record<string, unknown>>): string | undefined {
  const fill = (text: string): string => text.replaceAll(placeholder, (_match, name: string) => encode(values, name));
  const segments = path.split('/').map((segment) => ({ segment, filled: fill(segment) }));
  if (segments.some(({ segment, filled }) => filled !== segment && dotSegment.test(filled))) return undefined;
  return segments.map(({ filled }) => filled).join('/') + fill(query);
}

function encode(values: Readonly<Record<string, unknown>>, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isScalar ? encodeURIComponent(String(value).toWellFormed()) : '';
}
