/**
 * What each target of a mapping is, in the words of JSON Schema, for whoever edits a mapping. Which targets there are is
 * mapping-targets.ts's to say.
 */
import type { JsonSchema } from '../../../core/sdk/index.ts';
import { lineFields, type OrderField, partsOf, wholeTargets } from './mapping-targets.ts';

const descriptions: Readonly<Record<OrderField, string>> = {
  order_id: 'What the partner calls the order. Required: under this name or through an expression.',
  order_number: 'The number that people read, where it is another one.',
  currency: "ISO 4217, such as EUR. Without it the order is in the store's currency.",
  placed_at: 'When it was ordered. A time without a zone is in UTC.',
  notes: 'What the buyer or the partner remarked.',
  payment_status: 'One of unpaid, awaiting, authorized, partially_paid, paid, partially_refunded, refunded, void, failed.',
  shipping: 'What shipping costs, in major units: 4.95.',
  tax: 'Tax of the order as a whole, in major units.',
  discount: 'What is taken off the order as a whole, in major units.',
  total: 'The total, in major units. Without it, it is added up.',
  metadata: 'An object of whatever else should be kept.',
  items: 'The lines: a list of objects with sku, quantity, unit_price and so on. Required, or column by column.',
  shipping_address: 'An object, or a text that is its first line. Required, or part by part.',
  billing_address: 'An object, or a text that is its first line.',
  buyer: 'An object with external_id, email, name and phone.',
};

/** The targets by their names, in the order in which they are best read. */
export function targetSchemas(expression: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const described = wholeTargets.flatMap((field): readonly (readonly [string, string])[] => [
    [field, descriptions[field]],
    ...(partsOf[field] ?? []).map((part) => [`${field}.${part}`, `Only the ${part} of ${field}.`] as const),
    ...(field === 'items' ? lineFields.map((column) => [`items[].${column}`, `Each line's ${column}, as a list.`] as const) : []),
  ]);
  return Object.fromEntries(described.map(([name, description]) => [name, { ...expression, title: name, description }]));
}
