/**
 * HMAC-SHA256 signatures as webhooks carry them: making and verifying, for the authors of adapters.
 * It never reads a clock or a header by itself, never says which secret matched, and never compares digests with ===.
 *
 * The HMAC key is always the secret string's UTF-8 bytes: a secret of 64 hex digits is 64 bytes of ASCII, not 32 decoded ones.
 * An empty secret matches nothing, since anyone could sign with it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FaultCode } from '../domain/fault.ts';

/**
 * What a signature turned out to be. 'absent' means that there was no header at all: the hub decides whether that is allowed.
 * The others are the codes of the refusal.
 */
export type SignatureVerdict =
  | 'verified'
  | 'absent'
  | Extract<FaultCode, 'signature_malformed' | 'signature_expired' | 'signature_invalid'>;

interface SignedRequest {
  /** The header's value; undefined when the request has none. */
  readonly header: string | undefined;
  /** The bytes that were signed, as received: a re-serialised body does not verify. */
  readonly body: Uint8Array;
  /** Every secret that is live now (two during a rotation), in any order. */
  readonly secrets: readonly string[];
}

interface TimestampedRequest extends SignedRequest {
  /** The current time in seconds since 1970; fractions are dropped, as the sender's were. */
  readonly nowSeconds: number;
  /** The largest drift that passes, in either direction, inclusive. */
  readonly toleranceSeconds: number;
}

interface TimestampedMessage {
  /** The bytes that will be sent. */
  readonly body: Uint8Array;
  /** The live secrets, newest first. */
  readonly secrets: readonly string[];
  /** When the attempt is made, in whole seconds since 1970. */
  readonly timestampSeconds: number;
}

interface TemplatedMessage {
  /** What is signed, see isSignatureTemplate. */
  readonly template: string;
  /** The bytes that will be sent. */
  readonly body: Uint8Array;
  readonly secret: string;
  /** When the attempt is made, in whole seconds since 1970. */
  readonly timestampSeconds: number;
}

interface TemplatedRequest extends TimestampedRequest {
  /** The value of the header that carries the time; undefined when the request has none. */
  readonly timestampHeader: string | undefined;
  /** What is signed, see isSignatureTemplate. */
  readonly template: string;
}

interface TimestampedHeader {
  readonly timestamp: string;
  readonly signatures: readonly string[];
}

const maximumHeaderLength = 1024;
const maximumSignatures = 5;
const elementSyntax = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([\x21-\x7e]*)$/;
const oneSignatureSyntax = /^v1=([0-9a-fA-F]{64})$/;
const secondsSyntax = /^[0-9]{10}$/;
const hexDigestSyntax = /^[0-9a-fA-F]{64}$/;
const standardSecretSyntax = /^whsec_[A-Za-z0-9+/]+={0,2}$/;
const base64DigestSyntax = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Verifies `t=<10 digits>,v1=<64 hex>` over "t.body". Refuses in this order: malformed (not exactly one t, not 1 to 5 v1, over 1,024
 * bytes, milliseconds for seconds), expired (drift beyond the tolerance, past or future), invalid. Names other than t and v1 are ignored.
 */
export function verifyTimestamped(request: TimestampedRequest): SignatureVerdict {
  if (request.header === undefined) return 'absent';
  const parsed = parseTimestamped(request.header);
  if (parsed === undefined) return 'signature_malformed';
  const drift = Math.abs(Math.floor(request.nowSeconds) - Number(parsed.timestamp));
  // Written so that a NaN clock refuses instead of passing.
  if (!(drift <= request.toleranceSeconds)) return 'signature_expired';
  const expected = usable(request.secrets).map((secret) => digest(secret, `${parsed.timestamp}.`, request.body));
  return anyPairEqual(
    parsed.signatures.map((signature) => Buffer.from(signature, 'hex')),
    expected,
  );
}

/** The time in a header of `t=<10 digits>,v1=<64 hex>`, in seconds since 1970; undefined when the header is none such. */
export function timestampOf(header: string | undefined): number | undefined {
  const parsed = header === undefined ? undefined : parseTimestamped(header);
  return parsed && Number(parsed.timestamp);
}

/**
 * The templates that say which bytes are signed where no protocol does, as a regular expression for JSON Schemas: text with
 * `{timestamp}` and `{body}` in it, each exactly once. For example `{timestamp}.{body}`.
 */
export const signatureTemplatePattern =
  '^(?=[^]*\\{body\\})(?=[^]*\\{timestamp\\})(?![^]*\\{body\\}[^]*\\{body\\})(?![^]*\\{timestamp\\}[^]*\\{timestamp\\})';

const templateSyntax = new RegExp(signatureTemplatePattern, 'u');

/**
 * Verifies `v1=<64 hex>` beside a timestamp of 10 digits in a header of its own, over the template filled with both. Refuses in
 * this order: absent (either header is), malformed, expired (drift beyond the tolerance, past or future), invalid.
 */
export function verifyTemplated(request: TemplatedRequest): SignatureVerdict {
  const { header, timestampHeader, template, body, secrets, nowSeconds, toleranceSeconds } = request;
  if (header === undefined || timestampHeader === undefined) return 'absent';
  const [, signature] = oneSignatureSyntax.exec(header) ?? [];
  if (signature === undefined || !secondsSyntax.test(timestampHeader)) return 'signature_malformed';
  const drift = Math.abs(Math.floor(nowSeconds) - Number(timestampHeader));
  // Written so that a NaN clock refuses instead of passing.
  if (!(drift <= toleranceSeconds)) return 'signature_expired';
  // A template without the body would let any body pass.
  if (!templateSyntax.test(template)) return 'signature_invalid';
  const signed = fill(template, timestampHeader, body);
  return anyPairEqual(
    [Buffer.from(signature, 'hex')],
    usable(secrets).map((secret) => digest(secret, ...signed)),
  );
}

/**
 * The header for an outgoing body: `v1=<64 hex>` over the template filled with body and timestamp. Throws on an empty secret, on a
 * timestamp without 10 digits, and on a template that is none.
 */
export function signTemplated({ template, body, secret, timestampSeconds }: TemplatedMessage): string {
  const timestamp = String(timestampSeconds);
  if (!secondsSyntax.test(timestamp)) throw new RangeError('a signature needs a timestamp in whole seconds, 10 digits');
  if (secret === '') throw new Error('a signature needs a secret that is not empty');
  if (!templateSyntax.test(template)) throw new Error('a signature template names {timestamp} and {body} once each');
  return `v1=${digest(secret, ...fill(template, timestamp, body)).toString('hex')}`;
}

/** Verifies a bare hex digest of the body (64 digits, either case). Malformed when it is anything else. */
export function verifyHexHmac(request: SignedRequest): SignatureVerdict {
  if (request.header === undefined) return 'absent';
  if (!hexDigestSyntax.test(request.header)) return 'signature_malformed';
  const expected = usable(request.secrets).map((secret) => digest(secret, request.body));
  return anyPairEqual([Buffer.from(request.header, 'hex')], expected);
}

/**
 * Verifies a bare base64 digest of the body, such as X-WC-Webhook-Signature. Malformed unless it is 43 base64 characters and "=".
 * Compared as text, because the last character has two bits that decoding drops: an altered one would pass.
 */
export function verifyBase64Hmac(request: SignedRequest): SignatureVerdict {
  if (request.header === undefined) return 'absent';
  if (!base64DigestSyntax.test(request.header)) return 'signature_malformed';
  const expected = usable(request.secrets).map((secret) => Buffer.from(hmacBase64(secret, request.body)));
  return anyPairEqual([Buffer.from(request.header)], expected);
}

/**
 * The header for an outgoing body: `t=..,v1=..`, one v1 for each secret in the order given. The old secret comes last, because simple
 * receivers look at the last v1 only and still hold that one. Throws on an empty secret, on none, and on a timestamp without 10 digits.
 */
export function signTimestamped(message: TimestampedMessage): string {
  const timestamp = String(message.timestampSeconds);
  if (!secondsSyntax.test(timestamp)) throw new RangeError('a signature needs a timestamp in whole seconds, 10 digits');
  if (message.secrets.length === 0 || message.secrets.includes('')) {
    throw new Error('a signature needs at least one secret, and none may be empty');
  }
  const signatures = message.secrets.map((secret) => `v1=${digest(secret, `${timestamp}.`, message.body).toString('hex')}`);
  return [`t=${timestamp}`, ...signatures].join(',');
}

interface StandardMessage extends TimestampedMessage {
  /** The same at every attempt; receivers drop repeats by it. */
  readonly id: string;
}

/**
 * The three headers of Standard Webhooks (standardwebhooks.com), one signature a secret, newest first. A secret's key is
 * what its base64 stands for, after `whsec_`; one without that form is taken as its UTF-8 bytes.
 */
export function signStandard({ id, body, secrets, timestampSeconds }: StandardMessage): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = standardSecretSyntax.test(secret) ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret;
    return `v1,${createHmac('sha256', key).update(`${id}.${timestampSeconds}.`).update(body).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestampSeconds), 'webhook-signature': signatures.join(' ') };
}

/** HMAC-SHA256 as 64 lower-case hex digits; text is taken as UTF-8. For making signatures: to check one, use a verify function. */
export function hmacHex(secret: string, body: string | Uint8Array): string {
  return digest(secret, body).toString('hex');
}

/** HMAC-SHA256 as 44 characters of base64; text is taken as UTF-8. For making signatures: to check one, use a verify function. */
export function hmacBase64(secret: string, body: string | Uint8Array): string {
  return digest(secret, body).toString('base64');
}

function parseTimestamped(header: string): TimestampedHeader | undefined {
  // Node gives header values as Latin-1, one character a byte.
  if (header.length > maximumHeaderLength || header !== trimBlanks(header)) return undefined;
  const timestamps: string[] = [];
  const signatures: string[] = [];
  for (const element of header.split(',')) {
    const match = elementSyntax.exec(trimBlanks(element));
    if (match === null) return undefined;
    const [, name, value = ''] = match;
    if (name === 't') timestamps.push(value);
    if (name === 'v1') signatures.push(value);
  }
  const [timestamp] = timestamps;
  if (timestamp === undefined || timestamps.length > 1 || !secondsSyntax.test(timestamp)) return undefined;
  if (signatures.length < 1 || signatures.length > maximumSignatures) return undefined;
  // Buffer.from(text, 'hex') silently stops at the first bad digit: the syntax is checked before anything is decoded.
  return signatures.every((signature) => hexDigestSyntax.test(signature)) ? { timestamp, signatures } : undefined;
}

/** The parts that are signed, in order. What the body holds is never taken for a placeholder. */
function fill(template: string, timestamp: string, body: Uint8Array): readonly (string | Uint8Array)[] {
  return template
    .split(/(\{timestamp\}|\{body\})/)
    .map((part) => (part === '{timestamp}' ? timestamp : part === '{body}' ? body : part));
}

/** Strips spaces and tabs, HTTP's optional white space; String.trim would take line breaks and U+00A0 as well. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function usable(secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => secret !== '');
}

function digest(secret: string, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Compares every pair, also after a match, so that the time taken tells nothing. Both sides have one length: the syntax saw to it. */
function anyPairEqual(received: readonly Buffer[], expected: readonly Buffer[]): 'verified' | 'signature_invalid' {
  let matched = false;
  for (const candidate of received) {
    for (const genuine of expected) matched = timingSafeEqual(candidate, genuine) || matched;
  }
  return matched ? 'verified' : 'signature_invalid';
}
