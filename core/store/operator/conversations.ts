/**
 * Keeps conversations. Their messages are written elsewhere: a buyer's through the commit, a reply with its delivery.
 */
import type { ConversationFilter, ConversationPosition, ConversationRepository } from '../../domain/provisioning/conversation.ts';
import type { Database } from '../database.ts';
import { ConversationEntity } from '../entities/conversation.ts';
import { MessageEntity } from '../entities/message.ts';
import { isUniqueViolation } from '../failure.ts';
import { repliesAmong } from './replies.ts';
import { detach } from './rows.ts';

/** Makes the repository. */
export function createConversationRepository(database: Database): ConversationRepository {
  return {
    async list(organisationId, filter, { limit, after }) {
      const where = { organisationId, ...matching(filter), ...(after && before(after)) };
      const options = { orderBy: { lastMessageAt: 'desc', id: 'desc' } as const, limit: limit + 1 };
      const found = await database.asTenant(organisationId, (em) => em.find(ConversationEntity, where, options));
      const rows = found.slice(0, limit).map(detach);
      const last = rows.at(-1);
      return { rows, last: found.length > limit && last ? { lastMessageAt: last.lastMessageAt, id: last.id } : null };
    },
    async find(organisationId, id) {
      const row = await database.asTenant(organisationId, (em) => em.findOne(ConversationEntity, { organisationId, id }));
      return row === null ? undefined : detach(row);
    },
    messagesOf: (organisationId, id, limit) =>
      database.asTenant(organisationId, async (em) => {
        const options = { orderBy: { id: 'desc' } as const, limit };
        const rows = (await em.find(MessageEntity, { organisationId, conversationId: id }, options)).toReversed();
        const replies = await repliesAmong(em, organisationId, rows);
        return rows.map((row) => {
          const { subject, body, details, createdAt } = detach(row);
          const reply = replies.get(row.id);
          return { id: row.id, subject, body, details, createdAt, ...(reply && { reply }) };
        });
      }),
    async setStatus(organisationId, id, status) {
      try {
        return await database.asTenant(organisationId, async (em) => {
          await em.execute(
            'update conversations set status = ?, updated_at = now() where org_id = ? and id = ? and status <> ?',
            [status, organisationId, id, status],
          );
          const row = await em.findOne(ConversationEntity, { organisationId, id });
          return row === null ? undefined : detach(row);
        });
      } catch (error) {
        if (isUniqueViolation(error)) return 'another_open';
        throw error;
      }
    },
  };
}

function matching({ status, storeId }: ConversationFilter) {
  return { ...(status === undefined ? {} : { status }), ...(storeId === undefined ? {} : { storeId }) };
}

/** The first bound says nothing new; the index needs it. */
function before({ lastMessageAt, id }: ConversationPosition) {
  return {
    lastMessageAt: { $lte: lastMessageAt },
    $or: [{ lastMessageAt: { $lt: lastMessageAt } }, { id: { $lt: id } }],
  };
}
