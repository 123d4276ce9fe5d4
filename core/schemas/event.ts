/**
 * The events of the catalogue as schemas: the envelope of each type, and when it is sent. What an adapter with an envelope
 * of its own makes of an event is described by that adapter.
 */
import { type EventType, eventTypes } from '../domain/event.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import { component, orNull, record, text, time, uuid, whole } from './field.ts';

/** What there is to say of one type. */
export interface EventFacts {
  /** The key under `data`. */
  readonly object: string;
  /** The component that stands there. */
  readonly schema: string;
  /** One sentence: when the event is sent. */
  readonly when: string;
  /** Whether its object belongs to a store. */
  readonly store: 'always' | 'never' | 'sometimes';
}

const ofOrder = { object: 'order', schema: 'Order', store: 'always' } as const;
const ofClient = { object: 'client', schema: 'Client', store: 'always' } as const;
const ofVendor = { object: 'vendor', schema: 'Vendor', store: 'never' } as const;
const ofAlert = { object: 'alert', schema: 'Alert', store: 'sometimes' } as const;
const ofPayment = { object: 'payment', schema: 'Payment', store: 'always' } as const;

/** Every type of the catalogue. */
export const eventFacts: Readonly<Record<EventType, EventFacts>> = {
  'order.created': {
    ...ofOrder,
    when: 'An order was stored for the first time, or one that was cancelled before it came has come.',
  },
  'order.updated': {
    ...ofOrder,
    when: 'The storefront changed, restored or deleted the order, or a payment or refund changed what is paid.',
  },
  'order.shipped': { ...ofOrder, when: 'An operator marked the order as shipped.' },
  'order.delivered': { ...ofOrder, when: 'An operator marked the order as delivered.' },
  'order.cancelled': { ...ofOrder, when: 'The order was cancelled, by its storefront or by an operator.' },
  'client.created': { ...ofClient, when: 'A buyer was seen for the first time, or an operator added one.' },
  'client.updated': { ...ofClient, when: 'More became known of a client, or something changed.' },
  'vendor.created': { ...ofVendor, when: 'A vendor was added.' },
  'vendor.updated': { ...ofVendor, when: 'Something about a vendor changed.' },
  'vendor.claimed': { ...ofVendor, when: "A vendor's own people took their entry over." },
  'payment.recorded': { ...ofPayment, when: 'A payment came, with an order or after it, or the order became paid.' },
  'payment.refunded': { ...ofPayment, when: 'A payment was refunded in full.' },
  'shipment.tracking_added': {
    object: 'shipment',
    schema: 'Shipment',
    store: 'always',
    when: 'A parcel of an order got a tracking number.',
  },
  'inventory.updated': {
    object: 'product',
    schema: 'Product',
    store: 'sometimes',
    when: 'The stock of a product became known, changed, or is no longer counted.',
  },
  'message.received': { object: 'message', schema: 'Message', store: 'always', when: 'A buyer wrote to a store.' },
  'session.created': { object: 'session', schema: 'Session', store: 'always', when: 'A visit was recorded for the first time.' },
  'alert.raised': { ...ofAlert, when: 'Something went wrong that an operator should know of.' },
  'alert.ended': { ...ofAlert, when: 'What an alert told of is over, and has been for a while.' },
  'webhook.test': {
    object: 'webhook',
    schema: 'WebhookTest',
    store: 'sometimes',
    when: 'Somebody asked for a test of this endpoint; nothing has happened.',
  },
};

/** The name of the component that describes the body of this type: `OrderCreatedEvent`. */
export function eventSchemaName(type: EventType): string {
  const words = type.split(/[._]/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return `${words.join('')}Event`;
}

/** The schemas of the bodies, by the names of their components. */
export const eventSchemas: Readonly<Record<string, JsonSchema>> = {
  ...Object.fromEntries(eventTypes.map((type) => [eventSchemaName(type), envelopeOf(type)])),
  WebhookTest: record('What a test carries.', {
    id: uuid('The endpoint that is tested.'),
    message: text('A sentence for whoever looks at it.'),
  }),
};

function envelopeOf(type: EventType): JsonSchema {
  const { object, schema, when, store } = eventFacts[type];
  const isTest = type === 'webhook.test';
  return record(when, {
    id: isTest
      ? { type: 'null', description: 'Null: a test is about nothing that happened.' }
      : uuid('The event; the same at every endpoint and every attempt.'),
    type: { type: 'string', const: type, description: 'The type of the event.' },
    created_at: time(isTest ? 'When the test was asked for.' : 'When it happened.'),
    org_id: uuid('The organisation.'),
    store_id: storeOf(store, isTest),
    sequence: isTest
      ? { type: 'integer', const: 0, description: 'Always 0.' }
      : whole(
          'Counts the changes of this one object, told or not; ignore what is not greater than the last one that you saw.',
          1,
          1,
        ),
    data: record('The whole object as it was when the event happened.', { [object]: component(schema) }),
  });
}

function storeOf(store: EventFacts['store'], isTest: boolean): JsonSchema {
  switch (store) {
    case 'always':
      return uuid('The store of the object.');
    case 'never':
      return { type: 'null', description: 'Null: the object belongs to the whole organisation.' };
    case 'sometimes':
      return isTest
        ? orNull(uuid('The store that the endpoint is limited to.'), 'it hears of every store')
        : orNull(uuid('The store of the object.'), 'the object belongs to the whole organisation');
    default:
      throw new Error(`an event has no known relation to a store: ${String(store satisfies never)}`);
  }
}
