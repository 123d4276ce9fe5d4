/**
 * The peptideclients SDF protocol: a Stripe-like write API under /integrations/v1, and the outbound webhooks that go with
 * it. Status codes, authentication and set-up are in README.md beside this file.
 */
import {
  bearerClaim,
  defineAdapter,
  fault,
  type Fault,
  type InboundRequest,
  isExternalId,
  isFault,
  isUuid,
  jsonReply,
  timestampOf,
  verifyTimestamped,
} from '../../core/sdk/index.ts';
import { clientSchema, translateClient } from './client.ts';
import type { OrderBody } from './order-body.ts';
import { orderSchema } from './order-schema.ts';
import { readOrder } from './order.ts';
import { outbound } from './outbound.ts';
import { paymentSchema, refundSchema, translatePayment, translateRefund } from './payment.ts';
import { refuse, reply } from './replies.ts';
import { text } from './schema.ts';
import { setup } from './setup.ts';

const toleranceSeconds = 300;

/** A missing id has a code of its own, and is asked for before everything else. */
function requireExternalId({ external_id }: Readonly<Record<string, unknown>>): Fault | undefined {
  return external_id == null ? fault('external_id_required') : undefined;
}

/** So do missing lines, which are asked for next. */
function requireOrderParts(json: Readonly<Record<string, unknown>>): Fault | undefined {
  const { lines } = json;
  return requireExternalId(json) ?? (Array.isArray(lines) && lines.length > 0 ? undefined : fault('lines_required'));
}

function idempotencyKey({ headers }: InboundRequest): string | undefined {
  return headers['idempotency-key'];
}

/** The order of the API reference. */
const orderExample = {
  external_id: 'shop-1001',
  lines: [{ description: 'Widget', quantity: 2, unit_price_cents: 1999, sku: 'W-1' }],
  client: { email: 'ann@example.com', name: 'Ann Example' },
  payment: { external_id: 'pay-1', amount_cents: 3998, method: 'card' },
};

export default defineAdapter({
  apiVersion: 1,
  format: 'peptideclients',
  version: '1.0.0',
  configSchema: { type: 'object', additionalProperties: false, properties: {} },
  keyPrefix: 'pck_int_',
  scopes: ['orders:write', 'orders:cancel', 'payments:write', 'payments:refund', 'clients:write'],
  setup,
  inbound: {
    identify: bearerClaim,
    signature: {
      required: 'per-key',
      header: 'PC-Signature',
      verify({ headers, body }, { secrets, nowSeconds }) {
        const header = headers['pc-signature'];
        if (header === undefined && headers['x-wc-webhook-signature'] !== undefined) return 'signature_invalid'; // schemes do not mix
        return verifyTimestamped({ header, body, secrets, nowSeconds, toleranceSeconds });
      },
      signedAt: ({ headers }) => timestampOf(headers['pc-signature']),
      scheme: () => ({
        description: 'HMAC-SHA256 of t, a dot and the body, as t=<seconds since 1970>,v1=<64 hexadecimal digits>',
        toleranceSeconds,
      }),
    },
    probes: [{ method: 'GET', path: '/integrations/v1/health', reply: jsonReply(200, { ok: true }) }],
    reference: { path: '/integrations/v1/openapi.json', title: 'Crossdock integration API' },
    refuse,
    routes: [
      {
        method: 'POST',
        path: '/integrations/v1/orders',
        summary: 'Create an order',
        scope: 'orders:write',
        body: 'json',
        idempotencyKey,
        requires: requireOrderParts,
        bodySchema: orderSchema,
        example: orderExample,
        refusals: ['external_id_required', 'lines_required', 'amount_out_of_range', 'currency_mismatch'],
        translate({ json, store }) {
          const order = readOrder(json as unknown as OrderBody, store.currency); // the schema has held
          return isFault(order) ? order : { kind: 'command', command: { name: 'order.create', order } };
        },
        reply,
      },
      {
        method: 'POST',
        path: '/integrations/v1/orders/:id/payments',
        summary: 'Record a payment of an order',
        scope: 'payments:write',
        body: 'json',
        idempotencyKey,
        requires: requireExternalId,
        bodySchema: paymentSchema,
        example: { external_id: 'pay-1', amount_cents: 3998, method: 'card' },
        refusals: ['external_id_required', 'amount_out_of_range', 'currency_mismatch', 'not_found'],
        translate: translatePayment,
        reply,
      },
      {
        method: 'POST',
        path: '/integrations/v1/orders/:id/cancel',
        summary: 'Cancel an order that was not sent yet',
        scope: 'orders:cancel',
        body: 'optional',
        idempotencyKey,
        bodySchema: { type: 'object', properties: { reason: text(1000) } },
        example: { reason: 'the customer changed their mind' },
        refusals: ['not_found', 'order_not_cancellable'],
        translate({ params: { id = '' }, json: { reason } }) {
          if (!isUuid(id)) return fault('not_found');
          return {
            kind: 'command',
            command: { name: 'order.cancel', orderId: id, ...(typeof reason === 'string' && { reason }) },
          };
        },
        reply,
      },
      {
        method: 'POST',
        path: '/integrations/v1/payments/:id/refund',
        summary: 'Refund a payment in full',
        scope: 'payments:refund',
        body: 'optional',
        idempotencyKey,
        bodySchema: refundSchema,
        example: {},
        refusals: ['amount_out_of_range', 'not_found', 'partial_refund_not_supported'],
        translate: translateRefund,
        reply,
      },
      {
        method: 'POST',
        path: '/integrations/v1/clients',
        summary: 'Store a client or bring it up to date',
        scope: 'clients:write',
        body: 'json',
        idempotencyKey,
        requires: requireExternalId,
        bodySchema: clientSchema,
        example: { external_id: 'customer-7', email: 'ann@example.com', name: 'Ann Example', type: 'retail' },
        refusals: ['external_id_required', 'email_conflict'],
        translate: translateClient,
        reply,
      },
      {
        method: 'GET',
        path: '/integrations/v1/orders/by-external/:externalId',
        summary: 'Find an order by its external id',
        scope: null,
        body: 'none',
        refusals: ['not_found'],
        translate({ params: { externalId = '' } }) {
          if (!isExternalId(externalId)) return fault('not_found'); // nothing can have such an id
          return { kind: 'query', query: { name: 'order.by-external-id', externalId } };
        },
        reply,
      },
    ],
  },
  outbound,
});
