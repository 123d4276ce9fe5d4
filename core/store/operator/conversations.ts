/**
 * Keeps conversations. Their messages are written elsewhere: a buyer's through the commit, a reply with its delivery.
 */
import type {
  BuyersOrder,
  ConversationFilter,
  ConversationPosition,
  ConversationRepository,
} from '../../domain/provisioning/conversation.ts';
import type { Database } from '../database.ts';
import { ConversationEntity } from '../entities/conversation.ts';
import { MessageEntity } from '../entities/message.ts';
import { isUniqueViolation } from '../failure.ts';
import { repliesAmong } from './replies.ts';
import { detach } from './rows.ts';

type OrderRow = Omit<BuyersOrder, 'totalCents' | 'placedAt' | 'createdAt'> & {
  readonly totalCents: string;
  readonly placedAt: string | null;
  readonly createdAt: string;
};

const ordersOfBuyer = `
  select o.id, o.external_id as "externalId", o.order_number as "orderNumber", o.status, o.payment_status as "paymentStatus",
    o.fulfilment_status as "fulfilmentStatus", o.currency, o.total_cents::text as "totalCents", rfc3339(o.placed_at) as "placedAt",
    rfc3339(o.created_at) as "createdAt"
  from clients c join orders o on o.org_id = c.org_id and o.client_id = c.id
  where c.org_id = ? and c.store_id = ? and c.email_key = lower(?) order by o.id desc limit ?`;

const readUpTo = `
  update conversations set read_until = greatest(read_until, least(last_inbound_at, ?))
  where org_id = ? and id = ?`;

const changeStatus = `
  update conversations set status = ?, updated_at = now(), read_until = case ? when 'closed' then last_inbound_at else read_until end
  where org_id = ? and id = ? and status <> ?`;

/** Makes the repository. */
export function createConversationRepository(database: Database): ConversationRepository {
  return {
    async list(organisationId, filter, { order, limit, after }) {
      const where = { organisationId, ...matching(filter), ...(after && (order === 'unread' ? behind(after) : before(after))) };
      const latest = { lastMessageAt: 'desc', id: 'desc' } as const;
      const options = { orderBy: order === 'unread' ? { unread: 'desc' as const, ...latest } : latest, limit: limit + 1 };
      const found = await database.asTenant(organisationId, (em) => em.find(ConversationEntity, where, options));
      const rows = found.slice(0, limit).map(detach);
      const last = found.length > limit ? rows.at(-1) : undefined;
      return { rows, last: last ? { unread: last.unread, lastMessageAt: last.lastMessageAt, id: last.id } : null };
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
    ordersOf: ({ organisationId, storeId, buyerEmail }, limit) =>
      database.asTenant(organisationId, async (em) => {
        const rows = await em.execute<OrderRow[]>(ordersOfBuyer, [organisationId, storeId, buyerEmail, limit]);
        return rows.map(({ totalCents, placedAt, createdAt, ...rest }) => ({
          ...rest,
          totalCents: Number(totalCents),
          placedAt: placedAt === null ? null : new Date(placedAt),
          createdAt: new Date(createdAt),
        }));
      }),
    markRead: (organisationId, id, until) =>
      database.asTenant(organisationId, async (em) => {
        await em.execute(readUpTo, [until ?? null, organisationId, id]);
        const row = await em.findOne(ConversationEntity, { organisationId, id });
        return row === null ? undefined : detach(row);
      }),
    async setStatus(organisationId, id, status) {
      try {
        return await database.asTenant(organisationId, async (em) => {
          await em.execute(changeStatus, [status, status, organisationId, id, status]);
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

function matching({ status, storeId, unread }: ConversationFilter) {
  return {
    ...(status === undefined ? {} : { status }),
    ...(storeId === undefined ? {} : { storeId }),
    ...(unread === undefined ? {} : { unread }),
  };
}

/** After the unread ones come the others, from their first. */
function behind({ unread, ...position }: ConversationPosition) {
  const rest = { unread, ...before(position) };
  return unread ? { $and: [{ $or: [rest, { unread: false }] }] } : rest;
}

/** The first bound says nothing new; the index needs it. */
function before({ lastMessageAt, id }: Omit<ConversationPosition, 'unread'>) {
  return {
    lastMessageAt: { $lte: lastMessageAt },
    $or: [{ lastMessageAt: { $lt: lastMessageAt } }, { id: { $lt: id } }],
  };
}
