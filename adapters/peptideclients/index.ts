/**
 * The peptideclients SDF protocol: a Stripe-like write API under /integrations/v1, and the outbound webhooks that go with
 * it. Status codes, authentication and set-up are in README.md beside this file.
 */
import { bearerClaim, defineAdapter, fault, type Fault, type InboundRequest, isExternalId, isFault, jsonReply, verifyTimestamped } from '../../core/sdk/index.ts';
import type { OrderBody } from './order-body.ts';
import { orderSchema } from './order-schema.ts';
import { readOrder } from './order.ts';
import { outbound } from './outbound.ts';
import { refuse, replyToOrder } from './replies.ts';

const toleranceSeconds = 300;

/** Both have a code of their own, and the id is asked for first. */
function requireOrderParts({ external_id, lines }: Readonly<Record<string, unknown>>): Fault | undefined {
  if (external_id == null) return fault('external_id_required');
  return Array.isArray(lines) && lines.length > 0 ? undefined : fault('lines_required');
}

function idempotencyKey({ headers }: InboundRequest): string | undefined {
  return headers['idempotency-key'];
}

export default defineAdapter({
  apiVersion: 1,
  format: 'peptideclients',
  version: '1.0.0',
  configSchema: { type: 'object', additionalProperties: false, properties: {} },
  keyPrefix: 'pck_int_',
  scopes: ['orders:write', 'orders:cancel', 'payments:write', 'payments:refund', 'clients:write'],
  inbound: {
    identify: bearerClaim,
    signature: {
      required: 'per-key',
      verify({ headers, body }, { secrets, nowSeconds }) {
        const header = headers['pc-signature'];
        if (header === undefined && headers['x-wc-webhook-signature'] !== undefined) return 'signature_invalid'; // schemes do not mix
        return verifyTimestamped({ header, body, secrets, nowSeconds, toleranceSeconds });
      },
    },
    probes: [{ method: 'GET', path: '/integrations/v1/health', reply: jsonReply(200, { ok: true }) }],
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
        translate({ json, store }) {
          const order = readOrder(json as unknown as OrderBody, store.currency); // the schema has held
          return isFault(order) ? order : { kind: 'command', command: { name: 'order.create', order } };
        },
        reply: replyToOrder,
      },
      {
        method: 'GET',
        path: '/integrations/v1/orders/by-external/:externalId',
        summary: 'Find an order by its external id',
        scope: null,
        body: 'none',
        translate({ params: { externalId = '' } }) {
          if (!isExternalId(externalId)) return fault('not_found'); // nothing can have such an id
          return { kind: 'query', query: { name: 'order.by-external-id', externalId } };
        },
        reply: replyToOrder,
      },
    ],
  },
  outbound,
});
