/**
 * Closes a request's log row: what was answered, how long it took, and what it touched.
 */
import type { Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { RequestLogEntry } from '../domain/request-log.ts';
import type { Execution } from './execute.ts';

/** Fills in everything that is only known at the end. */
export function closeEntry(
  entry: RequestLogEntry,
  answer: { readonly reply: HttpReply; readonly fault?: Fault },
  execution: Execution | undefined,
  now: number,
): void {
  entry.statusCode = answer.reply.status;
  entry.responseBody = answer.reply.body;
  entry.durationMilliseconds = now - entry.receivedAt;
  entry.replayed = execution?.replayed ?? false;
  if (answer.fault) {
    entry.errorCode = answer.fault.code;
    entry.errorDetail ??= answer.fault.detail; // an adapter that failed was named already
  }
  if (execution?.outcome) noteOutcome(entry, execution.outcome);
}

function noteOutcome(entry: RequestLogEntry, outcome: Outcome): void {
  switch (outcome.kind) {
    case 'order':
      entry.duplicate = outcome.change !== 'created';
      entry.entities.push({ type: 'order', id: outcome.id });
      if (outcome.clientId !== null) entry.entities.push({ type: 'client', id: outcome.clientId });
      if (outcome.payment !== null) entry.entities.push({ type: 'payment', id: outcome.payment.id });
      if (outcome.differs) entry.reason = 'known order, sent again with other content';
      return;
    case 'payment':
      entry.duplicate = outcome.change !== 'created';
      entry.entities.push({ type: 'payment', id: outcome.id }, { type: 'order', id: outcome.orderId });
      if (outcome.orderCancelled) entry.reason = 'payment for a cancelled order';
      if (outcome.differs) entry.reason = 'known payment, sent again with other content';
      return;
    case 'cancellation':
      entry.duplicate = outcome.change === 'unchanged';
      entry.entities.push({ type: 'order', id: outcome.id });
      return;
    case 'refund':
      entry.duplicate = outcome.change === 'unchanged';
      entry.entities.push({ type: 'payment', id: outcome.id }, { type: 'order', id: outcome.orderId });
      return;
    case 'client':
      entry.duplicate = outcome.change !== 'created';
      entry.entities.push({ type: 'client', id: outcome.id });
      return;
    case 'message':
      entry.duplicate = outcome.change !== 'created';
      entry.entities.push({ type: 'message', id: outcome.id }, { type: 'conversation', id: outcome.conversationId });
      return;
    case 'session':
      entry.duplicate = outcome.change !== 'created';
      entry.entities.push({ type: 'session', id: outcome.id });
      return;
    case 'quarantined':
      entry.quarantined = true;
      entry.reason = outcome.reason;
      return;
    case 'ignored':
      entry.reason = outcome.reason;
      return;
    case 'found':
    case 'subscription':
    case 'subscriptions':
      return;
  }
}
