/**
 * What an order consists of: its lines and shipping lines, each with its price, discount and tax.
 * Where the shop's prices include tax, totals are net of it, so that the parts of every order add up in the same way.
 */
import { type Decimal, multiplyDecimals, type OrderLineRecord } from '../../core/sdk/index.ts';
import { difference, type OrderAmounts, zero } from './amounts.ts';
import { present } from './present.ts';
import { shopPrice, sumOfPrices } from './price.ts';
import { limits, type SourceRecord } from './source-record.ts';

/** One line or shipping line in exact amounts. */
export interface Part {
  readonly discount: Decimal;
  /** After the discount, as the shop states prices: with or without tax. */
  readonly stated: Decimal;
  /** After the discount and without tax. */
  readonly net: Decimal;
}

/** An order line, exact and as the hub keeps it. */
export interface LineReading extends Part {
  readonly line: OrderLineRecord;
}

/** Reads one of `line_items`. The unit price is as the buyer saw it; `taxesIncluded` says whether tax is inside. */
export function readLine(source: SourceRecord, amounts: OrderAmounts, taxesIncluded: boolean): LineReading {
  const price = source.required('price', shopPrice(source, 'price'), zero);
  const quantity = source.required('quantity', source.decimal('quantity'), zero);
  const discount = allocatedDiscount(source) ?? shopPrice(source, 'total_discount') ?? zero;
  const tax = sumOfPrices(source, 'tax_lines', 'price');
  const part = partOf(multiplyDecimals(price, quantity), discount, tax, taxesIncluded);
  const line = present({
    externalRef: source.text('id', limits.identifier),
    sku: source.text('sku', limits.identifier),
    description: description(source),
    quantity: quantityText(source, quantity),
    unitPriceCents: amounts.cents(price, source, 'price'),
    discountCents: amounts.cents(discount, source, 'discount_allocations'),
    taxCents: amounts.cents(tax, source, 'tax_lines'),
    totalCents: amounts.cents(part.net, source, 'price'),
  });
  return { ...part, line };
}

/** Reads one of `shipping_lines`. */
export function readShippingLine(source: SourceRecord, taxesIncluded: boolean): Part {
  const price = source.required('price', shopPrice(source, 'price'), zero);
  const discounted = shopPrice(source, 'discounted_price');
  const discount = allocatedDiscount(source) ?? (discounted === undefined ? zero : difference(price, discounted));
  return partOf(price, discount, sumOfPrices(source, 'tax_lines', 'price'), taxesIncluded);
}

/** True for a tip. Only tips have this field, be it with null. */
export function isTip(line: SourceRecord): boolean {
  return line.mentions('tip_payment_gateway');
}

function partOf(price: Decimal, discount: Decimal, tax: Decimal, taxesIncluded: boolean): Part {
  const stated = difference(price, discount);
  return { discount, stated, net: taxesIncluded ? difference(stated, tax) : stated };
}

/** `total_discount` is 0 for most discounts and repeats an allocation for the others, so it counts only where none is listed. */
function allocatedDiscount(source: SourceRecord): Decimal | undefined {
  return source.records('discount_allocations').length === 0 ? undefined : sumOfPrices(source, 'discount_allocations', 'amount');
}

/** As sent: escaping belongs to whoever shows it. "Default Title" is the variant of a product that has none. */
function description(source: SourceRecord): string {
  const title = source.text('title', limits.prose) ?? source.text('name', limits.prose) ?? '';
  const variant = source.text('variant_title', limits.prose);
  return variant === undefined || variant === 'Default Title' ? title : `${title} - ${variant}`;
}

/** The quantity as plain decimal text, so that "2.0" and "2" are one quantity. */
function quantityText(source: SourceRecord, quantity: Decimal): string {
  if (quantity.coefficient === 0n) return '0';
  const [, whole, fraction = ''] = /^(-?\d{1,12})(?:\.(\d{1,20}))?$/.exec(source.textIfAny('quantity') ?? '') ?? [];
  if (whole === undefined) source.report('quantity', 'is not a plain decimal number');
  const decimals = fraction.replace(/0+$/, '');
  return decimals === '' ? (whole ?? '0') : `${whole}.${decimals}`;
}
