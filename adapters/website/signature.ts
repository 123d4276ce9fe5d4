/**
 * X-CW-Signature: which bytes are signed is a setting, because the protocol names the headers and not the separator. It has one
 * value for both directions, and nothing else is ever tried.
 */
import {
  type InboundRequest,
  type SignatureProof,
  type SignatureScheme,
  type SignatureVerdict,
  verifyTemplated,
} from '../../core/sdk/index.ts';
import type { WebsiteConfig } from './config.ts';

const toleranceSeconds = 300;

/** What is signed when the settings say nothing. */
const defaultTemplate = '{timestamp}.{body}';

/** The template of a connector. */
export function templateOf({ signature_template }: Partial<WebsiteConfig>): string {
  return signature_template ?? defaultTemplate;
}

/** When a request says that it was signed, in seconds since 1970. */
export function signedAt({ headers }: InboundRequest): number | undefined {
  const timestamp = headers['x-cw-timestamp'] ?? '';
  return /^\d{10}$/.test(timestamp) ? Number(timestamp) : undefined;
}

/** What the signatures of a connector are like. */
export function scheme(config: WebsiteConfig): SignatureScheme {
  const description = `HMAC-SHA256 of ${templateOf(config)}, with X-CW-Timestamp, as v1=<64 hexadecimal digits>`;
  return { description, toleranceSeconds };
}

/** Judges a request's signature over its raw body. */
export function verify(
  { headers, body }: InboundRequest,
  { secrets, config, nowSeconds }: SignatureProof<WebsiteConfig>,
): SignatureVerdict {
  return verifyTemplated({
    header: headers['x-cw-signature'],
    timestampHeader: headers['x-cw-timestamp'],
    template: templateOf(config),
    body,
    secrets,
    nowSeconds,
    toleranceSeconds,
  });
}
