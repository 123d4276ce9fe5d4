/**
 * `/orgs/{org}/conversations` and `/conversations/{id}`: the inbox. What buyers write opens a conversation; people read,
 * answer and close it here.
 */
import { fault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type {
  Conversation,
  ConversationFilter,
  ConversationMessage,
  ConversationStatus,
} from '../domain/provisioning/conversation.ts';
import { component } from '../schemas/field.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation, isIdOrSlug, locate } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import { datedCursor, encodePosition, limit, limitOf, pageOf } from './request/paging.ts';
import { asking, text, word } from './request/query.ts';
import type { OperatorRequest, OperatorRoute } from './request/route.ts';
import { fieldsRefused } from './request/wording.ts';

/** Of a longer conversation the newest are shown. */
const mostMessages = 500;

const statuses: readonly ConversationStatus[] = ['open', 'closed'];

const listParameters = {
  limit,
  cursor: datedCursor,
  status: asking('Only open or only closed ones.', word(...statuses)),
  store: asking('Only those of this store, by its id or slug.', text),
};

const changeBody = bodyReader<{ readonly status: ConversationStatus }>({
  properties: { status: { enum: statuses, description: 'Whether it goes on.' } },
  required: ['status'],
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
      summary: "Lists an organisation's conversations, the latest activity first",
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
          ...(store && { storeId: store.id }),
        };
        const after = values.cursor && { lastMessageAt: new Date(values.cursor.at), id: values.cursor.id };
        const page = { limit: limitOf(values.limit), ...(after && { after }) };
        const { rows, last } = await conversations.list(organisation.id, filter, page);
        const cursor = last && encodePosition({ at: last.lastMessageAt.toISOString(), id: last.id });
        return jsonReply(200, { rows: rows.map(view), next_cursor: cursor });
      },
    }),
    operation({
      method: 'GET',
      path: '/conversations/:id',
      operationId: 'getConversation',
      summary: 'Gives one conversation with its messages',
      find: findConversation,
      answers: { 200: component('ConversationDetail') },
      async handle({ subject: { organisationId, id } }) {
        const conversation = await conversations.find(organisationId, id);
        if (conversation === undefined) return fault('not_found');
        const messages = await conversations.messagesOf(organisationId, id, mostMessages);
        return jsonReply(200, { ...view(conversation), messages: messages.map(messageView) });
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
    last_message_at: conversation.lastMessageAt,
    created_at: conversation.createdAt,
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
