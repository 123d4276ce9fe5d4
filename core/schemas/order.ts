/**
 * The schemas of an order and of what belongs to it: lines, payments, shipments. They describe what the functions
 * `order_document` and `payment_document` of the migrations make; a test holds one against the other.
 */
import type { FulfilmentStatus, OrderStatus, PaymentStatus } from '../domain/order.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import {
  cents,
  component,
  currency,
  dictionary,
  type Fields,
  flag,
  listOf,
  oneOf,
  orNull,
  record,
  text,
  time,
  uuid,
  whole,
} from './field.ts';

/** Where an order can stand. */
export const orderStatuses: readonly OrderStatus[] = ['open', 'fulfilled', 'cancelled', 'closed', 'failed', 'deleted'];
/** What can have been paid of an order. */
export const paymentStatuses: readonly PaymentStatus[] = [
  'unpaid',
  'awaiting',
  'authorized',
  'partially_paid',
  'paid',
  'partially_refunded',
  'refunded',
  'void',
  'failed',
];
/** What can have been sent of an order. */
export const fulfilmentStatuses: readonly FulfilmentStatus[] = ['unfulfilled', 'shipped', 'delivered', 'cancelled'];

/** The fields of an order. */
export const orderFields: Fields = {
  id: uuid("The hub's id of the order."),
  store_id: uuid('The store that it belongs to.'),
  external_id: text("The storefront's id of the order, unique for ever in the store.", 'shop-1001'),
  source: text('The payload format that it came in.', 'peptideclients'),
  order_number: orNull(text('What people call the order; it identifies nothing.', '1001'), 'the storefront gave none'),
  status: oneOf(orderStatuses, 'Where the order stands.'),
  payment_status: oneOf(paymentStatuses, 'What has been paid of it.'),
  fulfilment_status: oneOf(fulfilmentStatuses, 'What has been sent of it.'),
  source_status: orNull(text("The storefront's own word for the status.", 'processing'), 'it has none'),
  currency: currency('The currency of every amount of the order.'),
  shipping_cents: cents('What shipping costs, without tax.', 500),
  fees_cents: cents('What the storefront adds as fees.', 0),
  tax_cents: cents('Tax, as its storefront states it for the order: of the whole order or beside that of the lines.', 0),
  discount_cents: cents('Discount, as its storefront states it for the order.', 0),
  total_cents: cents('What the order costs, as its storefront says; never repaired.', 4498),
  refunded_cents: cents('What has been given back.', 0),
  totals_mismatch_cents: cents('The total less the sum of its parts; 0 when they add up.', 0),
  rounded: flag('True when an amount did not fit the currency exactly and was rounded half to even.'),
  client_id: orNull(uuid('The buyer.'), 'the order names nobody'),
  client: orNull(component('OrderClient'), 'the order names nobody'),
  notes: orNull(text('What the buyer or the storefront wrote beside the order.'), 'nothing'),
  session_id: orNull(text("The storefront's id of the visit that led to the order.", 'visit-1'), 'the order names none'),
  session: orNull(component('SessionAttributes'), 'the order names no visit, or nothing is known of it'),
  shipping_address: orNull(component('Address'), 'none was given'),
  billing_address: orNull(component('Address'), 'none was given'),
  metadata: orNull(dictionary('What the storefront keeps with the order, under its own names.'), 'nothing'),
  lines: listOf(component('OrderLine'), 'The positions, by `line_number`; empty when an order was cancelled before it came.'),
  payments: listOf(component('Payment'), 'The money that moved, oldest first.'),
  shipments: listOf(component('OrderShipment'), 'The parcels, oldest first.'),
  placed_at: orNull(time('When the buyer placed it.'), 'the storefront did not say'),
  cancelled_at: orNull(time('When it was cancelled.'), 'it is not cancelled'),
  cancel_reason: orNull(text('Why it was cancelled.', 'changed their mind'), 'it is not cancelled, or nobody said why'),
  created_at: time('When the hub stored it.'),
  updated_at: time('When it last changed in the hub.'),
};

const orderLine = record('One position of an order.', {
  line_number: whole('Its place in the order, from 1.', 1, 1),
  external_ref: orNull(text("The storefront's own id of the line.", 'line-1'), 'it gave none'),
  sku: orNull(text('The SKU of what was bought.', 'MUG-1'), 'the storefront gave none'),
  description: text('What was bought, as the storefront words it; not escaped for HTML.', 'Mug'),
  quantity: { type: 'number', description: 'How many: an exact decimal, which a float may not hold whole.', examples: [2] },
  unit_price_cents: cents('The price of one.'),
  discount_cents: cents('The discount on the line.', 0),
  tax_cents: cents('The tax on the line.', 0),
  total_cents: cents('What its storefront calls the total of the line.', 3998),
  status: oneOf(['active', 'cancelled'], 'Whether the line still counts.'),
});

const orderClient = record('The buyer, in short, as known now and not when the order was placed.', {
  id: uuid('The id of the client.'),
  email: orNull(text('E-mail address.', 'ada@example.com'), 'not known'),
  name: orNull(text('Name.', 'Ada'), 'not known'),
  phone: orNull(text('Telephone number, as it was written.', '+44 20 7946 0000'), 'not known'),
});

const parcel = {
  carrier: text('Who carries the parcel.', 'Royal Mail'),
  tracking_number: text("The carrier's number of the parcel.", 'RM123456789GB'),
  tracking_url: orNull(text('Where it can be followed.', 'https://track.example.com/RM123456789GB'), 'no page is known'),
  created_at: time('When the hub was told.'),
};

const orderShipment = record('A parcel of the order that holds it.', { id: uuid('The id of the shipment.'), ...parcel });

const shipment = record('A parcel and its order.', {
  id: uuid('The id of the shipment.'),
  order_id: uuid('The order that it belongs to.'),
  external_id: text("The storefront's id of that order.", 'shop-1001'),
  ...parcel,
});

/** The fields of a payment. */
export const paymentFields: Fields = {
  id: uuid("The hub's id of the payment."),
  order_id: uuid('The order that it paid for.'),
  external_id: text("The storefront's id of the payment, unique for ever in the store.", 'pay-1'),
  amount_cents: cents('How much.', 4498),
  currency: currency('The currency of the order.'),
  method: orNull(text('How it was paid.', 'card'), 'the storefront did not say'),
  transaction_id: orNull(text("The payment provider's own reference.", 'ch_3P'), 'none is known'),
  status: oneOf(['recorded', 'refunded'], 'Whether it was given back; payments are given back in full or not at all.'),
  paid_at: orNull(time('When it was paid.'), 'not known'),
  refunded_at: orNull(time('When it was given back.'), 'it was not'),
  created_at: time('When the hub stored it.'),
  updated_at: time('When it last changed in the hub.'),
};

/** The schemas by the names of their components. */
export const orderSchemas: Readonly<Record<string, JsonSchema>> = {
  Order: record('An order of a store, whatever its storefront calls the parts of it.', orderFields),
  OrderLine: orderLine,
  OrderClient: orderClient,
  OrderShipment: orderShipment,
  Payment: record('Money that moved for an order.', paymentFields),
  Shipment: shipment,
};
