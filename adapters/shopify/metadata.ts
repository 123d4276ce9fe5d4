/**
 * What the canonical order has no place for and somebody may want to know: the prices as the buyer saw them, and a few words
 * of the shop. It decides nothing.
 */
import { toMinorUnits, toSafeMinor } from '../../core/sdk/index.ts';
import { present } from './present.ts';
import { setCurrency, setPrice } from './price.ts';
import { limits, type SourceRecord } from './source-record.ts';

const presentedPrices = ['total_price', 'subtotal_price', 'total_tax', 'total_shipping_price', 'total_discounts'] as const;

/** The metadata of an order; empty when there is nothing to keep. `totalCents` is the order's total. */
export function readMetadata(
  order: SourceRecord,
  currentTotalCents: number | undefined,
  totalCents: number,
): Readonly<Record<string, unknown>> {
  return present({
    ...readPresentment(order),
    current_total_cents: currentTotalCents === totalCents ? undefined : currentTotalCents,
    taxes_included: order.isTrue('taxes_included') || undefined,
    test: order.isTrue('test') || undefined,
    cancel_reason: order.text('cancel_reason', limits.identifier),
    tags: order.text('tags', limits.prose),
    discount_codes: discountCodes(order),
  });
}

/** The buyer's currency, the total in its minor units, and the amounts as Shopify wrote them. */
function readPresentment(order: SourceRecord) {
  const currency =
    setCurrency(order, 'total_price_set', 'presentment_money') ?? order.text('presentment_currency', limits.identifier);
  const total = setPrice(order, 'total_price_set', 'presentment_money');
  const minor = total === undefined || currency === undefined ? undefined : toMinorUnits(total, currency);
  const amounts = presentedPrices.flatMap((name) => {
    const money = order.record(`${name}_set`).record('presentment_money');
    // What is no decimal number is reported by the reading of the same set as a price.
    const amount = setPrice(order, `${name}_set`, 'presentment_money') && money.text('amount', limits.identifier);
    return amount === undefined ? [] : [[name, amount] as const];
  });
  return {
    presentment_currency: currency,
    presentment_total_cents: minor === undefined ? undefined : toSafeMinor(minor.amountMinor),
    presentment_money: amounts.length === 0 ? undefined : Object.fromEntries(amounts),
  };
}

function discountCodes(order: SourceRecord): readonly string[] | undefined {
  const codes = order.records('discount_codes').flatMap((entry) => entry.text('code', limits.identifier) ?? []);
  return codes.length === 0 ? undefined : codes;
}
