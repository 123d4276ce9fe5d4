/**
 * Keeps replies: messages that go out, each with the delivery that carries it.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type PastReply, replyStatus, type ReplyRepository } from '../../domain/provisioning/reply.ts';
import type { Database } from '../database.ts';
import { DeliveryEntity } from '../entities/delivery.ts';
import { MessageEntity, type MessageRow } from '../entities/message.ts';
import { classify } from '../failure.ts';

/** Makes the repository. */
export function createReplyRepository(database: Database): ReplyRepository {
  return {
    async create(organisationId, { conversationId, connectorId, subject, body, relayUrl }) {
      try {
        const { rows } = await database.tenants.query<{ id: string | null }>({
          name: 'create-reply',
          text: 'select create_reply($1, $2, $3, $4, $5, $6) as id',
          values: [organisationId, conversationId, connectorId, subject, body, relayUrl],
        });
        return rows[0]?.id ?? undefined;
      } catch (error) {
        throw classify(error);
      }
    },
    find: (organisationId, id) =>
      database.asTenant(organisationId, async (em) => {
        const message = await em.findOne(MessageEntity, { organisationId, id, direction: 'outbound' });
        return message === null ? undefined : (await repliesAmong(em, organisationId, [message])).get(id);
      }),
  };
}

/** The replies among messages of one organisation, by id. */
export async function repliesAmong(
  em: EntityManager,
  organisationId: string,
  messages: readonly MessageRow[],
): Promise<ReadonlyMap<string, PastReply>> {
  const ids = messages.flatMap(({ deliveryId }) => deliveryId ?? []);
  const fields = ['status'] as const;
  const deliveries = ids.length === 0 ? [] : await em.find(DeliveryEntity, { organisationId, id: { $in: ids } }, { fields });
  const statuses = new Map(deliveries.map(({ id, status }) => [id, status]));
  return new Map(
    messages.flatMap(({ id, conversationId, subject, body, createdAt, deliveryId, replyStatus: noted }) => {
      if (!deliveryId) return [];
      const status = replyStatus(statuses.get(deliveryId) ?? null, noted ?? null);
      return [[id, { id, conversationId, subject: subject ?? null, body, createdAt, deliveryId, status }]];
    }),
  );
}
