/**
 * The schemas of the inbox: what buyers write, and what is answered.
 */
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
} from '../../schemas/field.ts';
import { fulfilmentStatuses, orderStatuses, paymentStatuses } from '../../schemas/order.ts';
import type { JsonSchema } from '../../sdk/contract.ts';

const conversation: Fields = {
  id: uuid('The id of the conversation.'),
  store_id: uuid('The store that was written to.'),
  channel_code: text('How its messages come.', 'website'),
  message_type_code: text('What it is about.', 'buyer_question'),
  buyer_email: text("The buyer's e-mail address.", 'ada@example.com'),
  buyer_name: text("The buyer's name.", 'Ada'),
  status: oneOf(['open', 'closed'], "Whether it goes on; the buyer's next message opens another when it is closed."),
  unread: flag('True when the buyer wrote after somebody last read, answered or closed it.'),
  last_message_at: time('When somebody last wrote, on either side.'),
  created_at: time('When the buyer first wrote.'),
};

const buyersOrder = record("An order under the buyer's e-mail address.", {
  id: uuid('The id of the order.'),
  external_id: text("The storefront's id of the order.", 'shop-1001'),
  order_number: orNull(text('What the storefront shows.', '1001'), 'not given'),
  status: oneOf(orderStatuses, 'Where the order stands.'),
  payment_status: oneOf(paymentStatuses, 'What has been paid of it.'),
  fulfilment_status: oneOf(fulfilmentStatuses, 'What has been sent of it.'),
  currency: currency('The currency of the order.'),
  total_cents: cents('What it comes to.', 3998),
  placed_at: orNull(time('When it was placed.'), 'not known'),
  created_at: time('When the hub stored it.'),
});

const replyStatus = oneOf(['queued', 'sent', 'failed'], '`queued` until it is final: attempts may have failed already.');

const message = record(
  'One message of a conversation.',
  {
    id: uuid('The id of the message; of an answer, the id of the reply.'),
    direction: oneOf(['inbound', 'outbound'], 'Who wrote it: `inbound` the buyer, `outbound` an operator.'),
    subject: orNull(text('The subject line.'), 'there is none'),
    body: text('The words, line breaks included; not escaped for HTML.', 'Is the mug dishwasher safe?'),
    details: dictionary('What else the storefront said, under its own names.', { type: 'string' }),
    created_at: time('When it was written.'),
  },
  {
    status: { ...replyStatus, description: `Only of an answer. ${replyStatus.description}` },
    delivery_id: uuid('Only of an answer: the delivery that takes it to the buyer.'),
  },
);

const replyAttempt = record('One attempt to hand a reply to the relay.', {
  at: time('When it began.'),
  status_code: orNull({ type: 'integer', description: "The relay's HTTP status.", examples: [503] }, 'no answer came'),
  error: orNull(text('A code of what went wrong.', 'timeout'), 'nothing did'),
  error_detail: orNull(text('The same in a sentence.'), 'there is nothing to say'),
  latency_ms: { type: 'integer', minimum: 0, description: 'How long it took, in milliseconds.', examples: [120] },
  response_excerpt: orNull(text('How the answer of the relay begins.'), 'there was no answer, or it was empty'),
});

/** The schemas by the names of their components. */
export const inboxSchemas: Readonly<Record<string, JsonSchema>> = {
  Conversation: record('What one buyer and a store write to each other.', conversation),
  ConversationDetail: record('A conversation with its messages, and what the buyer ordered.', {
    ...conversation,
    messages: listOf(component('ConversationMessage'), 'The newest 500, the oldest of them first.'),
    orders: listOf(buyersOrder, "The five newest of the store under the buyer's e-mail address, the newest first."),
  }),
  ConversationMessage: message,
  Reply: record('An answer to a buyer.', {
    reply_id: uuid('The id of the reply.'),
    conversation_id: uuid('The conversation that it belongs to.'),
    status: replyStatus,
    subject: orNull(text('The subject line.', 'Re: your message'), 'there is none'),
    body: text('The words.', 'Yes, it is.'),
    created_at: time('When it was written.'),
    delivery_id: uuid('The delivery that takes it to the buyer.'),
    attempts: listOf(component('ReplyAttempt'), 'What was tried so far, oldest first.'),
    next_attempt_at: orNull(time('When it is tried again.'), 'it is not'),
  }),
  ReplyAttempt: replyAttempt,
  ReplyQueued: record('A reply on its way.', {
    reply_id: uuid('The id of the reply.'),
    status: oneOf(['queued'], 'Always `queued`.'),
  }),
};
