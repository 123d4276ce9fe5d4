/**
 * The canonical order: what every storefront's order becomes, whatever it was called there.
 *
 * Amounts are integers in minor units of the order's currency (JPY 0 decimals, KWD 3) within ±(2^53 - 1).
 * Times are RFC 3339 UTC. An absent property means that the storefront did not say.
 */

/** Where an order stands. `deleted` is kept and marked, never removed. */
export type OrderStatus = 'open' | 'fulfilled' | 'cancelled' | 'closed' | 'failed' | 'deleted';

/** What has been paid of an order. */
export type PaymentStatus =
  | 'unpaid'
  | 'awaiting'
  | 'authorized'
  | 'partially_paid'
  | 'paid'
  | 'partially_refunded'
  | 'refunded'
  | 'void'
  | 'failed';

/** What has been sent of an order. */
export type FulfilmentStatus = 'unfulfilled' | 'shipped' | 'delivered' | 'cancelled';

/** A postal address as the buyer wrote it; `country` is ISO 3166-1 alpha-2. */
export interface AddressRecord {
  readonly name?: string;
  readonly company?: string;
  readonly line1?: string;
  readonly line2?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly phone?: string;
}

/** One position of an order. */
export interface OrderLineRecord {
  /** The storefront's own id of the line. */
  readonly externalRef?: string;
  readonly sku?: string;
  readonly description: string;
  /** Decimal text: "2", "0.375"; "0" occurs. */
  readonly quantity: string;
  readonly unitPriceCents: number;
  readonly discountCents: number;
  readonly taxCents: number;
  /** What the storefront calls the line's total. */
  readonly totalCents: number;
}

/** The person or company behind an order. Matched by `externalId`, then by lower-cased e-mail, inside one store. */
export interface ClientRecord {
  readonly externalId?: string;
  readonly email?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly type?: 'retail' | 'wholesale';
  readonly tags?: readonly string[];
  readonly address?: AddressRecord;
}

/** Money that moved for an order. Recorded once per `externalId` and store. */
export interface PaymentRecord {
  readonly externalId: string;
  readonly amountCents: number;
  readonly method?: string;
  /** The payment provider's own reference. */
  readonly transactionId?: string;
  readonly paidAt?: string;
}

/** Money that a storefront gave back for an order. Counted once per `externalId` and order. */
export interface RefundRecord {
  readonly externalId: string;
  readonly amountCents: number;
}

/** A whole order as one delivery of a storefront states it. */
export interface OrderRecord {
  /** The storefront's id, unique for ever in the store. 1 to 255 characters, compared byte by byte. */
  readonly externalId: string;
  /** What people call the order; plugins change it, so it identifies nothing. */
  readonly orderNumber?: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly fulfilmentStatus: FulfilmentStatus;
  /** The storefront's own word for the status. */
  readonly sourceStatus?: string;
  readonly placedAt?: string;
  readonly lines: readonly OrderLineRecord[];
  readonly shippingCents: number;
  readonly feesCents: number;
  readonly taxCents: number;
  readonly discountCents: number;
  /** What the storefront says the order costs; never repaired. */
  readonly totalCents: number;
  readonly refundedCents: number;
  /** The refunds behind `refundedCents`, from storefronts that also report each of them on its own (`refund.record`). */
  readonly refunds?: readonly RefundRecord[];
  /** `totalCents` minus the sum of its parts; 0 when they add up. */
  readonly totalsMismatchCents: number;
  /** True when an amount did not fit the currency exactly and was rounded half-even. */
  readonly rounded: boolean;
  readonly notes?: string;
  readonly client?: ClientRecord;
  readonly shippingAddress?: AddressRecord;
  readonly billingAddress?: AddressRecord;
  readonly payment?: PaymentRecord;
  readonly sessionId?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** How the storefront's versions of one order are told apart when they arrive out of order. */
export interface Revision {
  /** When the storefront last changed the order; absent means unknown, which is older than anything known. */
  readonly modifiedAt?: string;
  /** How far along the state is; decides between two versions of the same second. Higher is further. */
  readonly rank: number;
  /** True when this version counts even if it looks older: the storefront took a deletion back. */
  readonly restores?: boolean;
}
