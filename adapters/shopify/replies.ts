/**
 * How Shopify is answered. It reads nothing but the status: 2xx is delivered, anything else comes again for some hours, and a
 * webhook that keeps failing is removed. The words are for people who read a delivery log.
 */
import { type Fault, type HttpReply, jsonReply, type Outcome } from '../../core/sdk/index.ts';

/** The answer to what was understood, ignored or kept for an operator. */
export function reply(outcome: Outcome): HttpReply {
  switch (outcome.kind) {
    case 'order':
    case 'client': {
      const created = outcome.change === 'created';
      // Only an order is answered with 201; nobody waits to hear of a new customer.
      const status = created && outcome.kind === 'order' ? 201 : 200;
      return jsonReply(status, { id: outcome.id, external_id: outcome.externalId, duplicate: !created });
    }
    case 'ignored':
      return jsonReply(200, { ok: true, ignored: outcome.reason });
    case 'quarantined':
      return jsonReply(200, { ok: true, quarantined: true });
    default: // of commands and queries that this format never gives
      return jsonReply(200, { ok: true });
  }
}

/** A refusal. An unknown connector looks like a wrong signature, so that nobody learns which shops there are. */
export function refuse(fault: Fault): HttpReply {
  return fault.code === 'not_found'
    ? jsonReply(401, { error: 'signature_invalid', detail: 'HMAC mismatch' })
    : jsonReply(fault.status, { error: fault.code, detail: fault.detail });
}
