/**
 * Prices as Shopify writes them: a plain amount in the shop's currency, and beside it a set of the same amount in the shop's
 * and the buyer's currency. It never converts one into the other.
 */
import type { Decimal } from '../../core/sdk/index.ts';
import { sumOf } from './amounts.ts';
import { limits, type SourceRecord } from './source-record.ts';

/** `<field>` in the shop's currency, or what its set says of it; undefined when neither is there. */
export function shopPrice(source: SourceRecord, field: string): Decimal | undefined {
  return source.decimal(field) ?? setPrice(source, `${field}_set`, 'shop_money');
}

/** One side of a set of prices; undefined when it is not there. */
export function setPrice(source: SourceRecord, set: string, side: 'shop_money' | 'presentment_money'): Decimal | undefined {
  return source.record(set).record(side).decimal('amount');
}

/** The currency of one side of a set; undefined when it is not there. */
export function setCurrency(source: SourceRecord, set: string, side: 'shop_money' | 'presentment_money'): string | undefined {
  return source.record(set).record(side).text('currency_code', limits.identifier);
}

/** The sum of one price over a list of a record, such as `price` over its `tax_lines`; zero of none. */
export function sumOfPrices(source: SourceRecord, list: string, field: string): Decimal {
  return sumOf(source.records(list).flatMap((entry) => shopPrice(entry, field) ?? []));
}
