/**
 * Replies to buyers: what became of one follows from its delivery, and from what was noted when the delivery ended.
 */
import type { DeliveryStatus } from '../delivery.ts';

/** `queued` until it is final: attempts may have failed already. */
export type ReplyStatus = 'queued' | 'sent' | 'failed';

/** One reply as it is kept. */
export interface PastReply {
  readonly id: string;
  readonly conversationId: string;
  readonly subject: string | null;
  readonly body: string;
  readonly createdAt: Date;
  readonly deliveryId: string;
  readonly status: ReplyStatus;
}

/** A reply to be written. */
export interface ReplyDraft {
  readonly conversationId: string;
  /** Whose relay takes it. */
  readonly connectorId: string;
  readonly subject: string;
  readonly body: string;
  readonly relayUrl: string;
}

/** Keeps replies. */
export interface ReplyRepository {
  /** Writes the reply and queues it, in one. Its id; undefined when there is no such conversation. */
  create(organisationId: string, draft: ReplyDraft): Promise<string | undefined>;
  find(organisationId: string, id: string): Promise<PastReply | undefined>;
}

/** `delivery` is null once it is no longer kept; `noted` is what it had come to, null when nothing was noted. */
export function replyStatus(delivery: DeliveryStatus | null, noted: 'sent' | 'failed' | null): ReplyStatus {
  switch (delivery) {
    case 'pending':
    case 'sending':
    case 'failed':
      return 'queued';
    case 'succeeded':
      return 'sent';
    case 'dropped':
    case 'cancelled':
      return 'failed';
    case null:
      return noted ?? 'failed'; // an end that nobody noted was not a success
  }
}
