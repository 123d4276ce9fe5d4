/**
 * The delivered document: flat, so that every scalar in it is a placeholder. What an event does not have is null.
 */
import type { HubEvent } from '../../core/sdk/index.ts';
import { clickIds, isCampaignField, pageFields, usualCampaignFields } from './attribution.ts';
import { eventNameOf } from './event-names.ts';
import { integerOf, parseExactly } from './exact-json.ts';
import { majorUnits } from './major-units.ts';
import { wireTime } from './wire-time.ts';

/** The document; its values are scalars, save `lines`. */
export type Payload = Readonly<Record<string, unknown>>;

type Json = Readonly<Record<string, unknown>>;

/** Makes the document of an event. An event about neither an order nor a session has the head only. */
export function describeEvent({ id, type, createdAt, storeId, dataJson }: HubEvent): Payload {
  const data = objectOf(parseExactly(dataJson));
  const head = { event: eventNameOf(type), event_id: id, created_at: wireTime(createdAt), store_id: storeId };
  if (type.startsWith('order.')) return { ...head, ...describeOrder(objectOf(data['order'])) };
  return type === 'session.created' ? { ...head, ...describeSession(objectOf(data['session'])) } : head;
}

function describeOrder(order: Json): Payload {
  const client = objectOf(order['client']);
  const session = objectOf(order['session']);
  const lines = Array.isArray(order['lines']) ? order['lines'].map(objectOf) : [];
  const amount = (amountMinor: bigint | undefined): string | null =>
    (amountMinor === undefined ? undefined : majorUnits(amountMinor, textOf(order['currency']) ?? '')) ?? null;
  return {
    order_id: textOf(order['id']),
    order_number: textOf(order['order_number']),
    external_id: textOf(order['external_id']),
    order_status: textOf(order['status']),
    payment_status: textOf(order['payment_status']),
    currency: textOf(order['currency']),
    order_total: amount(integerOf(order['total_cents'])),
    order_subtotal: amount(lines.reduce((sum, line) => sum + (integerOf(line['total_cents']) ?? 0n), 0n)),
    items_count: lines.length,
    customer_email: textOf(client['email']),
    customer_name: textOf(client['name']),
    ...campaignOf(session),
    ...pagesOf(session),
    lines,
  };
}

function describeSession(session: Json): Payload {
  const attributes = objectOf(session['attributes']);
  return { session_id: textOf(session['external_id']), ...pagesOf(attributes), ...campaignOf(attributes) };
}

function pagesOf(attributes: Json): Payload {
  return Object.fromEntries(pageFields.map((field) => [field, textOf(attributes[field])]));
}

function campaignOf(attributes: Json): Payload {
  const fields = new Set([...clickIds, ...usualCampaignFields, ...Object.keys(attributes).filter(isCampaignField)]);
  return Object.fromEntries([...fields].map((field) => [field, textOf(attributes[field])]));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}; // any object is a record
}
