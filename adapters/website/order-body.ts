/**
 * The body of `orders/created`, as typed once its schema has held. Numbers are their source text.
 */
/** Text, a number's source text, or nothing. */
type Text = string | null;

/** One line item. */
export interface LineBody {
  readonly sku: string;
  readonly quantity: string;
  readonly external_line_ref?: Text;
  readonly line_ref?: Text;
  readonly id?: Text;
  readonly description?: Text;
  readonly title?: Text;
  readonly name?: Text;
  readonly unit_price?: Text;
  readonly price?: Text;
  readonly discount_amount?: Text;
  readonly tax_rate?: Text;
  readonly tax_amount?: Text;
  readonly net_amount?: Text;
  readonly gross_amount?: Text;
}

/** A whole order, or what a website says of one. */
export interface OrderBody {
  readonly external_order_ref: string;
  readonly line_items: readonly LineBody[];
  readonly external_order_number?: Text;
  readonly currency_code?: Text;
  readonly order_date?: Text;
  readonly external_created_at?: Text;
  readonly external_updated_at?: Text;
  readonly payment_status?: Text;
  readonly shipping_net_amount?: Text;
  readonly shipping_tax_amount?: Text;
  readonly discount_amount?: Text;
  readonly buyer_name?: Text;
  readonly buyer_phone?: Text;
  readonly buyer_email?: unknown;
  readonly shipping_address?: unknown;
  readonly billing_address?: unknown;
  /** Only an object with an address is looked at: websites put other things here too. */
  readonly shipping?: unknown;
  readonly billing?: unknown;
}
