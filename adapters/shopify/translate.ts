/**
 * What a delivery means: by its topic, which says what kind of object the body is.
 *
 * Only the body is signed. The topic is a claim, so it chooses between readings of a body and is never taken as content: an
 * order is cancelled because the body says so, not because of orders/cancelled.
 */
import type { ParsedRequest, Translation } from '../../core/sdk/index.ts';
import type { ShopifyConfig } from './config.ts';
import { readCustomer } from './customer.ts';
import { orderId, readOrder } from './order.ts';
import { present } from './present.ts';
import { readRefund, shopCurrencyOf } from './refund.ts';
import { limits, SourceRecord } from './source-record.ts';

/** Shopify's topics look like this; anything else was garbled on the way, and is not repeated. */
const topicSyntax = /^[a-z][a-z0-9_]{0,60}[/.][a-z][a-z0-9_]{0,60}$/;

/** The translation of one delivery that has been proved. */
export function translate({ headers, json, store }: ParsedRequest<ShopifyConfig>): Translation {
  const topic = headers['x-shopify-topic']?.trim().toLowerCase() ?? '';
  const source = new SourceRecord(json);
  if (!topicSyntax.test(topic)) return translateByShape(source, store.currency);
  switch (topic) {
    case 'orders/create':
    case 'orders/paid':
    case 'orders/updated':
    case 'orders/cancelled':
    case 'orders/fulfilled':
      return translateOrder(source);
    case 'refunds/create':
      return translateRefund(source, store.currency);
    case 'customers/create':
    case 'customers/update':
      return translateCustomer(source);
    default:
      return { kind: 'ignore', reason: `topic ${topic}` };
  }
}

function translateOrder(source: SourceRecord): Translation {
  const { order, revision } = readOrder(source);
  if (source.problem !== undefined) return quarantined(source.problem, idOf(source, 'id'));
  return { kind: 'command', command: { name: 'order.upsert', order, revision } };
}

/** A refund names no currency of its own, so it is the shop's, as its prices show it, or else the store's. */
function translateRefund(source: SourceRecord, storeCurrency: string): Translation {
  const orderExternalId = orderId(source.required('order_id', source.id('order_id'), '0'));
  const currency = shopCurrencyOf(source) ?? transactionCurrency(source) ?? storeCurrency;
  const { externalId, amountCents, presentment } = readRefund(source, { currency });
  if (externalId === undefined) source.report('id', 'is missing');
  if (source.problem !== undefined || externalId === undefined) {
    return quarantined(source.problem ?? 'id is missing', idOf(source, 'order_id'));
  }
  const refund = { externalId, amountCents };
  return { kind: 'command', command: { name: 'refund.record', orderExternalId, refund, currency, ...present({ presentment }) } };
}

function translateCustomer(source: SourceRecord): Translation {
  const command = readCustomer(source);
  for (const list of ['line_items', 'refund_line_items']) if (source.has(list)) source.report(list, 'is no part of a customer');
  return source.problem === undefined ? { kind: 'command', command } : quarantined(source.problem, undefined);
}

/** A proxy may strip or garble the topic. A signed body that is plainly an order or a refund is one. */
function translateByShape(source: SourceRecord, storeCurrency: string): Translation {
  if (source.has('line_items') && source.has('financial_status')) return translateOrder(source);
  if (source.has('order_id') && source.has('refund_line_items')) return translateRefund(source, storeCurrency);
  return quarantined('there is no topic and the body is neither an order nor a refund', undefined);
}

function transactionCurrency(refund: SourceRecord): string | undefined {
  const [first] = refund.records('transactions');
  return first?.text('currency', limits.identifier);
}

function idOf(source: SourceRecord, field: string): string | undefined {
  const id = source.id(field);
  return id === undefined ? undefined : orderId(id);
}

function quarantined(reason: string, externalId: string | undefined): Translation {
  return { kind: 'quarantine', reason, ...(externalId !== undefined && { externalId }) };
}
