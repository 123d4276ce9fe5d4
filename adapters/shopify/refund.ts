/**
 * Refunds: what was given back, from the successful refund transactions. It never counts goods that came back without money.
 *
 * Transactions are in the buyer's currency. Where that is not the shop's, the amount is worked out at the rate of the
 * refund's own prices, which Shopify gives in both; all that the buyer paid is the whole total.
 */
import { type Decimal, type RefundRecord, toMinorUnits, toSafeMinor } from '../../core/sdk/index.ts';
import { convert, difference, isEqual, type Rate, sumOf, zero } from './amounts.ts';
import { present } from './present.ts';
import { setCurrency, setPrice } from './price.ts';
import { limits, type SourceRecord } from './source-record.ts';

/** What one refund comes to. Meaningless while the record has a problem. */
export interface RefundReading {
  /** Absent where the refund has no id, as in payloads that somebody shortened. */
  readonly externalId?: string;
  readonly amountCents: number;
  /** What the buyer saw, where the amount was worked out from that. */
  readonly presentment?: { readonly currency: string; readonly amountCents: number };
}

/** A sum in the currency of the buyer. */
interface Presentment {
  readonly currency: string;
  readonly amount: Decimal;
}

/** How the refunds of an order are read: its currency, and its own rate for refunds that show none. */
export interface RefundTerms {
  readonly currency: string;
  readonly rate?: Rate;
}

/** Reads a refund in the shop's currency. Reports a transaction in another one where no rate is known. */
export function readRefund(source: SourceRecord, terms: RefundTerms): RefundReading {
  const id = source.id('id');
  const transactions = source.records('transactions').filter(gaveBack);
  const amounts = transactions.map((transaction) => amountOf(transaction, terms, rateOf(source)));
  const presentment = readPresentment(transactions, terms.currency);
  const amount =
    presentment !== undefined && terms.rate !== undefined && isEqual(presentment.amount, terms.rate.from)
      ? terms.rate.to // all of the order: the refund's own rate would end a cent beside it
      : sumOf(amounts);
  const cents = toSafeMinor(toMinorUnits(amount, terms.currency)?.amountMinor ?? 0n);
  if (cents === undefined) source.report('transactions', 'are out of range');
  return present({
    externalId: id === undefined ? undefined : `shopify-refund-${id}`,
    amountCents: cents ?? 0,
    presentment: presentment && inMinorUnits(presentment),
  });
}

/** The refunds that an order lists, and their sum. One that is listed twice counts once. */
export function readRefunds(
  order: SourceRecord,
  terms: RefundTerms,
): { refunds: readonly RefundRecord[]; refundedCents: number } {
  const readings = order.records('refunds').map((refund) => readRefund(refund, terms));
  const named = new Map<string, RefundRecord>();
  let refundedCents = 0;
  for (const { externalId, amountCents } of readings) {
    if (externalId !== undefined && named.has(externalId)) continue;
    if (externalId !== undefined) named.set(externalId, { externalId, amountCents });
    refundedCents += amountCents;
  }
  if (!Number.isSafeInteger(refundedCents)) order.report('refunds', 'are out of range');
  return { refunds: [...named.values()], refundedCents };
}

/** The currency of the shop, as a refund on its own shows it; undefined where it shows none. */
export function shopCurrencyOf(refund: SourceRecord): string | undefined {
  const items = refund.records('refund_line_items').map((item) => setCurrency(item, 'subtotal_set', 'shop_money'));
  const adjustments = refund.records('order_adjustments').map((entry) => setCurrency(entry, 'amount_set', 'shop_money'));
  const duties = setCurrency(refund, 'total_duties_set', 'shop_money');
  const transactions = refund.records('transactions').map((entry) => setCurrency(entry, 'amount_set', 'shop_money'));
  return [...items, ...adjustments, duties, ...transactions].find((currency) => currency !== undefined);
}

/** True for a transaction that gave money back. */
function gaveBack(transaction: SourceRecord): boolean {
  return transaction.textIfAny('kind') === 'refund' && transaction.textIfAny('status') === 'success';
}

/** What transactions in one other currency than the shop's come to in it; undefined where one of them says it in the shop's. */
function readPresentment(transactions: readonly SourceRecord[], shopCurrency: string): Presentment | undefined {
  const currency = transactions[0]?.text('currency', limits.identifier);
  const areAllSo = transactions.every(
    (transaction) =>
      transaction.text('currency', limits.identifier) === currency &&
      setPrice(transaction, 'amount_set', 'shop_money') === undefined,
  );
  if (currency === undefined || currency === shopCurrency || !areAllSo) return undefined;
  return { currency, amount: sumOf(transactions.map((transaction) => transaction.decimal('amount') ?? zero)) };
}

function inMinorUnits({ currency, amount }: Presentment): RefundReading['presentment'] {
  const minor = toMinorUnits(amount, currency);
  const amountCents = minor && toSafeMinor(minor.amountMinor);
  return amountCents === undefined ? undefined : { currency, amountCents };
}

function amountOf(transaction: SourceRecord, { currency, rate }: RefundTerms, ownRate: Rate | undefined): Decimal {
  const inShopMoney = setPrice(transaction, 'amount_set', 'shop_money');
  if (inShopMoney !== undefined) return notNegative(inShopMoney, transaction, 'amount_set');
  const amount = notNegative(transaction.required('amount', transaction.decimal('amount'), zero), transaction, 'amount');
  const stated = transaction.text('currency', limits.identifier) ?? currency;
  if (stated === currency) return amount;
  const known = ownRate ?? rate;
  const converted = known === undefined ? undefined : convert(amount, known, currency);
  if (converted === undefined) transaction.report('currency', "is not the shop's, and no rate is known");
  return converted ?? zero;
}

/** A transaction of this kind gives back; one that takes is not understood, rather than turned round. */
function notNegative(amount: Decimal, transaction: SourceRecord, field: string): Decimal {
  if (amount.coefficient < 0n) transaction.report(field, 'is negative');
  return amount;
}

/** From the buyer's currency to the shop's: the refunded lines with their tax, or else what was adjusted. */
function rateOf(refund: SourceRecord): Rate | undefined {
  const items = refund.records('refund_line_items');
  const adjustments = refund.records('order_adjustments');
  const sides = (side: 'shop_money' | 'presentment_money') => {
    const lines = sumOf(
      items.flatMap((item) => [setPrice(item, 'subtotal_set', side) ?? zero, setPrice(item, 'total_tax_set', side) ?? zero]),
    );
    return lines.coefficient > 0n
      ? lines
      : sumOf(adjustments.map((entry) => magnitude(setPrice(entry, 'amount_set', side) ?? zero)));
  };
  const rate = { from: sides('presentment_money'), to: sides('shop_money') };
  return rate.from.coefficient > 0n && rate.to.coefficient > 0n ? rate : undefined;
}

/** Adjustments are written as what they take from the order. */
function magnitude(amount: Decimal): Decimal {
  return amount.coefficient < 0n ? difference(zero, amount) : amount;
}
