/**
 * Conversations: what a store's buyers write and its people answer, as operators read them, and the port that keeps them.
 */
import type { PastReply } from './reply.ts';

/** Closing one lets the buyer's next message open another. */
export type ConversationStatus = 'open' | 'closed';

/** One conversation, without its messages. */
export interface Conversation {
  readonly organisationId: string;
  readonly id: string;
  readonly storeId: string;
  /** Through which the buyer wrote last, and through which replies go. */
  readonly connectorId: string;
  /** How the messages come, for example `website`. */
  readonly channelCode: string;
  /** What it is about, for example `buyer_question`. */
  readonly messageTypeCode: string;
  readonly buyerEmail: string;
  readonly buyerName: string;
  readonly status: ConversationStatus;
  /** Of either direction. */
  readonly lastMessageAt: Date;
  readonly createdAt: Date;
}

/** One message of a conversation. */
export interface ConversationMessage {
  readonly id: string;
  readonly subject: string | null;
  readonly body: string;
  /** What else the storefront said, under its own names. */
  readonly details: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  /** Present exactly when the message is an answer to the buyer. */
  readonly reply?: PastReply;
}

/** Which conversations are wanted; what is absent does not restrict. */
export interface ConversationFilter {
  readonly status?: ConversationStatus;
  readonly storeId?: string;
}

/** A place in the list: the last row that was seen. */
export interface ConversationPosition {
  readonly lastMessageAt: Date;
  readonly id: string;
}

/** One page. */
export interface ConversationPage {
  readonly rows: readonly Conversation[];
  /** What to give as `after` for the next page; null when there is nothing more now. */
  readonly last: ConversationPosition | null;
}

/** Keeps conversations. Storefronts open them, through the unit of work. */
export interface ConversationRepository {
  /** The latest activity first. One that gets a message meanwhile moves to the front. `limit` is 1 to 100. */
  list(
    organisationId: string,
    filter: ConversationFilter,
    page: { readonly limit: number; readonly after?: ConversationPosition },
  ): Promise<ConversationPage>;
  find(organisationId: string, id: string): Promise<Conversation | undefined>;
  /** The newest `limit` messages, the oldest of them first. */
  messagesOf(organisationId: string, id: string, limit: number): Promise<readonly ConversationMessage[]>;
  /** `another_open`: the buyer has an open one in the same store and channel. Undefined when there is no such conversation. */
  setStatus(organisationId: string, id: string, status: ConversationStatus): Promise<Conversation | 'another_open' | undefined>;
}
