/**
 * Reads `POST /orders/{id}/payments` and `POST /payments/{id}/refund`.
 */
import {
  currencyExponent,
  type Fault,
  fault,
  isUuid,
  type JsonSchema,
  maximumAmountMinor,
  type ParsedRequest,
  type Translation,
} from '../../core/sdk/index.ts';
import type { PaymentBody } from './order-body.ts';
import { readPayment } from './order.ts';
import { isUsableTime, present } from './present.ts';
import { amount, currency, payment } from './schema.ts';

/** JSON Schema of a payment. */
export const paymentSchema: JsonSchema = {
  type: 'object',
  required: ['external_id', 'amount_cents'],
  properties: { ...payment, currency },
};

/** JSON Schema of a refund; nothing is required in it. */
export const refundSchema: JsonSchema = { type: 'object', properties: { amount_cents: amount } };

/** Records a payment of the order in the path. */
export function translatePayment({ params, json }: ParsedRequest): Translation {
  const body = json as unknown as PaymentBody & { readonly currency?: string | null }; // the schema has held
  if (body.currency != null && currencyExponent(body.currency) === undefined) {
    return fault('validation_failed', '/currency is not an ISO 4217 code');
  }
  if (!isUsableTime(body.paid_at)) return fault('validation_failed', '/paid_at is not a moment between the years 1 and 9999');
  const outOfRange = findAmountFault(body.amount_cents);
  if (outOfRange) return outOfRange;
  const orderId = params['id'] ?? '';
  if (!isUuid(orderId)) return fault('not_found');
  const command = { name: 'payment.record', orderId, payment: readPayment(body), ...present('currency', body.currency) } as const;
  return { kind: 'command', command };
}

/** Refunds the payment in the path. */
export function translateRefund({ params, json }: ParsedRequest): Translation {
  const amountCents = json['amount_cents'] as number | null | undefined; // the schema has held
  const outOfRange = amountCents == null ? undefined : findAmountFault(amountCents);
  if (outOfRange) return outOfRange;
  const paymentId = params['id'] ?? '';
  if (!isUuid(paymentId)) return fault('not_found');
  return { kind: 'command', command: { name: 'payment.refund', paymentId, ...present('amountCents', amountCents) } };
}

function findAmountFault(cents: number): Fault | undefined {
  if (cents >= 0 && cents <= maximumAmountMinor) return undefined;
  return fault('amount_out_of_range', `/amount_cents must be between 0 and ${maximumAmountMinor}`);
}
