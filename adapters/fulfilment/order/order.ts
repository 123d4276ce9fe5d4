/**
 * A mapped order in canonical form: what is required is there, amounts are exact, totals are compared and never repaired.
 */
import {
  addDecimals,
  type Decimal,
  type Fault,
  fault,
  isExternalId,
  multiplyDecimals,
  type OrderLineRecord,
  type OrderRecord,
  type PaymentStatus,
  type StoreFacts,
  toSafeMinor,
} from '../../../core/sdk/index.ts';
import { readAddress } from './address.ts';
import { readBuyer } from './buyer.ts';
import type { MappedOrder } from '../mapping/mapping.ts';
import { readMetadata } from './metadata.ts';
import { OrderReader, plainDigits } from './order-reader.ts';
import { isFields } from '../mapping/plain-value.ts';
import { given, isNothing, scalarText } from './scalar.ts';
import { readPlacedAt } from './time.ts';

const maximumLines = 1_000;
const zero: Decimal = { coefficient: 0n, scale: 0 };

const paymentStatuses: ReadonlySet<string> = new Set([
  'unpaid',
  'awaiting',
  'authorized',
  'partially_paid',
  'paid',
  'partially_refunded',
  'refunded',
  'void',
  'failed',
] satisfies readonly PaymentStatus[]);

/** The canonical order, or the first thing that is wrong with it. An order without a currency is in the store's. */
export function readOrder(mapped: MappedOrder, store: StoreFacts): OrderRecord | Fault {
  const missing = findMissing(mapped);
  if (missing.length > 0) {
    const fields = missing.map((path) => ({ path, message: 'is required' }));
    return fault('validation_failed', `required after mapping: ${missing.join(', ')}`, { fields });
  }
  const currency = (scalarText(mapped.currency) ?? store.currency).toUpperCase();
  const reader = new OrderReader(currency);
  const order = readValues(mapped, currency, reader);
  return reader.fault ?? order;
}

function readValues(mapped: MappedOrder, currency: string, reader: OrderReader): OrderRecord {
  const externalId = reader.identifier(mapped.order_id, 'order_id') ?? '';
  if (!isExternalId(externalId)) reader.refuse('order_id', 'must be 1 to 255 characters without control characters');
  const lines = readLines(mapped.items, reader);
  const [shippingCents, taxCents, discountCents] = [
    reader.cents(mapped.shipping, 'shipping') ?? 0,
    reader.cents(mapped.tax, 'tax') ?? 0,
    reader.cents(mapped.discount, 'discount') ?? 0,
  ];
  const { placedAt, remark } = readPlacedAt(mapped.placed_at);
  const parts = lines.reduce((sum, { totalCents }) => sum + BigInt(totalCents), 0n);
  const computed = parts + BigInt(shippingCents) + BigInt(taxCents) - BigInt(discountCents);
  const totalCents = reader.cents(mapped.total, 'total') ?? reader.sum(computed, 'total');
  return {
    externalId,
    currency,
    status: 'open',
    fulfilmentStatus: 'unfulfilled',
    lines,
    shippingCents,
    feesCents: 0,
    taxCents,
    discountCents,
    totalCents,
    refundedCents: 0,
    totalsMismatchCents: toSafeMinor(BigInt(totalCents) - computed) ?? 0,
    ...readPaymentStatus(mapped.payment_status, reader),
    ...readPeople(mapped, given({ source_placed_at: remark }), reader),
    ...given({
      orderNumber: reader.word(mapped.order_number, 'order_number'),
      placedAt,
      notes: reader.notes(mapped.notes, 'notes'),
    }),
    rounded: reader.rounded, // last: every amount has been read by now
  };
}

/** The names of what no order can do without, all that are missing. */
function findMissing({ order_id, items, shipping_address }: MappedOrder): readonly string[] {
  const lines = isNothing(items) ? [{}] : itemsOf(items);
  const lacks = (column: string): boolean => lines.some((line) => !isFields(line) || isNothing(line[column]));
  return [
    ...(isNothing(order_id) ? ['order_id'] : []),
    ...['sku', 'quantity'].filter(lacks).map((column) => `items[].${column}`),
    ...(isNothing(shipping_address) ? ['shipping_address'] : []),
  ];
}

function itemsOf(items: unknown): readonly unknown[] {
  return Array.isArray(items) ? items : [items];
}

function readLines(items: unknown, reader: OrderReader): readonly OrderLineRecord[] {
  const lines = itemsOf(items);
  if (lines.length > maximumLines) reader.refuse('items', `has more than ${maximumLines.toLocaleString('en')} lines`);
  return lines.slice(0, maximumLines).map((line, index) => readLine(isFields(line) ? line : {}, `items[${index}]`, reader));
}

function readLine(line: Readonly<Record<string, unknown>>, place: string, reader: OrderReader): OrderLineRecord {
  const amount = (column: string): Decimal => reader.amount(line[column], `${place}.${column}`) ?? zero;
  const sku = reader.identifier(line['sku'], `${place}.sku`) ?? '';
  const quantity = reader.quantity(line['quantity'], `${place}.quantity`);
  const [unitPrice, discount, tax] = [amount('unit_price'), amount('discount'), amount('tax')];
  const deduction = { ...discount, coefficient: -discount.coefficient };
  const total = [multiplyDecimals(quantity, unitPrice), deduction, tax].reduce(addDecimals);
  return {
    sku,
    description: reader.description(line['description'], `${place}.description`) ?? sku,
    quantity: plainDigits(quantity),
    unitPriceCents: reader.minorUnits(unitPrice, `${place}.unit_price`),
    discountCents: reader.minorUnits(discount, `${place}.discount`),
    taxCents: reader.minorUnits(tax, `${place}.tax`),
    totalCents: reader.minorUnits(total, place),
    ...given({ externalRef: reader.word(line['external_ref'], `${place}.external_ref`) }),
  };
}

/** Who it is from and for; what else was said of that, and `asides`, are put into the metadata. */
function readPeople(mapped: MappedOrder, asides: Readonly<Record<string, string>>, reader: OrderReader) {
  const { client, remarks } = readBuyer(mapped.buyer, reader);
  const shipping = readAddress(mapped.shipping_address, 'shipping_address', reader);
  const billing = readAddress(mapped.billing_address, 'billing_address', reader);
  if (shipping.address === undefined) reader.refuse('shipping_address', 'holds nothing that is known of an address');
  const own = readMetadata(isNothing(mapped.metadata) ? {} : mapped.metadata);
  if ('objection' in own) reader.refuse('metadata', own.objection);
  const metadata = given({
    ...('metadata' in own ? own.metadata : {}),
    ...remarks,
    ...asides,
    shipping_country: shipping.countryName,
    billing_country: billing.countryName,
  });
  return given({
    client,
    shippingAddress: shipping.address,
    billingAddress: billing.address,
    metadata: Object.keys(metadata).length === 0 ? undefined : metadata,
  });
}

/** A word that is none of ours says nothing about money: it is kept, and the order counts as unpaid. */
function readPaymentStatus(value: unknown, reader: OrderReader) {
  const word = reader.word(value, 'payment_status');
  const name = word?.toLowerCase().replaceAll(/[\s-]+/g, '_') ?? 'unpaid';
  const paymentStatus = paymentStatuses.has(name) ? (name as PaymentStatus) : 'unpaid'; // the set holds nothing else
  return given({ paymentStatus, sourceStatus: word });
}
