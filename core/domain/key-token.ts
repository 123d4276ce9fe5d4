/**
 * The bearer tokens that Crossdock issues: prefix + 30 random base62 characters (178 bits) + 6 base62 characters of checksum.
 * It never stores or looks up one: only the SHA-256 leaves this file for the database, and a few first characters for display.
 *
 * The checksum is the CRC-32 of the ASCII text "prefix + 30 characters", big-endian in base62, padded with zeros: a typo is refused
 * without a question to the database. It is public arithmetic, not a secret. A slow hash would buy nothing at this entropy.
 */
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Tokens of the read API. The prefixes of integration keys belong to their adapters ("pck_int_", "cw_web_", "stp_", "ful_"). */
export const readKeyPrefix = 'pck_live_';

/** Tokens of the links that confirm an e-mail address. */
export const recipientTokenPrefix = 'pck_mail_';

/** Tokens of the links by which operators accept an invitation. */
export const invitationTokenPrefix = 'pck_inv_';

/** Tokens of the operator API. */
export const operatorTokenPrefix = 'pck_adm_';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 30;
const checksumLength = 6;
const displayedLength = 8;
/** Prefix and 8 characters, then the rest, of any token that this hub issues. */
const tokenLike = /\b([a-z]{2,10}_(?:[a-z]{2,10}_)?[0-9A-Za-z]{8})[0-9A-Za-z]{28}\b/g;
const bodySyntax = new RegExp(`^[0-9A-Za-z]{${randomLength + checksumLength}}$`);

/** The largest multiple of 62 in a byte: bytes from here on are thrown away, or the first characters would be likelier. */
const unbiasedLimit = 256 - (256 % alphabet.length);

/** A new token. `randomBytes` must be cryptographically secure; it is asked again until enough bytes were usable. */
export function mintToken(prefix: string, randomBytes: (size: number) => Uint8Array): string {
  let random = '';
  while (random.length < randomLength) {
    for (const byte of randomBytes(randomLength - random.length)) {
      if (byte < unbiasedLimit) random += alphabet.charAt(byte % alphabet.length);
    }
  }
  return prefix + random + checksum(prefix + random);
}

/** True when prefix, length, alphabet and checksum are right. Says nothing about whether the token was ever issued. */
export function isToken(text: string, prefix: string): boolean {
  if (!text.startsWith(prefix) || !bodySyntax.test(text.slice(prefix.length))) return false;
  return text.slice(-checksumLength) === checksum(text.slice(0, -checksumLength));
}

/** What may be shown of a token in lists and logs: its prefix and the first 8 characters after it. */
export function displayPrefix(token: string, prefix: string): string {
  return token.slice(0, prefix.length + displayedLength);
}

/** The SHA-256 of the whole token, 32 bytes: the only form in which a token is stored and looked up. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** The text with every token cut down to what may be shown of it, wherever somebody put one. */
export function maskTokens(text: string): string {
  return text.replace(tokenLike, '$1[redacted]');
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < checksumLength; place += 1) {
    digits = alphabet.charAt(rest % alphabet.length) + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}
