/**
 * The catalogue of events: facts about a tenant's objects that subscribers may be told. Names are `noun.past`.
 */

/** Every event type, in the order of the published catalogue. `webhook.test` cannot be subscribed to. */
export const eventTypes = [
  'order.created',
  'order.updated',
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'client.created',
  'client.updated',
  'vendor.created',
  'vendor.updated',
  'vendor.claimed',
  'payment.recorded',
  'payment.refunded',
  'shipment.tracking_added',
  'inventory.updated',
  'message.received',
  'session.created',
  'alert.raised',
  'alert.ended',
  'webhook.test',
] as const;

/** The name of one kind of event, for example `order.created`. */
export type EventType = (typeof eventTypes)[number];

/**
 * Made for one receiver; nobody can subscribe to them. `reply.queued` goes to a connector's relay, through its adapter;
 * `recipient.added` to a new e-mail address, by the hub itself.
 */
export type DirectedEventType = 'reply.queued' | 'recipient.added';

/** One fact, as an adapter's `outbound` receives it. It is the same object at every attempt. */
export interface HubEvent {
  /** UUID, constant for the event; null for a test, which is about nothing. */
  readonly id: string | null;
  readonly type: EventType | DirectedEventType;
  /** RFC 3339 UTC with milliseconds. */
  readonly createdAt: string;
  readonly organisationId: string;
  /** Null for events of the whole organisation. */
  readonly storeId: string | null;
  /** Counts the changes of the one object from 1, so that a receiver can drop what is older. 0 for a test. */
  readonly sequence: number;
  /** JSON text of `{ "<object>": {…} }`, as the read API shows the object. Text, so that no digit is lost. */
  readonly dataJson: string;
}
