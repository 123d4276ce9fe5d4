/**
 * WooCommerce webhooks, REST API v1 to v3 and the legacy v3 API.
 *
 * A shop signs the body and nothing else, sends no key and no timestamp, never retries, and silences itself after a few
 * errors. So the signature decides who speaks, and what cannot be understood is kept and answered with 200.
 * README.md lists every status returned and why.
 */
import {
  bearerClaim,
  type Claim,
  defineAdapter,
  type HttpReply,
  type InboundRequest,
  jsonReply,
  type Outcome,
  type Probe,
  type Route,
  shopHost,
  type SignatureProof,
  type SignatureScheme,
  type SignatureVerdict,
  verifyBase64Hmac,
} from '../../core/sdk/index.ts';
import { setup } from './setup.ts';
import { translate } from './translate.ts';

const paths = ['/integrations/v1/webhook/woocommerce', '/integrations/v1/webhook/woocommerce/:connectorId'] as const;

/** The longest ping is "webhook_id=" and 20 digits. */
const longestPingBytes = 31;

export default defineAdapter({
  apiVersion: 1,
  format: 'woocommerce',
  version: '1.0.0',
  configSchema: { type: 'object', properties: {}, additionalProperties: false },
  keyPrefix: 'pck_int_',
  scopes: ['orders:write'],
  setup,
  inbound: {
    routes: paths.map(webhookRoute),
    probes: paths.map(pingProbe),
    identify,
    hintOf: (_config, store) => shopHost(store.websiteUrl),
    signature: { required: 'always', header: 'X-WC-Webhook-Signature', verify, scheme },
    misunderstood: 'quarantine',
    // Ten times the limit before a 429: a delivery refused here is lost for ever.
    rateAllowance: 10,
    refuse: (fault) => jsonReply(fault.status, { error: fault.code, detail: fault.detail }),
  },
});

function webhookRoute(path: string): Route {
  return {
    method: 'POST',
    path,
    summary: 'A WooCommerce shop reports an order or a customer.',
    scope: 'orders:write',
    body: 'json',
    numbersAsText: true,
    maximumValues: 100_000, // 300 lines with the metadata of plugins
    translate,
    reply,
  };
}

/** Saving a webhook sends an unsigned ping; the shop owner sees a failure unless it gets exactly 200. */
function pingProbe(path: string): Probe {
  return { method: 'POST', path, matches: isPing, reply: jsonReply(200, { ok: true }) };
}

function isPing({ headers, body }: InboundRequest): boolean {
  if (headers['x-wc-webhook-topic'] !== undefined || body.length > longestPingBytes) return false;
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return false;
  return /^webhook_id=[0-9]{1,20}$/.test(Buffer.from(body).toString('latin1'));
}

/** A key that a proxy adds, else the connector in the path, else the shop's address, which the signature has to bear out. */
function identify(request: InboundRequest): Claim {
  const claim = bearerClaim(request);
  if (claim.by !== 'none') return claim;
  const { connectorId } = request.params;
  if (connectorId !== undefined) return { by: 'connector', id: connectorId };
  return { by: 'hint', hint: shopHost(request.headers['x-wc-webhook-source']) };
}

function verify({ headers, body }: InboundRequest, { secrets }: SignatureProof): SignatureVerdict {
  const verdict = verifyBase64Hmac({ header: headers['x-wc-webhook-signature'], body, secrets });
  // The integration API's own scheme does not count here, and mixing the two is a wrong signature, not a missing one.
  return verdict === 'absent' && headers['pc-signature'] !== undefined ? 'signature_invalid' : verdict;
}

function scheme(): SignatureScheme {
  return { description: 'HMAC-SHA256 of the body, in base64' };
}

/** How WooCommerce is answered. It reads nothing but the status; the words are for people who read its delivery log. */
function reply(outcome: Outcome): HttpReply {
  switch (outcome.kind) {
    case 'order':
    case 'client':
    case 'payment':
    case 'cancellation':
    case 'refund': {
      const created = outcome.change === 'created';
      return jsonReply(created ? 201 : 200, { id: outcome.id, external_id: outcome.externalId, duplicate: !created });
    }
    case 'ignored':
      return jsonReply(200, { ok: true, ignored: outcome.reason });
    case 'quarantined':
      return jsonReply(200, { ok: true, quarantined: true });
    case 'found':
      return { status: 200, body: outcome.documentJson };
    default: // of commands that this format never gives
      return jsonReply(200, { ok: true });
  }
}
