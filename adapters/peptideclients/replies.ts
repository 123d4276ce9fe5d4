/**
 * How the integration API words what became of a request.
 */
import { type Fault, type HttpReply, jsonReply, type Outcome } from '../../core/sdk/index.ts';

/** A refusal: code and sentence, nothing else. */
export function refuse({ status, code, detail }: Fault): HttpReply {
  return jsonReply(status, { error: code, detail });
}

/** The answer to an order: 201 when it is new, 200 with `duplicate` when it was known. */
export function replyToOrder(outcome: Outcome): HttpReply {
  switch (outcome.kind) {
    case 'order':
      return jsonReply(outcome.change === 'created' ? 201 : 200, {
        id: outcome.id,
        external_id: outcome.externalId,
        duplicate: outcome.change !== 'created',
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
    case 'found':
      return { status: 200, body: outcome.documentJson };
    case 'client':
      return jsonReply(outcome.change === 'created' ? 201 : 200, {
        id: outcome.id,
        external_id: outcome.externalId,
        duplicate: outcome.change !== 'created',
      });
    case 'ignored':
    case 'quarantined':
      return jsonReply(200, { ok: true, [outcome.kind]: outcome.reason });
  }
}
