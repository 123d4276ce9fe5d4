/**
 * A partner's HMAC-SHA256 over the raw body, in whatever header and spelling the settings name.
 */
import {
  type InboundRequest,
  type SignatureProof,
  type SignatureScheme,
  type SignatureVerdict,
  verifyBase64Hmac,
  verifyHexHmac,
} from '../../../core/sdk/index.ts';
import type { HmacAuth } from '../config.ts';

const toleranceSeconds = 300;
const secondsSyntax = /^\d{10}$/;

/** When the request says that it was signed; undefined without a timestamp header, and for one of another form. */
export function hmacSignedAt({ headers }: InboundRequest, { timestamp_header: name }: HmacAuth): number | undefined {
  const timestamp = name === undefined ? '' : (headers[name.toLowerCase()] ?? '');
  return secondsSyntax.test(timestamp) ? Number(timestamp) : undefined;
}

/** What the signatures are like. */
export function hmacScheme({ header, encoding, prefix = '', timestamp_header }: HmacAuth): SignatureScheme {
  const signed = timestamp_header === undefined ? 'the body' : `${timestamp_header}, a dot and the body`;
  const written = encoding === 'hex' ? `${prefix}<64 hexadecimal digits>` : `${prefix}<base64>`;
  return {
    description: `HMAC-SHA256 of ${signed}, as ${written}`,
    header,
    ...(timestamp_header !== undefined && { toleranceSeconds }),
  };
}

/**
 * Judges the signature. With a timestamp header, its 10 digits of seconds lie within 300 seconds of now, and `timestamp.body` is
 * signed. Refuses in this order: missing (either header is), malformed, expired, invalid.
 */
export function verifyHmac(
  request: InboundRequest,
  { header, encoding, prefix = '', timestamp_header }: HmacAuth,
  { secrets, nowSeconds }: Pick<SignatureProof, 'secrets' | 'nowSeconds'>,
): SignatureVerdict {
  const given = request.headers[header.toLowerCase()];
  const timestamp = timestamp_header === undefined ? '' : request.headers[timestamp_header.toLowerCase()];
  if (given === undefined || timestamp === undefined) return 'signature_missing';
  if (!given.startsWith(prefix)) return 'signature_malformed';
  if (timestamp_header !== undefined) {
    if (!secondsSyntax.test(timestamp)) return 'signature_malformed';
    // Written so that a clock that is not a number refuses instead of passing.
    if (!(Math.abs(Math.floor(nowSeconds) - Number(timestamp)) <= toleranceSeconds)) return 'signature_expired';
  }
  const body = timestamp_header === undefined ? request.body : Buffer.concat([Buffer.from(`${timestamp}.`), request.body]);
  const verify = encoding === 'hex' ? verifyHexHmac : verifyBase64Hmac;
  return verify({ header: given.slice(prefix.length), body, secrets });
}
