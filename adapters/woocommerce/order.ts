/**
 * An order of the REST API as a canonical order. It reads `id` and never `number`, which plugins change; it never uses
 * `price`, which is a float, and never repairs a total that differs from the sum of its parts.
 */
import {
  currencyExponent,
  type Decimal,
  type OrderLineRecord,
  type OrderRecord,
  type PaymentRecord,
  type Revision,
  type StoreFacts,
} from '../../core/sdk/index.ts';
import { readAddress, readOrderClient } from './customer.ts';
import { difference, magnitude, OrderAmounts, sumOf, zero } from './order-amounts.ts';
import { hasBecomePaid, paymentStatus, readStatus } from './order-status.ts';
import { readTime } from './shop-time.ts';
import { limits, present, type SourceRecord } from './source-record.ts';

/** One delivery's statement of an order. Meaningless while `source.problem` is set. */
export interface OrderReading {
  readonly order: OrderRecord;
  readonly revision: Revision;
}

/** The external id of an order. */
export function orderId(id: string): string {
  return `woo-${id}`;
}

/** Reads a whole order; drafts have to be kept away by the caller. What cannot be used is reported to `source`. */
export function readOrder(source: SourceRecord, store: StoreFacts): OrderReading {
  const externalId = orderId(source.required('id', source.id('id'), '0'));
  const sourceStatus = source.required('status', source.text('status', limits.identifier), '');
  const currency = source.required('currency', source.text('currency', limits.identifier), '');
  if (currencyExponent(currency) === undefined) source.report('currency', 'is not a known currency');
  const status = readStatus(sourceStatus);
  const amounts = new OrderAmounts(currency);
  const totals = readTotals(source, amounts);
  const paidAt = readPaidAt(source, store.timezone);
  const facts = { ...totals, hasPaymentDate: paidAt !== undefined || source.isTrue('paid') };
  const payment = hasBecomePaid(status, facts) ? readPayment(source, externalId, totals.totalCents, paidAt) : undefined;
  const order = present({
    externalId,
    orderNumber: source.text('number', limits.identifier),
    currency,
    status: status.status,
    paymentStatus: paymentStatus(status, facts),
    fulfilmentStatus: status.fulfilmentStatus,
    sourceStatus,
    placedAt: readTime(source, 'date_created', store.timezone),
    ...totals,
    rounded: amounts.rounded,
    notes: source.text('customer_note', limits.prose),
    client: readOrderClient(source),
    shippingAddress: readAddress(source.record('shipping')),
    billingAddress: readAddress(source.record('billing')),
    payment,
  });
  return { order, revision: present({ modifiedAt: readTime(source, 'date_modified', store.timezone), rank: status.rank }) };
}

/** The lines and every amount of the order. Coupons are already inside the lines' totals. */
function readTotals(source: SourceRecord, amounts: OrderAmounts) {
  const lineItems = source.records('line_items');
  // An order may have no lines, but a body without the list is something else.
  if (!source.has('line_items')) source.report('line_items', 'is missing');
  const total = requiredDecimal(source, 'total');
  const tax = source.decimal('total_tax') ?? zero;
  const fees = sumOfTotals(source, 'fee_lines');
  const refunded = sumOf(source.records('refunds').map((refund) => magnitude(refund.decimal('total') ?? zero)));
  const hasShippingLines = source.records('shipping_lines').length > 0;
  const shipping = hasShippingLines ? sumOfTotals(source, 'shipping_lines') : (source.decimal('shipping_total') ?? zero);
  const parts = sumOf([...lineItems.map((line) => line.decimal('total') ?? zero), shipping, fees, tax]);
  return {
    lines: lineItems.map((line) => readLine(line, amounts)),
    shippingCents: amounts.cents(shipping, source, hasShippingLines ? 'shipping_lines' : 'shipping_total'),
    feesCents: amounts.cents(fees, source, 'fee_lines'),
    taxCents: amounts.cents(tax, source, 'total_tax'),
    discountCents: amounts.cents(source.decimal('discount_total') ?? zero, source, 'discount_total'),
    totalCents: amounts.cents(total, source, 'total'),
    refundedCents: amounts.cents(refunded, source, 'refunds'),
    totalsMismatchCents: amounts.cents(difference(total, parts), source, 'total'),
  };
}

function readLine(line: SourceRecord, amounts: OrderAmounts): OrderLineRecord {
  const total = requiredDecimal(line, 'total');
  const subtotal = line.decimal('subtotal') ?? total;
  const quantity = requiredDecimal(line, 'quantity');
  return present({
    externalRef: line.text('id', limits.identifier),
    sku: line.text('sku', limits.identifier),
    // As sent, entities and markup included: escaping belongs to whoever shows it, and stripping would eat "size < 5".
    description: line.text('name', limits.prose) ?? '',
    quantity: quantityText(line, quantity),
    unitPriceCents: amounts.unitPriceCents(subtotal, quantity, line),
    discountCents: amounts.cents(difference(subtotal, total), line, 'subtotal'),
    taxCents: amounts.cents(line.decimal('total_tax') ?? zero, line, 'total_tax'),
    totalCents: amounts.cents(total, line, 'total'),
  });
}

/** The quantity as plain decimal text, so that "2.0" and "2" are one quantity. */
function quantityText(line: SourceRecord, quantity: Decimal): string {
  if (quantity.coefficient === 0n) return '0';
  const text = line.text('quantity', limits.identifier) ?? '';
  const [, whole = '', fraction = ''] = /^(-?\d{1,12})(?:\.(\d{1,20}))?$/.exec(text) ?? [];
  if (whole === '') line.report('quantity', 'is not a plain decimal number');
  const decimals = fraction.replace(/0+$/, '');
  return decimals === '' ? whole : `${whole}.${decimals}`;
}

function readPayment(source: SourceRecord, externalId: string, amountCents: number, paidAt: string | undefined): PaymentRecord {
  return present({
    externalId: `${externalId}-payment`,
    amountCents,
    method: source.text('payment_method', limits.identifier),
    transactionId: source.text('transaction_id', limits.identifier),
    paidAt,
  });
}

/** Unlike the other times it decides about money: one that is there and cannot be read is reported, not passed over. */
function readPaidAt(source: SourceRecord, timezone: string): string | undefined {
  const paidAt = readTime(source, 'date_paid', timezone);
  const stated = source.text('date_paid_gmt', limits.identifier) ?? source.text('date_paid', limits.identifier);
  const zeroDate = stated?.startsWith('0000-00-00') ?? true;
  if (paidAt === undefined && !zeroDate) source.report('date_paid', 'is not a time');
  return paidAt;
}

function requiredDecimal(source: SourceRecord, field: string): Decimal {
  return source.required(field, source.decimal(field), zero);
}

function sumOfTotals(source: SourceRecord, list: string): Decimal {
  return sumOf(source.records(list).map((entry) => entry.decimal('total') ?? zero));
}
