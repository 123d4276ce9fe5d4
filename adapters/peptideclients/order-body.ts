/**
 * The body of `POST /orders`, as typed once its schema has held.
 */

/** One position. */
export interface LineBody {
  readonly external_id?: string | null;
  readonly sku?: string | null;
  readonly description: string;
  readonly quantity: number;
  readonly unit_price_cents: number;
  readonly discount_cents?: number | null;
  readonly tax_cents?: number | null;
}

/** A postal address. */
export interface AddressBody {
  readonly name?: string | null;
  readonly company?: string | null;
  readonly line1?: string | null;
  readonly line2?: string | null;
  readonly city?: string | null;
  readonly region?: string | null;
  readonly postal_code?: string | null;
  readonly country?: string | null;
  readonly phone?: string | null;
}

/** A payment that came with the order. */
export interface PaymentBody {
  readonly external_id: string;
  readonly amount_cents: number;
  readonly method?: string | null;
  readonly paid_at?: string | null;
  /** Of the order, if it is said at all. */
  readonly currency?: string | null;
}

/** The buyer. */
export interface ClientBody {
  readonly external_id?: string | null;
  readonly email?: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
}

/** A whole order. */
export interface OrderBody {
  readonly external_id: string;
  readonly lines: readonly LineBody[];
  readonly order_number?: string | null;
  readonly currency?: string | null;
  readonly placed_at?: string | null;
  readonly shipping_cents?: number | null;
  readonly tax_cents?: number | null;
  readonly discount_cents?: number | null;
  readonly total_cents?: number | null;
  readonly notes?: string | null;
  readonly client?: ClientBody | null;
  readonly shipping_address?: AddressBody | null;
  readonly billing_address?: AddressBody | null;
  readonly payment?: PaymentBody | null;
  readonly session_id?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
}
