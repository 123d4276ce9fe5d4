/**
 * Outcomes: what became of a request, for the adapter to word. Fields are canonical; the wire's names are the adapter's.
 */
import type { OrderStatus, PaymentStatus } from './order.ts';
import type { Subscription } from './subscription.ts';

/** What happened to the stored object. `unchanged`: known already, and nothing new was said. */
export type Change = 'created' | 'updated' | 'unchanged';

/** The order as it stands after the command. */
export interface OrderOutcome {
  readonly kind: 'order';
  readonly change: Change;
  readonly id: string;
  readonly externalId: string;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly currency: string;
  readonly totalCents: number;
  readonly clientId: string | null;
  /** The order's first payment. */
  readonly payment: {
    readonly id: string;
    readonly externalId: string;
    readonly amountCents: number;
    readonly status: string;
  } | null;
  /** RFC 3339 UTC with milliseconds. */
  readonly createdAt: string;
  /** True when a known order was sent again with other content; what was stored first stands. */
  readonly differs?: boolean;
}

/** The client as it stands after the command. */
export interface ClientOutcome {
  readonly kind: 'client';
  readonly change: Change;
  readonly id: string;
  readonly externalId: string;
}

/** The payment as it stands after it was recorded. */
export interface PaymentOutcome {
  readonly kind: 'payment';
  readonly change: Change;
  readonly id: string;
  readonly orderId: string;
  readonly externalId: string;
  readonly amountCents: number;
  readonly currency: string;
  readonly status: 'recorded' | 'refunded';
  /** True when the order was cancelled before the payment came: money that moved is a fact, but somebody should look. */
  readonly orderCancelled: boolean;
  /** True when a known payment was sent again with another amount or for another order; what was stored first stands. */
  readonly differs?: boolean;
}

/** The order after a cancellation; `unchanged` when it was cancelled before. */
export interface CancellationOutcome {
  readonly kind: 'cancellation';
  readonly change: Change;
  readonly id: string;
  readonly externalId: string;
  /** When it was cancelled first. */
  readonly cancelledAt: string;
}

/** The payment after a refund; `unchanged` when it was refunded before. */
export interface RefundOutcome {
  readonly kind: 'refund';
  readonly change: Change;
  readonly id: string;
  readonly orderId: string;
  readonly externalId: string;
  /** When it was refunded first. */
  readonly refundedAt: string;
}

/** The message as it is kept; `unchanged` when it had come before. */
export interface MessageOutcome {
  readonly kind: 'message';
  readonly change: Change;
  readonly id: string;
  readonly externalId: string;
  readonly conversationId: string;
}

/** The session as it is kept; `unchanged` when it had come before. */
export interface SessionOutcome {
  readonly kind: 'session';
  readonly change: Change;
  readonly id: string;
  readonly externalId: string;
}

/** The subscription after it was made, changed or, as it was at the end, deleted. */
export interface SubscriptionOutcome {
  readonly kind: 'subscription';
  readonly change: Change | 'deleted';
  readonly subscription: Subscription;
}

/** One page of subscriptions. */
export interface SubscriptionsOutcome {
  readonly kind: 'subscriptions';
  readonly rows: readonly Subscription[];
  /** How many there are on all pages. */
  readonly total: number;
}

/** Understood, and deliberately not acted on. */
export interface IgnoredOutcome {
  readonly kind: 'ignored';
  /** A short phrase for the sender and the request log. */
  readonly reason: string;
}

/** Genuine but not understood: kept raw, shown to the operator, and replayable after a fix. */
export interface QuarantinedOutcome {
  readonly kind: 'quarantined';
  readonly reason: string;
}

/** The answer to a query: the object as the read API shows it. */
export interface FoundOutcome {
  readonly kind: 'found';
  /** JSON text, passed on untouched so that no digit is lost. */
  readonly documentJson: string;
}

/** Whatever a request came to, short of a refusal. */
export type Outcome =
  | OrderOutcome
  | PaymentOutcome
  | CancellationOutcome
  | RefundOutcome
  | ClientOutcome
  | MessageOutcome
  | SessionOutcome
  | SubscriptionOutcome
  | SubscriptionsOutcome
  | IgnoredOutcome
  | QuarantinedOutcome
  | FoundOutcome;
