/**
 * `orders/created` and `orders/cancelled`: what a website says of an order, as far as it says it.
 */
import {
  type ClientRecord,
  currencyExponent,
  type Fault,
  fault,
  type OrderLineRecord,
  type OrderMerge,
  type OrderRecord,
  type ParsedRequest,
  toSafeMinor,
  type Translation,
} from '../../core/sdk/index.ts';
import { readAddress } from './address.ts';
import { AmountReader } from './amounts.ts';
import { firstText, given } from './given.ts';
import { lineStatement, readLine } from './line.ts';
import type { OrderBody } from './order-body.ts';
import { defaultPaymentStatus, readPaymentStatus } from './payment-status.ts';
import { isEmail } from './schema.ts';
import { readExactTime, readTime } from './time.ts';

/** What an order without `currency_code` is in. */
const defaultCurrency = 'GBP';

/** Stores the order or changes what was said of it. */
export function translateOrder({ json }: ParsedRequest): Translation {
  const body = json as unknown as OrderBody; // the schema has held
  const currency = readCurrency(body) ?? defaultCurrency;
  if (currencyExponent(currency) === undefined) return fault('validation_failed', '/currency_code is not an ISO 4217 code');
  const noTime = findUnusableTime(body);
  if (noTime !== undefined) return fault('validation_failed', `${noTime} is not a time`);
  const command = readOrder(body, currency);
  return 'kind' in command ? command : { kind: 'command', command };
}

/** Cancels the order, whether or not it has come yet. */
export function translateCancellation({ json }: ParsedRequest): Translation {
  const externalId = json['external_order_ref'] as string; // the schema has held
  return { kind: 'command', command: { name: 'order.cancel-by-external-id', externalId, currency: defaultCurrency } };
}

function readCurrency({ currency_code }: OrderBody): string | undefined {
  return firstText(currency_code)?.toUpperCase();
}

function readOrder(body: OrderBody, currency: string): OrderMerge | Fault {
  const lines = readLines(body, currency);
  const shipping = readOwnAmount(body, 'shipping_net_amount', currency);
  const tax = readOwnAmount(body, 'shipping_tax_amount', currency);
  const discount = readOwnAmount(body, 'discount_amount', currency);
  const readers = [...lines, shipping, tax, discount].map(({ amounts }) => amounts);
  const unusable = readers.find((amounts) => amounts.fault !== undefined)?.fault;
  if (unusable) return unusable;

  const own = { shippingCents: shipping, taxCents: tax, discountCents: discount };
  const said = given({
    ...readFacts(body),
    ...readPeople(body),
    currency: readCurrency(body),
    shippingCents: shipping.cents,
    taxCents: tax.cents,
    discountCents: discount.cents,
  });
  const { shippingCents = 0, taxCents = 0, discountCents = 0 } = said;
  const totalCents = sumOf([...lines.map(({ line }) => line.totalCents), shippingCents, taxCents, -discountCents]);
  if (totalCents === undefined) return fault('amount_out_of_range', 'the total is out of range');

  const order: OrderRecord = {
    externalId: body.external_order_ref,
    currency,
    status: 'open',
    paymentStatus: readPaymentStatus(defaultPaymentStatus),
    fulfilmentStatus: 'unfulfilled',
    sourceStatus: defaultPaymentStatus,
    lines: namedOnce(lines.map(({ line }) => line)),
    shippingCents,
    feesCents: 0,
    taxCents,
    discountCents,
    totalCents,
    refundedCents: 0,
    totalsMismatchCents: 0,
    rounded: readers.some((amounts) => amounts.rounded),
    ...said,
  };
  return {
    name: 'order.merge',
    order,
    stated: ['lines', ...keysOf(said)],
    lineStatements: lines.map(({ statement }) => statement),
    roundedAmounts: keysOf(own).filter((amount) => own[amount].amounts.rounded),
    ...given({ modifiedAt: body.external_updated_at == null ? undefined : readExactTime(body.external_updated_at) }),
    knownSkusOnly: true,
  };
}

/** The keys of an object literal are its type's keys. */
function keysOf<Fields extends object>(fields: Fields): readonly (keyof Fields)[] {
  return Object.keys(fields) as (keyof Fields)[]; // see above
}

function readLines({ line_items }: OrderBody, currency: string) {
  return line_items.map((body, index) => {
    const amounts = new AmountReader(currency);
    const line = readLine(body, `/line_items/${index}`, amounts);
    return { line, statement: lineStatement(body, amounts), amounts };
  });
}

/** A reference that comes twice tells nothing apart: the second line goes without. */
function namedOnce(lines: readonly OrderLineRecord[]): readonly OrderLineRecord[] {
  const references = new Set<string>();
  return lines.map(({ externalRef, ...line }) => {
    if (externalRef === undefined || references.has(externalRef)) return line;
    references.add(externalRef);
    return { ...line, externalRef };
  });
}

/** One of the amounts that belong to no line; absent where it is not stated. */
function readOwnAmount(
  body: OrderBody,
  field: 'shipping_net_amount' | 'shipping_tax_amount' | 'discount_amount',
  currency: string,
) {
  const amounts = new AmountReader(currency);
  const amount = amounts.stated(body[field], `/${field}`);
  return { cents: amount && amounts.cents(amount, `/${field}`), amounts };
}

function readFacts(body: OrderBody) {
  const sourceStatus = firstText(body.payment_status);
  return {
    orderNumber: firstText(body.external_order_number),
    placedAt: timeOf(body.order_date ?? body.external_created_at),
    paymentStatus: sourceStatus === undefined ? undefined : readPaymentStatus(sourceStatus),
    sourceStatus,
  };
}

/** A buyer without an e-mail address is nobody that could be known again; what is said of one is kept with the order. */
function readPeople(body: OrderBody) {
  const said = typeof body.buyer_email === 'string' ? firstText(body.buyer_email.trim()) : undefined;
  const email = said !== undefined && isEmail(said) ? said : undefined;
  const [name, phone] = [firstText(body.buyer_name), firstText(body.buyer_phone)];
  const client: ClientRecord | undefined = email === undefined ? undefined : given({ email, name, phone });
  const shipping = readAddress(body.shipping_address, body.shipping);
  const billing = readAddress(body.billing_address, body.billing);
  const metadata = given({
    ...(client === undefined && { buyer_email: said, buyer_name: name, buyer_phone: phone }),
    shipping_country: shipping.countryName,
    billing_country: billing.countryName,
    shipping_address: shipping.unread,
    billing_address: billing.unread,
  });
  return {
    client,
    shippingAddress: shipping.address,
    billingAddress: billing.address,
    metadata: Object.keys(metadata).length === 0 ? undefined : metadata,
  };
}

function sumOf(cents: readonly number[]): number | undefined {
  return toSafeMinor(cents.reduce((sum, part) => sum + BigInt(part), 0n));
}

function timeOf(text: string | null | undefined): string | undefined {
  return text == null ? undefined : readTime(text);
}

function findUnusableTime(body: OrderBody): string | undefined {
  const fields = ['order_date', 'external_created_at', 'external_updated_at'] as const;
  const unusable = fields.find((field) => body[field] != null && timeOf(body[field]) === undefined);
  return unusable && `/${unusable}`;
}
