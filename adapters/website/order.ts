/**
 * `orders/created` and `orders/cancelled`: what a website says of an order, as far as it says it.
 */
import {
  type ClientRecord,
  currencyExponent,
  type Decimal,
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
import { readLine } from './line.ts';
import type { OrderBody } from './order-body.ts';
import { defaultPaymentStatus, readPaymentStatus } from './payment-status.ts';
import { readTime } from './time.ts';

/** What an order without `currency_code` is in. */
const defaultCurrency = 'GBP';

/** Stores the order or changes what was said of it. */
export function translateOrder({ json }: ParsedRequest): Translation {
  const body = json as unknown as OrderBody; // the schema has held
  const currency = body.currency_code ?? defaultCurrency;
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

function readOrder(body: OrderBody, currency: string): OrderMerge | Fault {
  const amounts = new AmountReader(currency);
  const lines = readLines(body, amounts);
  const cents = (amount: Decimal | undefined, field: string): number | undefined => amount && amounts.cents(amount, `/${field}`);
  const stated = (field: 'shipping_net_amount' | 'shipping_tax_amount' | 'discount_amount'): number | undefined =>
    cents(amounts.stated(body[field], `/${field}`), field);

  const said = given({
    ...readFacts(body),
    ...readPeople(body),
    currency: body.currency_code ?? undefined,
    shippingCents: stated('shipping_net_amount'),
    taxCents: stated('shipping_tax_amount'),
    discountCents: stated('discount_amount'),
  });
  const { shippingCents = 0, taxCents = 0, discountCents = 0 } = said;
  const totalCents = sumOf([...lines.map((line) => line.totalCents), shippingCents, taxCents, -discountCents]);
  if (totalCents === undefined) amounts.refuse(fault('amount_out_of_range', 'the total is out of range'));
  if (amounts.fault) return amounts.fault;

  const order: OrderRecord = {
    externalId: body.external_order_ref,
    currency,
    status: 'open',
    paymentStatus: readPaymentStatus(defaultPaymentStatus),
    fulfilmentStatus: 'unfulfilled',
    sourceStatus: defaultPaymentStatus,
    lines,
    shippingCents,
    feesCents: 0,
    taxCents,
    discountCents,
    totalCents: totalCents ?? 0,
    refundedCents: 0,
    totalsMismatchCents: 0,
    rounded: amounts.rounded,
    ...said,
  };
  // The keys of an object literal are its type's keys.
  const properties = Object.keys(said) as (keyof typeof said)[];
  const modifiedAt = timeOf(body.external_updated_at);
  return { name: 'order.merge', order, stated: ['lines', ...properties], ...given({ modifiedAt }), knownSkusOnly: true };
}

/** A reference that comes twice tells nothing apart: the second line goes by its position. */
function readLines({ line_items }: OrderBody, amounts: AmountReader): readonly OrderLineRecord[] {
  const references = new Set<string>();
  return line_items.map((body, index) => {
    const { externalRef, ...line } = readLine(body, `/line_items/${index}`, amounts);
    if (externalRef === undefined || references.has(externalRef)) return line;
    references.add(externalRef);
    return { ...line, externalRef };
  });
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
  const email = firstText(body.buyer_email);
  const [name, phone] = [firstText(body.buyer_name), firstText(body.buyer_phone)];
  const client: ClientRecord | undefined = email === undefined ? undefined : given({ email, name, phone });
  const shipping = readAddress(body.shipping_address, body.shipping);
  const billing = readAddress(body.billing_address, body.billing);
  const metadata = given({
    ...(client === undefined && { buyer_name: name, buyer_phone: phone }),
    shipping_country: shipping.countryName,
    billing_country: billing.countryName,
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
