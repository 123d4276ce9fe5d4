/**
 * Who sent a delivery: the shop that it names, borne out by a signature over the body.
 *
 * One app has one secret for every shop that installed it, so a signature proves the app and not the shop: a delivery that
 * names another shop than the connector's is never taken, whatever it was signed with.
 */
import {
  type Claim,
  type InboundRequest,
  type SignatureProof,
  type SignatureScheme,
  type SignatureVerdict,
  verifyBase64Hmac,
} from '../../core/sdk/index.ts';
import type { ShopifyConfig } from './config.ts';

/** The connector in the path, else the shop's domain. */
export function identify(request: InboundRequest): Claim {
  const { connectorId } = request.params;
  return connectorId === undefined ? { by: 'hint', hint: shopDomain(request) } : { by: 'connector', id: connectorId };
}

/** Judges X-Shopify-Hmac-Sha256 with the app's secret. A wrong shop is worded like a wrong signature. */
export function verify(request: InboundRequest, { config }: SignatureProof<ShopifyConfig>): SignatureVerdict {
  // The hub also asks with no settings at all, to find out what an unknown shop gets.
  const { app_secret: secret, shop_domain: expected }: Partial<ShopifyConfig> = config;
  const verdict = verifyBase64Hmac({
    header: request.headers['x-shopify-hmac-sha256'],
    body: request.body,
    secrets: secret === undefined ? [] : [secret],
  });
  if (verdict !== 'verified') return verdict;
  const claimed = shopDomain(request);
  const isNamedByPath = claimed === undefined && request.params['connectorId'] !== undefined;
  return claimed === expected || isNamedByPath ? 'verified' : 'signature_invalid';
}

/** What the signatures are like. */
export function scheme(): SignatureScheme {
  return { description: 'HMAC-SHA256 of the body, in base64, with the app secret of the settings' };
}

/**
 * Tells repeats of one delivery apart from everything else: X-Shopify-Webhook-Id, with the signature for the body. So the
 * same id with another body is no conflict, which Shopify could not resolve, but a delivery of its own. Undefined without a
 * usable id: then the order's own times have to do.
 */
export function deliveryKey({ headers }: InboundRequest): string | undefined {
  const id = headers['x-shopify-webhook-id']?.trim() ?? '';
  return /^[\x21-\x7e]{1,200}$/.test(id) ? `${id}:${headers['x-shopify-hmac-sha256'] ?? ''}` : undefined;
}

function shopDomain({ headers }: InboundRequest): string | undefined {
  return headers['x-shopify-shop-domain']?.trim().toLowerCase() || undefined;
}
