/**
 * The schemas of what goes out: webhook endpoints, deliveries with their attempts, and recoveries.
 */
import {
  component,
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
} from '../../schemas/field.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import { secretShownOnce } from './connectors.ts';

const endpoint: Fields = {
  id: uuid('The id of the endpoint.'),
  org_id: uuid('The organisation.'),
  store_id: orNull(uuid('The store whose events it gets.'), 'every store of the organisation'),
  format: text('The format of what it gets.', 'peptideclients'),
  connector_id: orNull(uuid('The connector that made it, through its own API or its settings.'), 'an operator made it'),
  transport: oneOf(['http', 'email'], 'How it is reached.'),
  url: text('Where it is: a URL or, by e-mail, an address.', 'https://app.example.com/hook'),
  description: orNull(text('What people say of it.'), 'nothing'),
  event_types: listOf({ type: 'string' }, 'The types of events that it gets.'),
  headers: dictionary('Headers that are sent along; members see `[hidden]` for their values.', { type: 'string' }),
  max_attempts: whole('How often a delivery is tried, in all.', 1, 5),
  retry_schedule: orNull(listOf({ type: 'string' }, 'The delays between attempts; the last one repeats.'), "the hub's own"),
  throttle_per_second: orNull(whole('How many attempts start in a second, at most.', 1, 10), 'no limit'),
  concurrency: orNull(whole('How many attempts are under way at once, at most.', 1, 4), 'no limit of its own'),
  paused: flag('Whether its deliveries wait.'),
  standard_webhooks: flag('Whether the headers of Standard Webhooks are sent as well.'),
  enabled: flag('Whether it gets events.'),
  disabled_reason: orNull(text('Why the hub disabled it.'), 'it is enabled, or an operator disabled it'),
  failing_since: orNull(time('When the first failure since its last success came.'), 'there was none'),
  spared_until: orNull(
    time('It fails and fails: until then nothing is sent, and one attempt after it finds out whether it is back.'),
    'it is not spared',
  ),
  previous_secret_expires_at: orNull(time('Until when the secret before the last rotation still signs.'), 'there is none'),
  created_at: time('When it was made.'),
  updated_at: time('When it last changed.'),
};

const deliveryStatus = oneOf(
  ['pending', 'succeeded', 'failed', 'dropped', 'cancelled'],
  'Where it stands: `failed` is tried again; `dropped` is not, unless an operator asks; `cancelled`: its endpoint is gone.',
);

const delivery: Fields = {
  id: uuid('The id of the delivery, which every attempt has as `X-PC-Delivery-Id`.'),
  event_id: uuid('The event that is delivered.'),
  event_type: text('Its type.', 'order.created'),
  endpoint_id: uuid('Where to.'),
  subscription_id: orNull(
    text(
      "The storefront's id of the webhook that asked for it: more digits than a number of JavaScript holds.",
      '298437652918374561',
    ),
    'no storefront did',
  ),
  status: deliveryStatus,
  attempts_made: whole('How many attempts were made, the one on its way included.', 0, 1),
  next_attempt_at: orNull(time('When it is tried again.'), 'it is not'),
  created_at: time('When it was queued.'),
  finished_at: orNull(time('When it came to its end.'), 'it has not'),
};

const event = record('The event as it is stored.', {
  id: uuid('The id of the event.'),
  type: text('Its type.', 'order.created'),
  created_at: time('When it happened.'),
  org_id: uuid('The organisation.'),
  store_id: orNull(uuid('The store of its object.'), 'the object belongs to the whole organisation'),
  sequence: whole('Counts the changes of its object.', 0, 1),
  data: orNull(dictionary('The object as it was then.'), 'it is not shown: a link that only its owner may follow is in it'),
});

const recovery: Fields = {
  id: uuid('The id of the recovery.'),
  endpoint_id: uuid('The endpoint.'),
  since: time('From when on deliveries are meant.'),
  until: time('Before when they are meant.'),
  status: listOf({ type: 'string', enum: ['dropped', 'failed'] }, 'Which of them are meant.'),
  state: oneOf(['running', 'done', 'cancelled'], 'How far it is.'),
  count: whole('How many deliveries there were when it was asked for.', 0, 40),
  queued: whole('How many of them are queued so far.', 0, 16),
  created_at: time('When it was asked for.'),
  finished_at: orNull(time('When it came to its end.'), 'it still runs'),
};

/** The schemas by the names of their components. */
export const webhookSchemas: Readonly<Record<string, JsonSchema>> = {
  WebhookEndpoint: record('Where events are delivered to.', endpoint),
  WebhookEndpointCreated: record('A new endpoint with its secret.', { ...endpoint, signing_secret_plain: secretShownOnce }),
  EventTypeFacts: record('Something that happens, and that an endpoint can subscribe to.', {
    type: text('The type, as an endpoint names it.', 'order.created'),
    object: text('The kind of object that the event is about, and the key that it has under `data`.', 'order'),
    description: text('When it is sent.', 'The order was cancelled, by its storefront or by an operator.'),
  }),
  WebhookTestQueued: record('A test event on its way.', { delivery_id: uuid('Its delivery.') }),
  GraceEnded: record('Only one secret counts now.', {
    id: uuid('The id of the endpoint.'),
    previous_secret_expires_at: { type: 'null', description: 'Always null.' },
  }),
  UrlVerdicts: record('What the hub says of URLs, in the order in which they were given.', {
    rows: listOf(
      record('One URL.', {
        url: text('The URL.', 'https://app.example.com/hook'),
        error: orNull(oneOf(['https_required', 'url_not_allowed'], 'Why nothing would be delivered there.'), 'it is allowed'),
        detail: orNull(text('The same in a sentence.'), 'it is allowed'),
      }),
      'One for each URL.',
    ),
  }),
  Delivery: record('One event on its way to one endpoint.', delivery),
  DeliveryDetail: record('A delivery with what is delivered and its attempts.', {
    ...delivery,
    endpoint_url: orNull(text('Where it goes: a URL or an e-mail address.', 'https://app.example.com/hook'), 'no longer kept'),
    transport: orNull(oneOf(['http', 'email'], 'How it goes.'), 'no longer kept'),
    event: orNull(event, 'no longer kept'),
    attempts: listOf(component('DeliveryAttempt'), 'What was tried so far, oldest first.'),
  }),
  DeliveryAttempt: record('One attempt of a delivery.', {
    number: whole('Counts the attempts from 1.', 1, 1),
    at: time('When it began.'),
    status_code: orNull({ type: 'integer', description: 'The HTTP status of the answer.', examples: [503] }, 'no answer came'),
    latency_ms: whole('How long it took, in milliseconds.', 0, 120),
    response_excerpt: orNull(text('How the answer begins.'), 'there was none'),
    error: orNull(text('A code of what went wrong.', 'timeout'), 'nothing did'),
    error_detail: orNull(text('The same in a sentence.'), 'there is nothing to say'),
  }),
  DeliveryQueued: record('A delivery on its way once more.', {
    id: uuid('The id of the delivery.'),
    status: oneOf(['pending'], 'Always `pending`.'),
  }),
  Subscription: record("A webhook that a storefront's own program made. It is seen here, and changed there.", {
    id: text('What its program calls it: more digits than a number of JavaScript holds.', '298437652918374561'),
    endpoint_id: uuid('The endpoint that it is here: to stop it, and to find its deliveries.'),
    connector_id: uuid('Through which connector it was made.'),
    format: text('The format of that connector.', 'storeep'),
    name: text('What its program calls it.', 'Order notifications'),
    transport: oneOf(['http', 'email'], 'How it is told.'),
    event_types: listOf({ type: 'string' }, 'What it is told of.'),
    target: text('A URL, as it was written, or an e-mail address.', 'example.com/webhooks/orders'),
    confirmed: orNull(
      flag('Whether the owner of the address has followed the link that was mailed there; nothing else is mailed before.'),
      'it is no e-mail address',
    ),
    enabled: flag('Whether it is told anything.'),
    disabled_reason: orNull(text('Why the hub switched it off.'), 'it did not'),
    attempts_24h: whole('How many attempts were made in the last 24 hours.', 0, 12),
    failed_attempts_24h: whole('How many of them failed.', 0, 1),
    created_at: time('When it was made.'),
    updated_at: time('When it was last changed.'),
  }),
  RecoveryCount: record('What a recovery would send.', {
    count: whole('How many deliveries.', 0, 40),
    dry_run: { type: 'boolean', const: true, description: 'Always true.' },
  }),
  RecoveryStarted: record('A recovery under way.', {
    count: whole('How many deliveries it is about.', 0, 40),
    recovery_id: uuid('Its id, to watch it or to stop it.'),
  }),
  Recovery: record('Sending again what an endpoint did not get.', recovery),
};
