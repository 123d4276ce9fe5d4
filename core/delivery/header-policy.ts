/**
 * Which request headers may leave the hub. It refuses whole requests and never mends one: a header that had to be
 * cleaned was not what its author meant.
 */

const tokenName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Visible ASCII, blank and tab. Bytes above are read in as many ways as there are receivers. */
const plainValue = /^[\t\x20-\x7e]*$/;

/** Headers that frame the message or choose its receiver: the transport's own, whoever asks for them. */
const transportHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Why these headers are not sent, naming the header and never its value; absent when all of them may go. */
export function findHeaderFault(headers: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (!tokenName.test(name)) return 'a header has a name that HTTP does not allow';
    if (transportHeaders.has(name.toLowerCase())) return `header ${name} belongs to the transport and cannot be set`;
    if (!plainValue.test(value)) return `header ${name} has characters other than visible ASCII, blanks and tabs`;
  }
  return undefined;
}
