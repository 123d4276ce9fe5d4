/**
 * Where a list of conversations goes on. One cursor serves both orders: it says of the last row all that either sorts by.
 */
import type { ConversationPosition } from '../domain/provisioning/conversation.ts';
import { isUuid } from '../domain/uuid.ts';
import { parseInstant } from './request/instant.ts';
import { cursorOf, encodeCursor } from './request/paging.ts';

/** `cursor`, of a list of conversations. */
export const conversationCursor = cursorOf(readPosition);

/** What `conversationCursor` reads. */
export function encodeConversationPosition({ unread, lastMessageAt, id }: ConversationPosition): string {
  return encodeCursor(`${lastMessageAt.toISOString()} ${id} ${unread ? 'unread' : 'read'}`);
}

function readPosition(position: string): ConversationPosition | undefined {
  const [at = '', id = '', state = '', ...more] = position.split(' ');
  const moment = parseInstant(at);
  if (moment === undefined || !isUuid(id) || !['unread', 'read'].includes(state) || more.length > 0) return undefined;
  return { unread: state === 'unread', lastMessageAt: new Date(moment), id };
}
