/**
 * How the integration API words what became of a request.
 */
import { type Fault, type HttpReply, jsonReply, type Outcome } from '../../core/sdk/index.ts';

/** A refusal: code and sentence, nothing else. */
export function refuse({ status, code, detail }: Fault): HttpReply {
  return jsonReply(status, { error: code, detail });
}

/** The answer to an outcome: 201 for what is new, 200 for what was known or done before. */
export function reply(outcome: Outcome): HttpReply {
  const created = 'change' in outcome && outcome.change === 'created';
  const known = 'change' in outcome && outcome.change === 'unchanged';
  switch (outcome.kind) {
    case 'order':
      return jsonReply(created ? 201 : 200, {
        id: outcome.id,
        external_id: outcome.externalId,
        duplicate: !created,
        status: outcome.status,
        payment_status: outcome.paymentStatus,
        currency: outcome.currency,
        total_cents: outcome.totalCents,
        client_id: outcome.clientId,
        payment: outcome.payment && {
          id: outcome.payment.id,
          external_id: outcome.payment.externalId,
          amount_cents: outcome.payment.amountCents,
          status: outcome.payment.status,
        },
        created_at: outcome.createdAt,
      });
    case 'payment':
      return jsonReply(created ? 201 : 200, {
        id: outcome.id,
        order_id: outcome.orderId,
        external_id: outcome.externalId,
        amount_cents: outcome.amountCents,
        currency: outcome.currency,
        status: outcome.status,
        duplicate: !created,
      });
    case 'cancellation':
      return jsonReply(200, { id: outcome.id, status: 'cancelled', cancelled_at: outcome.cancelledAt, already_cancelled: known });
    case 'refund':
      return jsonReply(200, { id: outcome.id, status: 'refunded', refunded_at: outcome.refundedAt, already_refunded: known });
    case 'client':
      return jsonReply(created ? 201 : 200, { id: outcome.id, external_id: outcome.externalId, duplicate: !created });
    case 'found':
      return { status: 200, body: outcome.documentJson };
    case 'ignored':
    case 'quarantined':
      return jsonReply(200, { ok: true, [outcome.kind]: outcome.reason });
    default: // of commands that this format never gives
      return jsonReply(200, { ok: true });
  }
}
