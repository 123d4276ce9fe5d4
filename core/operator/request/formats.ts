/**
 * The formats that body schemas name, each with its test and the sentence for those who miss it.
 */
import { parseCidr } from '../../domain/cidr.ts';
import { currencyExponent } from '../../domain/currency.ts';
import { isExternalId } from '../../domain/external-id.ts';
import { isUuid } from '../../domain/uuid.ts';
import { parseInstant } from './instant.ts';

interface TextFormat {
  test(text: string): boolean;
  /** Follows the field's name: "slug must be ...". */
  readonly message: string;
}

const slugSyntax = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const timeZoneSyntax = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;
const tokenSyntax = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Names that the hub or the transport writes itself. */
const reservedHeader =
  /^(host|content-.*|x-pc-.*|webhook-(id|timestamp|signature)|connection|expect|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|user-agent)$/i;

/** All formats by name. */
export const formats = {
  slug: {
    // A slug that reads as an id could never be found by its name.
    test: (text) => text.length <= 63 && slugSyntax.test(text) && !isUuid(text),
    message: 'must be at most 63 lower-case letters and digits, joined by single dashes, and not a UUID',
  },
  line: {
    test: (text) => text.trim() !== '' && !/\p{Cc}/u.test(text),
    message: 'must be one line of text, not blank and without control characters',
  },
  text: {
    test: (text) => text.trim() !== '' && !/[^\P{Cc}\n\r]/u.test(text),
    message: 'must be text, not blank and without control characters other than line breaks',
  },
  'web-url': {
    test: isWebUrl,
    message: 'must be an absolute http or https URL without a user name',
  },
  currency: {
    test: (text) => currencyExponent(text) !== undefined,
    message: 'must be an active ISO 4217 code such as GBP',
  },
  'time-zone': {
    test: isTimeZone,
    message: 'must be an IANA time zone such as Europe/London',
  },
  cidr: {
    test: (text) => parseCidr(text) !== undefined,
    message: 'must be an address or a range such as 192.0.2.0/24, written plainly and without host bits',
  },
  delay: {
    test: (text) => /^[1-9]\d{0,5}(s|m|h|d)$/.test(text) && !isBeyondThirtyDays(text),
    message: 'must be a delay such as 30s, 5m, 2h or 1d, thirty days at most',
  },
  email: {
    test: (text) => text.length <= 254 && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(text),
    message: 'must be one e-mail address',
  },
  'external-id': {
    test: isExternalId,
    message: 'must be 1 to 255 characters without control characters, and without a space at either end',
  },
  instant: {
    test: (text) => parseInstant(text) !== undefined,
    message: 'must be an RFC 3339 time between 1970 and 9999',
  },
  'header-name': {
    test: (text) => tokenSyntax.test(text) && !reservedHeader.test(text),
    message:
      'is not a header that can be set: its name is not an HTTP token, or is reserved (Host, User-Agent, Content-*, X-PC-*, transport)',
  },
  'header-value': {
    test: (text) => /^[\t\x20-\x7e]*$/.test(text),
    message: 'must consist of visible ASCII characters, blanks and tabs',
  },
} as const satisfies Readonly<Record<string, TextFormat>>;

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

function isBeyondThirtyDays(delay: string): boolean {
  return Number.parseInt(delay, 10) * (unitSeconds[delay.slice(-1)] ?? 1) > 30 * 86_400;
}

function isWebUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s\p{Cc}]+$/iu.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && url.hostname !== '' && url.username === '' && url.password === '';
}

function isTimeZone(text: string): boolean {
  if (!timeZoneSyntax.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // how Intl says that there is no such zone
  }
}
