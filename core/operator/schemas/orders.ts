/**
 * The schemas of what operators see beside the documents of the read API: the trail of an order, and products with what is
 * not published.
 */
import { currency, flag, listOf, orNull, record, text, time, uuid, whole } from '../../schemas/field.ts';
import { orderFields, paymentFields } from '../../schemas/order.ts';
import type { JsonSchema } from '../../sdk/contract.ts';

const reference = record('Under which id a storefront knows the order.', {
  store_id: uuid('The store.'),
  source: text('The payload format that it came in.', 'peptideclients'),
  external_id: text("The storefront's id of the order.", 'shop-1001'),
});

const event = record('Something that happened to the order.', {
  event_id: uuid('The event; its deliveries carry it.'),
  type: text('The type of the event.', 'order.created'),
  sequence: whole('Counts the changes of the order.', 1, 1),
  at: time('When it happened.'),
});

/** The schemas by the names of their components. */
export const orderDetailSchemas: Readonly<Record<string, JsonSchema>> = {
  OrderDetail: record('An order with where it came from and what happened to it.', {
    ...orderFields,
    external_references: listOf(reference, 'Under which ids storefronts know it.'),
    history: listOf(event, 'Its events that are still kept, oldest first.'),
  }),
  RefundedPayment: record('A payment that was given back.', {
    ...paymentFields,
    already_refunded: flag('True when it was so before, and nothing changed.'),
  }),
  Product: record("A product that the organisation's stores sell: one for each SKU.", {
    id: uuid("The hub's id of the product."),
    sku: text('The SKU, unique in the organisation.', 'MUG-1'),
    title: text('What it is called.', 'Mug'),
    store_id: orNull(uuid('The store that sells it.'), 'every store of the organisation does'),
    price: orNull(whole('The price of one, in minor units of `currency`.', 0, 1999), 'not known'),
    currency: orNull(currency('The currency of the price.'), 'there is no price'),
    stock_quantity: orNull(whole('How many are there.', 0, 12), 'nobody counts'),
    published: flag('Whether it is on sale, and in the lists of the read API.'),
    created_at: time('When the hub stored it.'),
    updated_at: time('When it last changed.'),
  }),
  ProductCount: record('What became of a list of products.', {
    created: whole('How many were new.', 0, 2),
    updated: whole('How many were there already, changed or not.', 0, 1),
  }),
};
