/**
 * What a delivery means: by its topic, and by its body where the body knows better.
 *
 * Only the body is signed. The topic is a claim, so it chooses between readings of a body and is never taken as content.
 * Everything under an order topic that cannot be read is quarantined with the field that is in the way, never its value.
 */
import type { ParsedRequest, Translation } from '../../core/sdk/index.ts';
import { readCustomer } from './customer.ts';
import { unwrapCustomer, unwrapOrder } from './legacy-api.ts';
import { orderId, readOrder } from './order.ts';
import { isDraft } from './order-status.ts';
import { SourceRecord } from './source-record.ts';

type Json = Readonly<Record<string, unknown>>;

/** WooCommerce's own topics and its plugins' look like this; anything else was garbled on the way, and is not repeated. */
const topicSyntax = /^[a-z][a-z0-9_-]{0,40}\.[a-z][a-z0-9_/-]{0,60}$/;

/** The translation of one delivery that has been proved. */
export function translate(request: ParsedRequest): Translation {
  const { json } = request;
  if (isRestError(json)) return ignored('error object');
  const topic = request.headers['x-wc-webhook-topic']?.trim().toLowerCase() ?? '';
  if (!topicSyntax.test(topic)) return translateByShape(request);
  switch (topic) {
    case 'order.created':
    case 'order.updated':
      return translateOrder(request, false);
    case 'order.restored':
      return translateOrder(request, true);
    case 'order.deleted':
      return translateDeletion(json);
    case 'customer.created':
    case 'customer.updated':
      return translateCustomer(request);
    default:
      return ignored(`topic ${topic}`);
  }
}

function translateOrder({ json, store }: ParsedRequest, restores: boolean): Translation {
  const body = unwrapOrder(json);
  if (isSubscription(body)) return { kind: 'quarantine', reason: 'the body is a subscription, not an order' };
  const source = new SourceRecord(body);
  if (isDraft(source.textIfAny('status') ?? '')) return { kind: 'ignore', reason: 'draft', ...externalIdOf(body) };
  const { order, revision } = readOrder(source, store);
  if (source.problem !== undefined) return { kind: 'quarantine', reason: source.problem, ...externalIdOf(body) };
  return {
    kind: 'command',
    command: { name: 'order.upsert', order, revision: restores ? { ...revision, restores } : revision },
  };
}

/** A deletion carries nothing but the id. */
function translateDeletion(json: Json): Translation {
  const body = unwrapOrder(json);
  // Only the body is signed: an order that somebody captured must not become a deletion under another topic.
  if (Object.keys(body).some((name) => name !== 'id'))
    return { kind: 'quarantine', reason: 'a deletion holds nothing but an id' };
  const source = new SourceRecord(body);
  const id = source.required('id', source.id('id'), '0');
  if (source.problem !== undefined) return { kind: 'quarantine', reason: source.problem };
  return { kind: 'command', command: { name: 'order.delete', externalId: orderId(id) } };
}

function translateCustomer({ json, store }: ParsedRequest): Translation {
  const source = new SourceRecord(unwrapCustomer(json));
  const command = readCustomer(source, store.timezone);
  return source.problem === undefined ? { kind: 'command', command } : { kind: 'quarantine', reason: source.problem };
}

/**
 * A proxy may strip or garble the topic. A signed body that is plainly an order is one, and may create or change it, never
 * delete it.
 */
function translateByShape(request: ParsedRequest): Translation {
  const body = unwrapOrder(request.json);
  if (isSubscription(body)) return ignored('subscription');
  if (Object.hasOwn(body, 'line_items') && Object.hasOwn(body, 'status')) return translateOrder(request, false);
  return { kind: 'quarantine', reason: 'there is no topic and the body is not an order' };
}

/** What WooCommerce signs and sends when the order is gone before its delivery was built. */
function isRestError(json: Json): boolean {
  const { code } = json;
  return typeof code === 'string' && code.startsWith('woocommerce_rest_') && !Object.hasOwn(json, 'id');
}

/** A subscription has every field of an order, a status of its own, and a period. */
function isSubscription(json: Json): boolean {
  return Object.hasOwn(json, 'billing_period') && Object.hasOwn(json, 'billing_interval');
}

function externalIdOf(body: Json): { externalId?: string } {
  const id = new SourceRecord(body).id('id');
  return id === undefined ? {} : { externalId: orderId(id) };
}

function ignored(reason: string): Translation {
  return { kind: 'ignore', reason };
}
