/**
 * Maps `conversations`: messages open them through the commit, operators close them.
 */
import { defineEntity, p } from '@mikro-orm/core';

/** One conversation. */
export const ConversationEntity = defineEntity({
  name: 'Conversation',
  tableName: 'conversations',
  properties: {
    organisationId: p.uuid().primary().fieldName('org_id'),
    id: p.uuid().primary(),
    storeId: p.uuid().fieldName('store_id'),
    connectorId: p.uuid().fieldName('connector_id'),
    channelCode: p.text(),
    messageTypeCode: p.text(),
    buyerEmail: p.text(),
    buyerName: p.text(),
    status: p.text().$type<'open' | 'closed'>(),
    unread: p.boolean(),
    lastMessageAt: p.datetime(3),
    createdAt: p.datetime(3),
  },
});
