/**
 * `/orgs/{org}/conversations` and `/conversations/{id}`: the inbox. What buyers write opens a conversation; people read,
 * answer and close it here.
 */
import { fault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type {
  BuyersOrder,
  Conversation,
  ConversationFilter,
  ConversationMessage,
  ConversationStatus,
} from '../domain/provisioning/conversation.ts';
import { component } from '../schemas/field.ts';
import { conversationCursor, encodeConversationPosition } from './conversation-position.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { parseInstant } from './request/instant.ts';
import { findOrganisation, isIdOrSlug, locate } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import { limit, limitOf, pageOf } from './request/paging.ts';
import { asking, text, truth, word } from './request/query.ts';
import type { OperatorRequest, OperatorRoute } from './request/route.ts';
import { fieldsRefused } from './request/wording.ts';

/** Of a longer conversation the newest are shown. */
const mostMessages = 500;
/** Who answers wants to know what was bought lately; all of it is in the list of orders. */
const mostOrders = 5;

const statuses: readonly ConversationStatus[] = ['open', 'closed'];

const listParameters = {
  limit,
  cursor: conversationCursor,
  order: asking(
    '`latest`: the latest activity first, which is also what absence means. `unread`: those first that nobody has read.',
    word('latest', 'unread'),
  ),
  status: asking('Only open or only closed ones.', word(...statuses)),
  unread: asking('Only those that nobody has read since the buyer wrote, or only the others.', truth),
  store: asking('Only those of this store, by its id or slug.', text),
};

const changeBody = bodyReader<{ readonly status: ConversationStatus }>({
  properties: { status: { enum: statuses, description: 'Whether it goes on.' } },
  required: ['status'],
});

const readBody = bodyReader<{ readonly last_message_at?: string }>({
  properties: {
    last_message_at: {
      type: 'string',
      format: 'instant',
      description: 'As the reader saw it: what the buyer wrote later stays unread. Absent: all is read.',
    },
  },
});

const anotherOpen = fault('conflict', 'this buyer has another open conversation: close that one first, or answer there');
const conversationSchema = component('Conversation');

/** List, get, close and open again. */
export function conversationRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { conversations, stores } = dependencies.repositories;
  const findConversation = (request: OperatorRequest) => locate(dependencies, 'conversation', request);
  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/conversations',
      operationId: 'listConversations',
      summary: "Lists an organisation's conversations",
      find: (request) => findOrganisation(dependencies, request),
      query: listParameters,
      answers: { 200: pageOf(conversationSchema) },
      async handle({ subject: organisation, query: values }) {
        const store = isIdOrSlug(values.store ?? '') ? await stores.find(organisation.id, values.store ?? '') : undefined;
        if (values.store !== undefined && store === undefined) {
          return fieldsRefused([{ path: 'store', message: 'is not a store of this organisation' }]);
        }
        const filter: ConversationFilter = {
          ...(values.status && { status: values.status }),
          ...(values.unread !== undefined && { unread: values.unread }),
          ...(store && { storeId: store.id }),
        };
        const page = {
          order: values.order ?? 'latest',
          limit: limitOf(values.limit),
          ...(values.cursor && { after: values.cursor }),
        };
        const { rows, last } = await conversations.list(organisation.id, filter, page);
        return jsonReply(200, { rows: rows.map(view), next_cursor: last && encodeConversationPosition(last) });
      },
    }),
    operation({
      method: 'GET',
      path: '/conversations/:id',
      operationId: 'getConversation',
      summary: 'Gives one conversation with its messages, and what the buyer ordered',
      find: findConversation,
      answers: { 200: component('ConversationDetail') },
      async handle({ subject: { organisationId, id } }) {
        const conversation = await conversations.find(organisationId, id);
        if (conversation === undefined) return fault('not_found');
        const messages = await conversations.messagesOf(organisationId, id, mostMessages);
        const orders = await conversations.ordersOf(conversation, mostOrders);
        return jsonReply(200, {
          ...view(conversation),
          messages: messages.map(messageView),
          orders: orders.map(orderView),
        });
      },
    }),
    operation({
      method: 'POST',
      path: '/conversations/:id/read',
      access: 'org_member',
      changes: false, // of the conversation itself; the audit log is no record of who opened what
      operationId: 'readConversation',
      summary: 'Marks a conversation as read, for everybody',
      find: findConversation,
      body: readBody,
      answers: { 200: conversationSchema },
      async handle({ subject: { organisationId, id }, body: { last_message_at: at } }) {
        const until = at === undefined ? undefined : parseInstant(at);
        const read = await conversations.markRead(organisationId, id, until === undefined ? undefined : new Date(until));
        return read ? jsonReply(200, view(read)) : fault('not_found');
      },
    }),
    operation({
      method: 'PATCH',
      path: '/conversations/:id',
      access: 'org_member',
      operationId: 'changeConversation',
      summary: 'Closes a conversation, or opens it again',
      find: findConversation,
      body: changeBody,
      answers: { 200: conversationSchema },
      refusals: [anotherOpen],
      async handle({ subject: { organisationId, id }, body }) {
        const changed = await conversations.setStatus(organisationId, id, body.status);
        if (changed === 'another_open') return anotherOpen;
        return changed ? jsonReply(200, view(changed)) : fault('not_found');
      },
    }),
  ];
}

function view(conversation: Conversation) {
  return {
    id: conversation.id,
    store_id: conversation.storeId,
    channel_code: conversation.channelCode,
    message_type_code: conversation.messageTypeCode,
    buyer_email: conversation.buyerEmail,
    buyer_name: conversation.buyerName,
    status: conversation.status,
    unread: conversation.unread,
    last_message_at: conversation.lastMessageAt,
    created_at: conversation.createdAt,
  };
}

function orderView(order: BuyersOrder) {
  return {
    id: order.id,
    external_id: order.externalId,
    order_number: order.orderNumber,
    status: order.status,
    payment_status: order.paymentStatus,
    fulfilment_status: order.fulfilmentStatus,
    currency: order.currency,
    total_cents: order.totalCents,
    placed_at: order.placedAt,
    created_at: order.createdAt,
  };
}

function messageView({ id, subject, body, details, createdAt, reply }: ConversationMessage) {
  return {
    id,
    direction: reply ? 'outbound' : 'inbound',
    subject,
    body,
    details,
    created_at: createdAt,
    ...(reply && { status: reply.status, delivery_id: reply.deliveryId }),
  };
}
