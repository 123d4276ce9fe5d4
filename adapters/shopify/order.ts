/**
 * An order as a canonical order. It reads `id` and never `number`, which is no identity, and takes Shopify's own word for
 * what is paid and what it costs.
 */
import { currencyExponent, type OrderRecord, type PaymentRecord, readMoment, type Revision } from '../../core/sdk/index.ts';
import { OrderAmounts } from './amounts.ts';
import { readAddress, readOrderClient } from './customer.ts';
import { readMetadata } from './metadata.ts';
import { fulfilmentStatus, orderStatus, type Progress, rankOf, readPayment } from './order-status.ts';
import { present } from './present.ts';
import { setCurrency, setPrice, shopPrice } from './price.ts';
import { readRefunds, type RefundTerms } from './refund.ts';
import { limits, type SourceRecord } from './source-record.ts';
import { readTotals } from './totals.ts';

/** One delivery's statement of an order. Meaningless while `source.problem` is set. */
export interface OrderReading {
  readonly order: OrderRecord;
  readonly revision: Revision;
}

/** The external id of an order. */
export function orderId(id: string): string {
  return `shopify-${id}`;
}

/** Reads a whole order. What cannot be used is reported to `source`. */
export function readOrder(source: SourceRecord): OrderReading {
  const externalId = orderId(source.required('id', source.id('id'), '0'));
  const currency = readCurrency(source);
  const financialStatus = source.required('financial_status', source.text('financial_status', limits.identifier), 'pending');
  const payment = readPayment(financialStatus);
  if (payment === undefined) source.report('financial_status', 'is not a known status');
  const reading = payment ?? { status: 'unpaid', becamePaid: false, rank: 0 };
  const progress = readProgress(source);
  const amounts = new OrderAmounts(currency);
  const totals = readTotals(source, amounts);
  const currentTotal = shopPrice(source, 'current_total_price');
  const currentTotalCents = currentTotal && amounts.cents(currentTotal, source, 'current_total_price');
  const order = present({
    externalId,
    orderNumber: source.text('name', limits.identifier) ?? source.text('order_number', limits.identifier),
    currency,
    status: orderStatus(progress),
    paymentStatus: reading.status,
    fulfilmentStatus: fulfilmentStatus(progress),
    sourceStatus: progress.fulfillmentStatus === undefined ? financialStatus : `${financialStatus}/${progress.fulfillmentStatus}`,
    placedAt: readTime(source, 'processed_at') ?? readTime(source, 'created_at'),
    ...totals,
    ...readRefunds(source, refundTerms(source, currency)),
    rounded: amounts.rounded,
    notes: source.text('note', limits.prose),
    client: readOrderClient(source),
    shippingAddress: readAddress(source.record('shipping_address')),
    billingAddress: readAddress(source.record('billing_address')),
    payment: reading.becamePaid ? readPaymentRecord(source, externalId, totals.totalCents) : undefined,
    metadata: readMetadata(source, currentTotalCents, totals.totalCents),
  });
  return { order, revision: present({ modifiedAt: readTime(source, 'updated_at'), rank: rankOf(reading, progress) }) };
}

function readCurrency(source: SourceRecord): string {
  const stated = source.text('currency', limits.identifier) ?? setCurrency(source, 'total_price_set', 'shop_money');
  const currency = source.required('currency', stated, '');
  if (currencyExponent(currency) === undefined) source.report('currency', 'is not a known currency');
  return currency;
}

function readProgress(source: SourceRecord): Progress {
  return {
    isCancelled: isDated(source, 'cancelled_at'),
    isClosed: isDated(source, 'closed_at'),
    fulfillmentStatus: source.text('fulfillment_status', limits.identifier),
  };
}

/** Unlike the other times these decide about the order: one that is there and cannot be read is reported, not passed over. */
function isDated(source: SourceRecord, field: string): boolean {
  const stated = source.text(field, limits.identifier);
  if (stated !== undefined && readMoment(stated) === undefined) source.report(field, 'is not a time');
  return stated !== undefined;
}

/** Shopify does not say in an order when it was paid, so that is when the hub first hears of it. */
function readPaymentRecord(source: SourceRecord, externalId: string, amountCents: number): PaymentRecord {
  const method = source.firstTextIfAny('payment_gateway_names') ?? source.text('gateway', limits.identifier);
  return { externalId: `${externalId}-payment`, amountCents, ...present({ method }) };
}

/** The order's own rate is what the buyer paid for what the shop charged. */
function refundTerms(source: SourceRecord, currency: string): RefundTerms {
  const from = setPrice(source, 'total_price_set', 'presentment_money');
  const to = setPrice(source, 'total_price_set', 'shop_money');
  return { currency, ...(from && to && { rate: { from, to } }) };
}

function readTime(source: SourceRecord, field: string): string | undefined {
  return readMoment(source.textIfAny(field) ?? '');
}
