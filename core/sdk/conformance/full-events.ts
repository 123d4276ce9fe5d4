/**
 * Events with every field of their object filled in, for the laws about deliveries: what an author's own samples lack is
 * where an adapter may read an address or a header from.
 */
import type { HubEvent } from '../../domain/event.ts';

/** The event whose object has every field, its free-form ones under the names that addresses usually have. */
export function fullEvent(type: HubEvent['type']): HubEvent {
  return {
    id,
    type,
    createdAt: time,
    organisationId: id,
    storeId: id,
    sequence: 1,
    dataJson: JSON.stringify(documentOf(type)),
  };
}

/** The data with every text replaced that a sender can choose; ids, moments and words of the hub's own stay, so that nothing stops short. */
export function withSendersTexts(value: unknown, replacement: string): unknown {
  if (Array.isArray(value)) return value.map((part: unknown) => withSendersTexts(part, replacement));
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? replacement : value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, isHubsOwn(name, part) ? part : withSendersTexts(part, replacement)]),
  );
}

const id = '0198c1a2-7b3c-7d4e-8f50-617283940a5b';
const time = '2026-01-02T03:04:05.678Z';
const text = 'x';

/** No adapter's author can be asked which names the metadata of their shop has; these are what addresses are called. */
const usualNames =
  'url uri href link host hostname domain origin server path site shop address target endpoint ' +
  'destination callback callback_url callbackUrl webhook webhook_url webhookUrl notify notify_url ' +
  'notifyUrl notification_url return_url returnUrl redirect redirect_url relay relay_url reply_to ' +
  'reply_url api_url base_url landing_url referrer website id key token name number order_id ' +
  'order_number reference channel tag source trace_id gclid fbclid utm_source utm_medium utm_campaign ' +
  'utm_term utm_content utm_id';
const freeForm = Object.fromEntries(usualNames.split(' ').map((name) => [name, text]));

const times = { created_at: time, updated_at: time };
const address = {
  name: text,
  company: text,
  line1: text,
  line2: text,
  city: text,
  region: text,
  postal_code: text,
  country: 'GB',
  phone: text,
};
const payment = {
  id,
  order_id: id,
  external_id: text,
  amount_cents: 1999,
  currency: 'EUR',
  method: text,
  transaction_id: text,
  status: 'recorded',
  paid_at: time,
  refunded_at: time,
  ...times,
};
const shipment = { id, carrier: text, tracking_number: text, tracking_url: text, created_at: time };
const line = {
  line_number: 1,
  external_ref: text,
  sku: text,
  description: text,
  quantity: 1,
  unit_price_cents: 1999,
  discount_cents: 0,
  tax_cents: 0,
  total_cents: 1999,
  status: 'active',
};
const order = {
  id,
  store_id: id,
  external_id: text,
  source: 'peptideclients',
  order_number: text,
  status: 'open',
  payment_status: 'paid',
  fulfilment_status: 'unfulfilled',
  source_status: text,
  currency: 'EUR',
  shipping_cents: 0,
  fees_cents: 0,
  tax_cents: 0,
  discount_cents: 0,
  total_cents: 1999,
  refunded_cents: 0,
  totals_mismatch_cents: 0,
  rounded: false,
  client_id: id,
  client: { id, email: text, name: text, phone: text },
  notes: text,
  session_id: text,
  session: freeForm,
  shipping_address: address,
  billing_address: address,
  metadata: freeForm,
  lines: [line],
  payments: [payment],
  shipments: [shipment],
  placed_at: time,
  cancelled_at: time,
  cancel_reason: text,
  ...times,
};

function documentOf(type: HubEvent['type']): object {
  switch (type) {
    case 'order.created':
    case 'order.updated':
    case 'order.shipped':
    case 'order.delivered':
    case 'order.cancelled':
      return { order };
    case 'client.created':
    case 'client.updated':
      return {
        client: { id, store_id: id, email: text, name: text, phone: text, type: 'retail', tags: [text], address, ...times },
      };
    case 'vendor.created':
    case 'vendor.updated':
    case 'vendor.claimed':
      return {
        vendor: {
          id,
          name: text,
          email: text,
          phone: text,
          website: text,
          notes: text,
          status: 'claimed',
          claimed_at: time,
          ...times,
        },
      };
    case 'payment.recorded':
    case 'payment.refunded':
      return { payment };
    case 'shipment.tracking_added':
      return { shipment: { ...shipment, order_id: id, external_id: text } };
    case 'inventory.updated':
      return {
        product: {
          id,
          store_id: id,
          sku: text,
          title: text,
          price_cents: 1999,
          currency: 'EUR',
          stock_quantity: 1,
          published: true,
          ...times,
        },
      };
    case 'message.received':
      return {
        message: {
          id,
          conversation_id: id,
          store_id: id,
          direction: 'inbound',
          channel_code: text,
          message_type_code: text,
          buyer_email: text,
          buyer_name: text,
          external_id: text,
          body: text,
          details: freeForm,
          created_at: time,
        },
      };
    case 'session.created':
      return { session: { id, store_id: id, external_id: text, attributes: freeForm, created_at: time } };
    case 'alert.raised':
    case 'alert.ended':
      return {
        alert: {
          id,
          status: 'raised',
          code: 'signature_failures',
          severity: 'warning',
          title: text,
          detail: text,
          store_id: id,
          connector_id: id,
          endpoint_id: id,
          count: 1,
          link: text,
          since: time,
          raised_at: time,
          ended_at: time,
        },
      };
    case 'webhook.test':
      return { webhook: { id, message: text } };
    case 'reply.queued':
      return {
        reply: {
          reply_id: id,
          thread_id: id,
          buyer_email: text,
          subject: text,
          reply_body: text,
          buyer_name: text,
          external_thread_id: text,
          sent_at: time,
        },
      };
    case 'recipient.added':
      return { recipient: { id, email: text } };
    default:
      throw new Error(`the event is of no known type: ${String(type satisfies never)}`);
  }
}

/** Ids, moments and words from closed sets: no sender can put an address there. */
function isHubsOwn(name: string, value: unknown): boolean {
  return (
    value === id ||
    value === time ||
    (/^(status|payment_status|fulfilment_status|currency|source|type|direction|country)$/.test(name) && value !== text)
  );
}
