/**
 * Commands: the meaning of an inbound request, in the hub's own words. A command is `noun.verb`; it says what should
 * become true, and the store makes it true once, whatever is repeated or arrives late.
 */
import type { ClientRecord, OrderRecord, PaymentRecord, Revision } from './order.ts';

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

/** Everything that an inbound request can ask the store to do. */
export type Command = OrderCreate | OrderUpsert | OrderDelete | OrderCancel | PaymentRecordCommand | PaymentRefund | ClientUpsert;

/** Read one order of the caller's store by the storefront's id. */
export interface OrderByExternalId {
  readonly name: 'order.by-external-id';
  readonly externalId: string;
}

/** Everything that an inbound request can ask the store to tell. */
export type Query = OrderByExternalId;
