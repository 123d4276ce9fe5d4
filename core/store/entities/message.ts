/**
 * Maps `messages` for reading; functions of the database write them, with their events and deliveries.
 */
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** One message of a conversation, in either direction. */
export const MessageEntity = defineEntity({
  name: 'Message',
  tableName: 'messages',
  properties: {
    organisationId: p.uuid().primary().fieldName('org_id'),
    id: p.uuid().primary(),
    conversationId: p.uuid().fieldName('conversation_id'),
    direction: p.text().$type<'inbound' | 'outbound'>(),
    subject: p.text().nullable(),
    body: p.text(),
    details: p.json<Readonly<Record<string, string>>>(),
    deliveryId: p.uuid().fieldName('delivery_id').nullable(),
    replyStatus: p.text().$type<'sent' | 'failed'>().nullable(),
    createdAt: p.datetime(3),
  },
});

/** A row of `messages`. */
export type MessageRow = InferEntity<typeof MessageEntity>;
