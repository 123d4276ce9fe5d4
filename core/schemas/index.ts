/**
 * Every schema that the hub publishes, by the name of its component: the documents that the read API lists and that events
 * carry, and the bodies of the events.
 */
import type { JsonSchema } from '../sdk/contract.ts';
import { alertSchemas } from './alert.ts';
import { eventSchemas } from './event.ts';
import { cents, currency, flag, orNull, record, text, time, uuid, whole } from './field.ts';
import { orderSchemas } from './order.ts';
import { peopleSchemas } from './people.ts';

const product = record("A product that the organisation's stores sell: one for each SKU.", {
  id: uuid("The hub's id of the product."),
  store_id: orNull(uuid('The store that sells it.'), 'every store of the organisation does'),
  sku: text('The SKU, unique in the organisation.', 'MUG-1'),
  title: text('What it is called.', 'Mug'),
  price_cents: orNull(cents('The price of one.'), 'not known'),
  currency: orNull(currency('The currency of the price.'), 'none was given'),
  stock_quantity: orNull(whole('How many are there.', 0, 12), 'nobody counts'),
  published: flag('Whether it is on sale. The lists have only what is; an event may carry one that is not.'),
  created_at: time('When the hub stored it.'),
  updated_at: time('When it last changed in the hub.'),
});

/** All of them. */
export const schemas: Readonly<Record<string, JsonSchema>> = {
  ...orderSchemas,
  ...peopleSchemas,
  Product: product,
  ...alertSchemas,
  ...eventSchemas,
};
