/**
 * The schemas of an order's timeline. They describe what `order_timeline` of the migrations makes.
 */
import { component, dictionary, flag, listOf, oneOf, orNull, record, text, time, uuid, whole } from '../../schemas/field.ts';
import type { JsonSchema } from '../../sdk/contract.ts';

const kind = (word: string): JsonSchema => ({ type: 'string', const: word, description: 'What kind of entry it is.' });
const scalars = (description: string) => dictionary(description, { type: ['string', 'number', 'boolean', 'null'] });

const request = record('A request that was about the order, whatever came of it.', {
  kind: kind('request'),
  at: time('When it arrived.'),
  id: uuid('The request, in the request log.'),
  method: text('HTTP method.', 'POST'),
  path: text('Without the query string.', '/integrations/v1/orders'),
  status_code: { type: 'integer', description: 'How it was answered.', examples: [201] },
  error_code: orNull(text('Why it was refused.', 'validation_failed'), 'it was not'),
  adapter: orNull(text('What read it, and in which version.', 'woocommerce@1.0.0'), 'nothing did'),
  connector_id: orNull(uuid('Through which connector it came.'), 'through none'),
  external_id: orNull(text("The storefront's id of what it was about.", 'shop-1001'), 'it named none'),
  duplicate: flag('True when what it brought was known already.'),
  replayed: flag('True when it was answered from an earlier one under the same Idempotency-Key.'),
  quarantined: flag('True when it was genuine and not understood; it is kept.'),
  reason: orNull(text('Why it was kept, ignored or remarkable.'), 'there is nothing to say'),
});

const change = record('Something that became so: the order, a payment or a shipment of it was made or changed.', {
  kind: kind('change'),
  at: time('When it became so.'),
  id: orNull(uuid('The event; its deliveries carry it.'), 'the event is no longer kept, or there never was one'),
  type: text('The type of the event.', 'order.updated'),
  sequence: whole('Counts the changes of the one object.', 1, 2),
  object_type: oneOf(['order', 'payment', 'shipment'], 'What was made or changed.'),
  object_id: uuid('Its id.'),
  request_id: orNull(uuid('The request that caused it, in the request log.'), 'no request did, or it is not known'),
  changed: orNull(
    listOf({ type: 'string' }, 'The fields that differ from the event before; empty when it was made.'),
    'the event before is no longer kept',
  ),
  before: orNull(scalars('What those that are no lists or objects were.'), 'it was made, or what it was is not known'),
  after: orNull(scalars('What they became; all of them when it was made.'), 'what it was is not known'),
});

const delivery = record('An event on its way to a subscriber.', {
  kind: kind('delivery'),
  at: time('When it was queued.'),
  id: uuid('The delivery.'),
  event_id: uuid('The event that it carries.'),
  event_type: text('The type of the event.', 'order.created'),
  endpoint_id: uuid('Where it goes.'),
  endpoint_url: text('Its URL or e-mail address, as it is now.', 'https://erp.example.com/hooks'),
  transport: oneOf(['http', 'email'], 'How it goes.'),
  status: oneOf(['pending', 'succeeded', 'failed', 'dropped', 'cancelled'], '`failed` is tried again, `dropped` is not.'),
  attempts_made: whole('How often it was tried.', 0, 1),
  next_attempt_at: orNull(time('When it is tried next.'), 'it is not'),
  finished_at: orNull(time('When it came to its end.'), 'it has not'),
});

/** By the names of their components. */
export const timelineSchemas: Readonly<Record<string, JsonSchema>> = {
  OrderTimeline: record('What happened to an order.', {
    rows: listOf(component('TimelineEntry'), 'Oldest first.'),
    truncated: flag('True when there was more of one kind than is shown.'),
  }),
  TimelineEntry: {
    description: 'One thing that happened.',
    anyOf: [component('TimelineRequest'), component('TimelineChange'), component('TimelineDelivery')],
  },
  TimelineRequest: request,
  TimelineChange: change,
  TimelineDelivery: delivery,
};
