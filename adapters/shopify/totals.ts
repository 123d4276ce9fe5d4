/**
 * Every amount of an order, in minor units of the shop's currency. It takes the order as it was placed and edited
 * (`total_price`), not what is left of it (`current_total_price`), and never repairs a total.
 */
import type { Decimal } from '../../core/sdk/index.ts';
import { difference, type OrderAmounts, sumOf, zero } from './amounts.ts';
import { isTip, type Part, readLine, readShippingLine } from './lines.ts';
import { setPrice, shopPrice, sumOfPrices } from './price.ts';
import type { SourceRecord } from './source-record.ts';

/** Reads lines and totals. What cannot be used is reported to `source`. */
export function readTotals(source: SourceRecord, amounts: OrderAmounts) {
  const taxesIncluded = source.isTrue('taxes_included');
  // An order may have no lines, but a body without the list is something else.
  if (!source.has('line_items')) source.report('line_items', 'is missing');
  const lines = source.records('line_items').map((line) => readLine(line, amounts, taxesIncluded));
  const shipping = readShipping(source, taxesIncluded);
  const total = source.required('total_price', shopPrice(source, 'total_price'), zero);
  const tax = shopPrice(source, 'total_tax') ?? sumOfPrices(source, 'tax_lines', 'price');
  const fees = readFees(source);
  const listed = sumOf([...lines, ...shipping].map(({ discount }) => discount));
  const discount = shopPrice(source, 'total_discounts') ?? listed;
  // Old orders state their discount only as a whole.
  const unlisted = listed.coefficient === 0n ? discount : zero;
  const stated = sumOf([...lines, ...shipping].map((part) => part.stated));
  const parts = difference(sumOf([stated, fees, taxesIncluded ? zero : tax]), unlisted);
  return {
    lines: lines.map(({ line }) => line),
    shippingCents: amounts.cents(sumOf(shipping.map(({ net }) => net)), source, 'shipping_lines'),
    feesCents: amounts.cents(fees, source, 'total_tip_received'),
    taxCents: amounts.cents(tax, source, 'total_tax'),
    discountCents: amounts.cents(discount, source, 'total_discounts'),
    totalCents: amounts.cents(total, source, 'total_price'),
    totalsMismatchCents: amounts.cents(difference(total, parts), source, 'total_price'),
  };
}

/** The shipping lines, or the total where a payload has none of them. */
function readShipping(source: SourceRecord, taxesIncluded: boolean): readonly Part[] {
  if (source.has('shipping_lines')) return source.records('shipping_lines').map((line) => readShippingLine(line, taxesIncluded));
  const total = setPrice(source, 'total_shipping_price_set', 'shop_money') ?? zero;
  return [{ discount: zero, stated: total, net: total }];
}

/** Tips, duties and what else is charged beside the lines. A tip that is a line of its own is counted there. */
function readFees(source: SourceRecord): Decimal {
  const tips = source.records('line_items').some(isTip) ? zero : (shopPrice(source, 'total_tip_received') ?? zero);
  const duties = source.isTrue('duties_included') ? undefined : setPrice(source, 'original_total_duties_set', 'shop_money');
  const additional = setPrice(source, 'original_total_additional_fees_set', 'shop_money');
  return sumOf([tips, duties ?? zero, additional ?? zero]);
}
