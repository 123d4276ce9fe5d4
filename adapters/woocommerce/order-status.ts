/**
 * WooCommerce's order statuses in canonical words, and how far along each of them is.
 * It never looks at lines, amounts of lines or plugins' meta data: a booking's "paid" is not a payment.
 */
import type { FulfilmentStatus, OrderStatus, PaymentStatus } from '../../core/sdk/index.ts';

/** What one status says. */
export interface StatusReading {
  readonly status: OrderStatus;
  readonly fulfilmentStatus: FulfilmentStatus;
  /** Decides between two versions of the same second; higher is further along. */
  readonly rank: number;
  /** The payment status while the order has no payment date, and once it has one. */
  readonly payment: { readonly withoutDate: PaymentStatus; readonly withDate: PaymentStatus };
  /** True when the status alone means that the money has come, date or no date. */
  readonly impliesPaid: boolean;
}

const draftStatuses: ReadonlySet<string> = new Set(['auto-draft', 'draft', 'checkout-draft']);

const readings: ReadonlyMap<string, StatusReading> = new Map([
  ['pending', reading('open', 'unfulfilled', 10, 'unpaid', 'unpaid')],
  ['on-hold', reading('open', 'unfulfilled', 20, 'awaiting', 'awaiting')],
  // Cash on delivery is processing without a payment date, and unpaid.
  ['processing', reading('open', 'unfulfilled', 30, 'unpaid', 'paid')],
  ['completed', { ...reading('fulfilled', 'shipped', 40, 'paid', 'paid'), impliesPaid: true }],
  ['cancelled', reading('cancelled', 'cancelled', 50, 'void', 'paid')],
  ['failed', reading('failed', 'unfulfilled', 50, 'failed', 'failed')],
  ['refunded', reading('closed', 'unfulfilled', 60, 'refunded', 'refunded')],
  ['trash', reading('deleted', 'unfulfilled', 70, 'unpaid', 'paid')],
]);

/** Statuses that plugins add, such as `awaiting-pickup`: a live order of which nothing more is known. */
const customReading = reading('open', 'unfulfilled', 30, 'unpaid', 'paid');

/** True for what a buyer or an editor has not placed yet: not an order so far. */
export function isDraft(status: string): boolean {
  return draftStatuses.has(status);
}

/** What a status says; every status has a reading, since shops add their own. Drafts have to be kept away by the caller. */
export function readStatus(status: string): StatusReading {
  return readings.get(status) ?? customReading;
}

/** What decides about payment beside the status; cents are minor units. */
export interface PaymentFacts {
  readonly hasPaymentDate: boolean;
  readonly totalCents: number;
  /** The sum of the refunds that are listed now. */
  readonly refundedCents: number;
}

/** True once the order has become paid: it has a payment date, or its status implies it. */
export function hasBecomePaid(status: StatusReading, facts: Pick<PaymentFacts, 'hasPaymentDate'>): boolean {
  return facts.hasPaymentDate || status.impliesPaid;
}

/** The canonical payment status. Refunds count before the status: a partly refunded order stays `processing` in the shop. */
export function paymentStatus(status: StatusReading, facts: PaymentFacts): PaymentStatus {
  const { totalCents, refundedCents } = facts;
  if (totalCents > 0 && refundedCents >= totalCents) return 'refunded';
  const stated = facts.hasPaymentDate ? status.payment.withDate : status.payment.withoutDate;
  if (stated === 'refunded') return stated;
  if (refundedCents > 0 && refundedCents < totalCents && hasBecomePaid(status, facts)) return 'partially_refunded';
  return stated;
}

function reading(
  status: OrderStatus,
  fulfilmentStatus: FulfilmentStatus,
  rank: number,
  withoutDate: PaymentStatus,
  withDate: PaymentStatus,
): StatusReading {
  return { status, fulfilmentStatus, rank, payment: { withoutDate, withDate }, impliesPaid: false };
}
