/**
 * Shopify's words for money and parcels in canonical words, and how far along an order is.
 * It never looks at amounts: what Shopify calls paid is paid.
 */
import type { FulfilmentStatus, OrderStatus, PaymentStatus } from '../../core/sdk/index.ts';

/** What one `financial_status` says. */
export interface PaymentReading {
  readonly status: PaymentStatus;
  /** True once the whole amount has come, even where some of it was given back. */
  readonly becamePaid: boolean;
  readonly rank: number;
}

const payments: ReadonlyMap<string, PaymentReading> = new Map([
  ['pending', { status: 'unpaid', becamePaid: false, rank: 10 }],
  ['authorized', { status: 'authorized', becamePaid: false, rank: 20 }],
  ['expired', { status: 'unpaid', becamePaid: false, rank: 30 }],
  ['partially_paid', { status: 'partially_paid', becamePaid: false, rank: 40 }],
  ['paid', { status: 'paid', becamePaid: true, rank: 50 }],
  ['voided', { status: 'void', becamePaid: false, rank: 60 }],
  ['partially_refunded', { status: 'partially_refunded', becamePaid: true, rank: 70 }],
  ['refunded', { status: 'refunded', becamePaid: true, rank: 80 }],
]);

/** The reading of a `financial_status`; undefined for a word that Shopify does not have. */
export function readPayment(financialStatus: string): PaymentReading | undefined {
  return payments.get(financialStatus.toLowerCase());
}

/** What an order says of itself beside the money. */
export interface Progress {
  readonly isCancelled: boolean;
  readonly isClosed: boolean;
  /** Absent while nothing was sent. */
  readonly fulfillmentStatus: string | undefined;
}

/** Cancelled comes before sent, and sent before closed: Shopify archives what is finished by itself. */
export function orderStatus({ isCancelled, isClosed, fulfillmentStatus }: Progress): OrderStatus {
  if (isCancelled) return 'cancelled';
  if (isSent(fulfillmentStatus)) return 'fulfilled';
  return isClosed ? 'closed' : 'open';
}

/** An order of which a part is still to be sent is unfulfilled; what was sent before a cancellation stays sent. */
export function fulfilmentStatus({ isCancelled, fulfillmentStatus }: Progress): FulfilmentStatus {
  if (isSent(fulfillmentStatus)) return 'shipped';
  return isCancelled ? 'cancelled' : 'unfulfilled';
}

/** Decides between two versions of the same second: money first, then parcels, then the archive; a cancellation beats all. */
export function rankOf(payment: PaymentReading, { isCancelled, isClosed, fulfillmentStatus }: Progress): number {
  const sent = isSent(fulfillmentStatus) ? 4 : fulfillmentStatus === 'partial' ? 2 : 0;
  return payment.rank + sent + (isClosed ? 1 : 0) + (isCancelled ? 100 : 0);
}

function isSent(fulfillmentStatus: string | undefined): boolean {
  return fulfillmentStatus?.toLowerCase() === 'fulfilled';
}
