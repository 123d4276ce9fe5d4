/**
 * User name and password in `Authorization: Basic` (RFC 7617).
 */
import { hmacHex, type InboundRequest, type SignatureVerdict, verifyHexHmac } from '../../../core/sdk/index.ts';
import type { BasicAuth } from '../config.ts';

/** Judges the credentials in a time that tells nothing of how much of them was right. */
export function verifyBasic({ headers }: InboundRequest, { user, password }: BasicAuth): SignatureVerdict {
  const header = headers['authorization']?.trim() ?? '';
  if (header === '') return 'signature_missing';
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header) ?? [];
  if (encoded === undefined) return 'signature_malformed';
  const given = Buffer.from(encoded, 'base64');
  // Digests of one length are compared instead of texts of any length, both parts at once.
  return verifyHexHmac({ header: hmacHex('basic', given), body: Buffer.from(`${user}:${password}`), secrets: ['basic'] });
}
