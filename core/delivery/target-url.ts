/**
 * The one reading of a target URL, for the moment it is saved and for the moment it is used.
 * It knows spelling only: whether the host may be reached is the egress policy's question.
 */

/** Longest URL that an endpoint may be saved with, in characters. */
export const savedUrlLimit = 2_048;
/** Longest URL that is sent to, in characters: filled-in placeholders make it longer than the saved one. */
export const sentUrlLimit = 4_096;

/**
 * Scheme, two slashes, a host without userinfo, then path and query without a fragment. The WHATWG parser would also
 * mend `https:host`, backslashes, tabs and blanks; but a URL that needs mending means one thing here and another to
 * the next reader.
 */
const strictSpelling = /^https?:\/\/[^/?#@\\\s\p{Cc}]+([/?][^#\\\s\p{Cc}]*)?$/iu;

/**
 * After parsing: a name or an address. The WHATWG parser lets `{` and `$` through, and data would choose a host that
 * has a placeholder.
 */
const plainHost = /^([a-z0-9._-]+|\[[0-9a-f:]+\])$/;

/**
 * Absent when the text is not an absolute http or https URL, has userinfo, a fragment, blanks, control characters or
 * backslashes, a placeholder in its host, or is longer than `lengthLimit` as given or as sent. Every spelling of an IPv4 address (`127.1`,
 * `0x7f000001`, `2130706433`, circled digits) comes out dotted in `hostname`, so nothing after this has to know them.
 */
export function parseTargetUrl(text: string, lengthLimit: number): URL | undefined {
  if (text.length > lengthLimit || !strictSpelling.test(text)) return undefined;
  const url = URL.parse(text);
  return url !== null && plainHost.test(url.hostname) && url.href.length <= lengthLimit ? url : undefined;
}
