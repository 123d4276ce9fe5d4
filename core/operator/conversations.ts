/**
 * `/orgs/{org}/conversations` and `/conversations/{id}`: the inbox. What buyers write opens a conversation; people read,
 * answer and close it here.
 */
import { fault, isFault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type {
  Conversation,
  ConversationFilter,
  ConversationMessage,
  ConversationStatus,
} from '../domain/provisioning/conversation.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation, isIdOrSlug, locate } from './request/lookups.ts';
import { datedCursor, encodePosition, limit, limitOf } from './request/paging.ts';
import { type QueryParameter, readQuery, text } from './request/query.ts';
import type { OperatorRoute } from './request/route.ts';
import { fieldsRefused } from './request/wording.ts';

/** Of a longer conversation the newest are shown. */
const mostMessages = 500;

const statuses: readonly ConversationStatus[] = ['open', 'closed'];

const status: QueryParameter<ConversationStatus> = {
  read: (given) => statuses.find((known) => known === given),
  message: 'must be open or closed',
};

const listParameters = { limit, cursor: datedCursor, status, store: text };

const readChange = bodyReader<{ readonly status: ConversationStatus }>({
  properties: { status: { enum: statuses } },
  required: ['status'],
});

/** List, get, close and open again. */
export function conversationRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { conversations, stores } = dependencies.repositories;
  return [
    {
      method: 'GET',
      path: '/orgs/:org/conversations',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const values = readQuery(request.query, listParameters);
        if (isFault(values)) return values;
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
    },
    {
      method: 'GET',
      path: '/conversations/:id',
      async handle(request) {
        const located = await locate(dependencies, 'conversation', request);
        if (isFault(located)) return located;
        const conversation = await conversations.find(located.organisationId, located.id);
        if (conversation === undefined) return fault('not_found');
        const messages = await conversations.messagesOf(located.organisationId, located.id, mostMessages);
        return jsonReply(200, { ...view(conversation), messages: messages.map(messageView) });
      },
    },
    {
      method: 'PATCH',
      path: '/conversations/:id',
      access: 'org_member',
      async handle(request) {
        const located = await locate(dependencies, 'conversation', request);
        if (isFault(located)) return located;
        const body = readChange(request.json);
        if (isFault(body)) return body;
        const changed = await conversations.setStatus(located.organisationId, located.id, body.status);
        if (changed === 'another_open') {
          return fault('conflict', 'this buyer has another open conversation: close that one first, or answer there');
        }
        return changed ? jsonReply(200, view(changed)) : fault('not_found');
      },
    },
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
