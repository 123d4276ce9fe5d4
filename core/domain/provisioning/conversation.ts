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
  /** True when the buyer wrote after somebody last read, answered or closed it. */
  readonly unread: boolean;
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

/** An order of the buyer, as far as it helps to answer them. */
export interface BuyersOrder {
  readonly id: string;
  readonly externalId: string;
  readonly orderNumber: string | null;
  readonly status: string;
  readonly paymentStatus: string;
  readonly fulfilmentStatus: string;
  readonly currency: string;
  /** Minor units. */
  readonly totalCents: number;
  readonly placedAt: Date | null;
  readonly createdAt: Date;
}

/** Which conversations are wanted; what is absent does not restrict. */
export interface ConversationFilter {
  readonly status?: ConversationStatus;
  readonly unread?: boolean;
  readonly storeId?: string;
}

/** `latest`: the latest activity first. `unread`: the same, but those first that nobody has read. */
export type ConversationOrder = 'latest' | 'unread';

/** A place in the list: the last row that was seen. */
export interface ConversationPosition {
  readonly unread: boolean;
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
  /** One that gets a message or is read meanwhile moves to another place. `limit` is 1 to 100. */
  list(
    organisationId: string,
    filter: ConversationFilter,
    page: { readonly order: ConversationOrder; readonly limit: number; readonly after?: ConversationPosition },
  ): Promise<ConversationPage>;
  find(organisationId: string, id: string): Promise<Conversation | undefined>;
  /** The newest `limit` messages, the oldest of them first. */
  messagesOf(organisationId: string, id: string, limit: number): Promise<readonly ConversationMessage[]>;
  /** The newest `limit` orders of this store under the buyer's e-mail address, in any letter case, the newest first. */
  ordersOf(conversation: Conversation, limit: number): Promise<readonly BuyersOrder[]>;
  /**
   * Notes that somebody has read it, up to a moment of its messages, or all of it. As it then is; undefined when there is no such
   * conversation.
   */
  markRead(organisationId: string, id: string, until?: Date): Promise<Conversation | undefined>;
  /** Who closes one has read it. `another_open`: the buyer has an open one in the same store and channel. Undefined when there is no such conversation. */
  setStatus(organisationId: string, id: string, status: ConversationStatus): Promise<Conversation | 'another_open' | undefined>;
}
