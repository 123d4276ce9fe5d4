/**
 * Reads `POST /orders` into a canonical order: amounts in range, totals recomputed and compared, never repaired.
 */
import {
  type ClientRecord,
  currencyExponent,
  type Fault,
  fault,
  lineTotalMinor,
  maximumAmountMinor,
  type OrderLineRecord,
  type OrderRecord,
  type PaymentRecord,
  type PaymentStatus,
  toSafeMinor,
} from '../../core/sdk/index.ts';
import type { ClientBody, LineBody, OrderBody, PaymentBody } from './order-body.ts';
import { isUsableTime, present, readAddress, utc } from './present.ts';

/** The canonical order, or what is wrong with its amounts or currency. `body` has met the schema. */
export function readOrder(body: OrderBody, storeCurrency: string): OrderRecord | Fault {
  const currency = body.currency ?? storeCurrency;
  if (currencyExponent(currency) === undefined) return fault('validation_failed', '/currency is not an ISO 4217 code');
  if (body.payment?.currency != null && body.payment.currency !== currency) return fault('currency_mismatch');
  const noTime = findUnusableTime(body);
  if (noTime !== undefined) return fault('validation_failed', `${noTime} is not a moment between the years 1 and 9999`);
  const outOfRange = findAmountOutOfRange(body);
  if (outOfRange !== undefined) return fault('amount_out_of_range', `${outOfRange} must be between 0 and ${maximumAmountMinor}`);

  const lines: OrderLineRecord[] = [];
  let parts = 0n;
  let rounded = false;
  for (const line of body.lines) {
    const total = lineTotalMinor(String(line.quantity), BigInt(line.unit_price_cents));
    const totalMinor = (total?.amountMinor ?? 0n) - BigInt(line.discount_cents ?? 0) + BigInt(line.tax_cents ?? 0);
    const totalCents = total && toSafeMinor(totalMinor);
    if (totalCents === undefined) return fault('amount_out_of_range', `/lines/${lines.length} has a total that is out of range`);
    parts += totalMinor;
    rounded ||= total?.rounded ?? false;
    lines.push(readLine(line, totalCents));
  }

  const computed = parts + BigInt(body.shipping_cents ?? 0) + BigInt(body.tax_cents ?? 0) - BigInt(body.discount_cents ?? 0);
  const totalMinor = body.total_cents == null ? computed : BigInt(body.total_cents);
  const totalCents = toSafeMinor(totalMinor);
  const totalsMismatchCents = toSafeMinor(totalMinor - computed);
  if (totalMinor < 0n || totalCents === undefined || totalsMismatchCents === undefined)
    return fault('amount_out_of_range', 'the total is out of range');

  return {
    externalId: body.external_id,
    currency,
    status: 'open',
    paymentStatus: paymentStatusOf(body.payment, totalCents),
    fulfilmentStatus: 'unfulfilled',
    lines,
    shippingCents: body.shipping_cents ?? 0,
    feesCents: 0,
    taxCents: body.tax_cents ?? 0,
    discountCents: body.discount_cents ?? 0,
    totalCents,
    refundedCents: 0,
    totalsMismatchCents,
    rounded,
    ...present('orderNumber', body.order_number),
    ...present('placedAt', utc(body.placed_at)),
    ...present('notes', body.notes),
    ...present('client', body.client && readClient(body.client)),
    ...present('shippingAddress', body.shipping_address && readAddress(body.shipping_address)),
    ...present('billingAddress', body.billing_address && readAddress(body.billing_address)),
    ...present('payment', body.payment && readPayment(body.payment)),
    ...present('sessionId', body.session_id),
    ...present('metadata', body.metadata),
  };
}

/** JSON pointer of the first amount outside of 0 to 9,999,999,999. */
function findAmountOutOfRange(body: OrderBody): string | undefined {
  const amounts: [string, number | null | undefined][] = [
    ...body.lines.flatMap(({ unit_price_cents, discount_cents, tax_cents }, index): [string, number | null | undefined][] => [
      [`/lines/${index}/unit_price_cents`, unit_price_cents],
      [`/lines/${index}/discount_cents`, discount_cents],
      [`/lines/${index}/tax_cents`, tax_cents],
    ]),
    ['/shipping_cents', body.shipping_cents],
    ['/tax_cents', body.tax_cents],
    ['/discount_cents', body.discount_cents],
    ['/total_cents', body.total_cents],
    ['/payment/amount_cents', body.payment?.amount_cents],
  ];
  return amounts.find(([, amount]) => amount != null && (amount < 0 || amount > maximumAmountMinor))?.[0];
}

function findUnusableTime({ placed_at, payment }: OrderBody): string | undefined {
  if (!isUsableTime(placed_at)) return '/placed_at';
  return isUsableTime(payment?.paid_at) ? undefined : '/payment/paid_at';
}

function paymentStatusOf(payment: PaymentBody | null | undefined, totalCents: number): PaymentStatus {
  if (!payment) return 'unpaid';
  return payment.amount_cents >= totalCents ? 'paid' : payment.amount_cents > 0 ? 'partially_paid' : 'unpaid';
}

function readLine(line: LineBody, totalCents: number): OrderLineRecord {
  return {
    description: line.description,
    quantity: String(line.quantity),
    unitPriceCents: line.unit_price_cents,
    discountCents: line.discount_cents ?? 0,
    taxCents: line.tax_cents ?? 0,
    totalCents,
    ...present('externalRef', line.external_id),
    ...present('sku', line.sku),
  };
}

function readClient({ external_id, email, name, phone }: ClientBody): ClientRecord | undefined {
  const client = {
    ...present('externalId', external_id),
    ...present('email', email),
    ...present('name', name),
    ...present('phone', phone),
  };
  return Object.keys(client).length === 0 ? undefined : client;
}

/** The payment of an order, or on its own. */
export function readPayment({ external_id, amount_cents, method, paid_at }: PaymentBody): PaymentRecord {
  return { externalId: external_id, amountCents: amount_cents, ...present('method', method), ...present('paidAt', utc(paid_at)) };
}
