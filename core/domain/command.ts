/**
 * Commands: the meaning of an inbound request, in the hub's own words. A command is `noun.verb`; it says what should
 * become true, and the store makes it true once, whatever is repeated or arrives late.
 */
import type { InboundMessage } from './message.ts';
import type { ClientRecord, OrderRecord, PaymentRecord, RefundRecord, Revision } from './order.ts';
import type { SessionRecord } from './session.ts';
import type { SubscriptionChanges, SubscriptionList, SubscriptionRecord } from './subscription.ts';

/** Store a new order. An order that the store already knows stays as it is: the first writer wins. */
export interface OrderCreate {
  readonly name: 'order.create';
  readonly order: OrderRecord;
}

/** Store an order or bring it up to date. The newest revision wins; an older one changes nothing. */
export interface OrderUpsert {
  readonly name: 'order.upsert';
  readonly order: OrderRecord;
  readonly revision: Revision;
}

/**
 * Store an order, or change what this delivery says of it: what is not stated keeps its stored value. A cancelled order takes
 * the data and stays cancelled, and a key of the metadata that is not sent again stays.
 *
 * Lines are matched by external reference. Those without one follow: by position where no reference was found, and else in
 * order, to the stored lines that are left, those without a reference first; one that has moved is found by its SKU. A reference
 * that is new goes to a stored line without one at its position. What matches nothing is added; a line that is not sent again
 * stays.
 *
 * The total is always the sum of the parts: below 0 it is `amount_out_of_range`, as a line's is, and nothing is written.
 * `currency_mismatch` is a stated currency other than the stored one, and amounts without one that were read with other
 * decimals than the order's currency has. What changes nothing that can be seen makes no event.
 */
export interface OrderMerge {
  readonly name: 'order.merge';
  /** Whole, with the protocol's defaults for what was not said: they count when the order is new. */
  readonly order: OrderRecord;
  /** The properties that the sender did say. */
  readonly stated: readonly (keyof OrderRecord)[];
  /** What the sender did say of each line, in the sequence of the order's `lines`. */
  readonly lineStatements: readonly OrderLineStatement[];
  /** The order's own amounts, of those that are stated, that were rounded. Together with the lines they are why it is `rounded`. */
  readonly roundedAmounts: readonly (keyof OrderRecord)[];
  /** When the storefront last changed the order, to the microsecond; what is older than the stored moment changes nothing. Absent means unknown. */
  readonly modifiedAt?: string;
  /** True when every SKU must be a product of the organisation: else `unknown_sku`, and nothing is written. */
  readonly knownSkusOnly: boolean;
}

/** What a delivery says of a line beside its SKU and quantity. */
export interface OrderLineStatement {
  /**
   * False when a known line of the same SKU keeps its unit price, discount and tax. Its total then stays too, or is quantity x
   * unit price - discount + tax where the quantity is another.
   */
  readonly amounts: boolean;
  /** False when a known line of the same SKU keeps its description. */
  readonly description: boolean;
  /** True when an amount of the line was rounded. */
  readonly rounded: boolean;
}

/**
 * Cancel an order by the storefront's id, whatever its state: the storefront reports a fact. One that the store does not
 * know is remembered as cancelled, and its data may come later.
 */
export interface OrderCancelByExternalId {
  readonly name: 'order.cancel-by-external-id';
  readonly externalId: string;
  /** ISO 4217; what a not yet known order is in until its data come. */
  readonly currency: string;
}

/** Mark an order as deleted at its storefront. One that the store does not know is ignored. */
export interface OrderDelete {
  readonly name: 'order.delete';
  readonly externalId: string;
}

/** Store a client or bring it up to date, matched by external id, then by e-mail. */
export interface ClientUpsert {
  readonly name: 'client.upsert';
  readonly client: ClientRecord & { readonly externalId: string };
  /**
   * What happens when the new e-mail belongs to another client of the store: `refuse` answers `email_conflict` and
   * writes nothing; `keep` leaves the old e-mail and writes the rest, for senders that cannot be answered.
   */
  readonly onEmailConflict: 'refuse' | 'keep';
  /** When the storefront last changed the client; what is older than the stored moment changes nothing. Absent means unknown. */
  readonly modifiedAt?: string;
}

/** Cancel an order that was not sent yet. Cancelling again changes nothing. */
export interface OrderCancel {
  readonly name: 'order.cancel';
  readonly orderId: string;
  readonly reason?: string;
}

/** Record money that moved for an order, once per the payment's external id. */
export interface PaymentRecordCommand {
  readonly name: 'payment.record';
  readonly orderId: string;
  readonly payment: PaymentRecord;
  /** ISO 4217; must be the order's. Absent means the order's. */
  readonly currency?: string;
}

/** Refund a payment in full. Refunding again changes nothing. */
export interface PaymentRefund {
  readonly name: 'payment.refund';
  readonly paymentId: string;
  /** Must be the whole amount; absent means the whole amount. */
  readonly amountCents?: number;
}

/**
 * Count what a storefront gave back for an order, when it reports the refund on its own: once, though the order may list it
 * too. `not_found` for an order that the store does not know.
 */
export interface RefundRecordCommand {
  readonly name: 'refund.record';
  /** The storefront's id of the order. */
  readonly orderExternalId: string;
  readonly refund: RefundRecord;
  /** ISO 4217; `currency_mismatch` unless it is the order's. Nothing, an amount of 0, is nothing in every currency. */
  readonly currency: string;
  /**
   * The refund as the buyer saw it, where the amount was worked out from that. What is as much as the order's metadata say that
   * the buyer paid (`presentment_currency`, `presentment_total_cents`) is the order's whole total, to the cent.
   */
  readonly presentment?: { readonly currency: string; readonly amountCents: number };
}

/** Keep a buyer's message once, in the open conversation with that buyer or in a new one. */
export interface MessageReceive {
  readonly name: 'message.receive';
  readonly message: InboundMessage;
}

/** Remember a visit, once per session id of the store: the first writer wins. */
export interface SessionRecordCommand {
  readonly name: 'session.record';
  readonly session: SessionRecord;
}

/** Subscribe an address to an event of the store. With `limit` subscriptions of the format in the store: `endpoint_limit_reached`. */
export interface SubscriptionCreate {
  readonly name: 'subscription.create';
  readonly subscription: SubscriptionRecord;
  readonly limit: number;
}

/** Change a subscription. `immutable` when the new target is of the other transport. */
export interface SubscriptionChange {
  readonly name: 'subscription.change';
  readonly number: string;
  readonly changes: SubscriptionChanges;
}

/** End a subscription; what is on its way is cancelled. */
export interface SubscriptionDelete {
  readonly name: 'subscription.delete';
  readonly number: string;
}

/** Everything that an inbound request can ask the store to do. */
export type Command =
  | OrderCreate
  | OrderUpsert
  | OrderMerge
  | OrderDelete
  | OrderCancel
  | OrderCancelByExternalId
  | PaymentRecordCommand
  | PaymentRefund
  | RefundRecordCommand
  | ClientUpsert
  | MessageReceive
  | SessionRecordCommand
  | SubscriptionCreate
  | SubscriptionChange
  | SubscriptionDelete;

/** Read one order of the caller's store by the storefront's id. */
export interface OrderByExternalId {
  readonly name: 'order.by-external-id';
  readonly externalId: string;
}

/** One page of the subscriptions that the caller's format has in the caller's store. */
export interface SubscriptionListQuery {
  readonly name: 'subscription.list';
  readonly list: SubscriptionList;
}

/** Everything that an inbound request can ask the store to tell. */
export type Query = OrderByExternalId | SubscriptionListQuery;
