/**
 * Made-up outcomes of every kind that a translation can come to: for the laws of adapters, and for the examples of the
 * API reference, which are whatever an adapter's own wording makes of them.
 */
import type { Command, Query } from '../domain/command.ts';
import type { FoundOutcome, OrderOutcome, Outcome } from '../domain/outcome.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Translation } from './contract.ts';

/** Stands in every sample document: beyond 2^53, so a detour through a number would change it. */
export const largeNumber = '9007199254740993';

/** What the hub can make of a translation, short of a refusal; nothing for a fault. */
export function sampleOutcomes(translation: Translation): readonly Outcome[] {
  switch (translation.kind) {
    case 'command':
      return commandOutcomes(translation.command);
    case 'query':
      return [queryOutcome(translation.query)];
    case 'ignore':
      return [{ kind: 'ignored', reason: translation.reason }];
    case 'quarantine':
      return [{ kind: 'quarantined', reason: translation.reason }];
    case 'fault':
      return [];
    default:
      throw new Error(`the translation is of no known kind: ${String(translation satisfies never)}`);
  }
}

function queryOutcome(query: Query): Outcome {
  switch (query.name) {
    case 'order.by-external-id':
      return { kind: 'found', documentJson: `{"id":${largeNumber}}` };
    case 'subscription.list':
      return { kind: 'subscriptions', rows: [sampleSubscription], total: 1 };
    default:
      throw new Error(`the query has no known name: ${String(query satisfies never)}`);
  }
}

function commandOutcomes(command: Command): readonly Outcome[] {
  switch (command.name) {
    case 'order.create':
    case 'order.upsert':
    case 'order.merge':
      return changes.map(orderOutcome);
    case 'order.delete':
      return [orderOutcome('updated'), orderOutcome('unchanged'), { kind: 'ignored', reason: 'unknown order' }];
    case 'client.upsert':
      return changes.map((change) => ({
        kind: 'client',
        change,
        id: sampleId,
        externalId: 'sample-1',
      }));
    case 'order.cancel':
    case 'order.cancel-by-external-id':
      return changes.map((change) => ({
        kind: 'cancellation',
        change,
        id: sampleId,
        externalId: 'sample-1',
        cancelledAt: sampleTime,
      }));
    case 'payment.refund':
      return changes.map((change) => ({
        kind: 'refund',
        change,
        id: sampleId,
        orderId: sampleId,
        externalId: 'sample-1',
        refundedAt: sampleTime,
      }));
    case 'refund.record':
      return [orderOutcome('updated'), orderOutcome('unchanged')];
    case 'payment.record':
      return changes.map((change) => ({
        kind: 'payment',
        change,
        id: sampleId,
        orderId: sampleId,
        externalId: 'sample-1',
        amountCents: 1999,
        currency: 'EUR',
        status: 'recorded',
        orderCancelled: false,
      }));
    case 'message.receive':
      return (['created', 'unchanged'] as const).map((change) => ({
        kind: 'message',
        change,
        id: sampleId,
        externalId: 'sample-1',
        conversationId: sampleId,
      }));
    case 'session.record':
      return (['created', 'unchanged'] as const).map((change) => ({
        kind: 'session',
        change,
        id: sampleId,
        externalId: 'sample-1',
      }));
    case 'subscription.create':
      return [{ kind: 'subscription', change: 'created', subscription: sampleSubscription }];
    case 'subscription.change':
      return (['updated', 'unchanged'] as const).map((change) => ({
        kind: 'subscription',
        change,
        subscription: sampleSubscription,
      }));
    case 'subscription.delete':
      return [{ kind: 'subscription', change: 'deleted', subscription: sampleSubscription }];
    default:
      throw new Error(`the command has no known name: ${String(command satisfies never)}`);
  }
}

/** An order as the read API shows it, every field present. */
export function sampleDocument(): FoundOutcome {
  return { kind: 'found', documentJson: JSON.stringify(sampleOrder) };
}

const sampleId = '0198c1a2-7b3c-7d4e-8f50-617283940a5b';
const sampleTime = '2026-01-02T03:04:05.678Z';
/** Its number is beyond 2^53: a detour through a number would change it. */
const sampleSubscription: Subscription = {
  number: '298437652918374561',
  title: 'Order notifications',
  transport: 'http',
  eventTypes: ['order.created'],
  target: 'example.com/webhooks/orders',
  enabled: true,
  createdAt: sampleTime,
  updatedAt: sampleTime,
};
const changes = ['created', 'updated', 'unchanged'] as const;

function orderOutcome(change: OrderOutcome['change']): OrderOutcome {
  return {
    kind: 'order',
    change,
    id: sampleId,
    externalId: 'sample-1',
    status: 'open',
    paymentStatus: 'paid',
    currency: 'EUR',
    totalCents: 1999,
    clientId: null,
    payment:
      change === 'created' ? null : { id: sampleId, externalId: 'sample-1-payment', amountCents: 1999, status: 'recorded' },
    createdAt: sampleTime,
  };
}

const sampleAddress = {
  name: 'Ann Example',
  company: null,
  line1: '1 High Street',
  line2: null,
  city: 'London',
  region: null,
  postal_code: 'SW1A 1AA',
  country: 'GB',
  phone: null,
};

const sampleOrder = {
  id: sampleId,
  store_id: sampleId,
  external_id: 'shop-1001',
  source: 'peptideclients',
  order_number: '1001',
  status: 'open',
  payment_status: 'paid',
  fulfilment_status: 'unfulfilled',
  source_status: null,
  currency: 'EUR',
  shipping_cents: 0,
  fees_cents: 0,
  tax_cents: 0,
  discount_cents: 0,
  total_cents: 3998,
  refunded_cents: 0,
  totals_mismatch_cents: 0,
  rounded: false,
  client_id: sampleId,
  client: { id: sampleId, email: 'ann@example.com', name: 'Ann Example', phone: null },
  notes: null,
  session_id: null,
  session: null,
  shipping_address: sampleAddress,
  billing_address: null,
  metadata: null,
  lines: [
    {
      line_number: 1,
      external_ref: null,
      sku: 'W-1',
      description: 'Widget',
      quantity: 2,
      unit_price_cents: 1999,
      discount_cents: 0,
      tax_cents: 0,
      total_cents: 3998,
      status: 'active',
    },
  ],
  payments: [
    {
      id: sampleId,
      order_id: sampleId,
      external_id: 'pay-1',
      amount_cents: 3998,
      currency: 'EUR',
      method: 'card',
      transaction_id: null,
      status: 'recorded',
      paid_at: sampleTime,
      refunded_at: null,
      created_at: sampleTime,
      updated_at: sampleTime,
    },
  ],
  shipments: [],
  placed_at: sampleTime,
  cancelled_at: null,
  cancel_reason: null,
  created_at: sampleTime,
  updated_at: sampleTime,
};
