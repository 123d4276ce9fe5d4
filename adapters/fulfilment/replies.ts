/**
 * How partners are answered.
 */
import { type Fault, type HttpReply, jsonReply, type Outcome } from '../../core/sdk/index.ts';

/** The order was received, now or before. */
export function reply(outcome: Outcome): HttpReply {
  return jsonReply(200, { status: 'received', orderId: outcome.kind === 'order' ? outcome.externalId : null });
}

/**
 * A refusal. Whatever was wrong with who is calling is said in the same words, and a connector that does not exist is answered as one
 * whose proof failed.
 */
export function refuse({ code, status, detail }: Fault): HttpReply {
  if (status === 401 || status === 404) {
    return jsonReply(401, { status: 'error', error: 'unauthorized', detail: 'the credentials are missing or were not accepted' });
  }
  return jsonReply(status === 409 ? 422 : status, { status: 'error', error: code, detail });
}
