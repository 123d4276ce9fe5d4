/**
 * Keeps people who operate, their invitations and their sessions. None of it belongs to a tenant, so all of it goes
 * through the system role.
 */
import type { InferEntity } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  Invitation,
  Operator,
  OperatorInvitations,
  OperatorRepository,
} from '../../domain/provisioning/operator-account.ts';
import type { Database } from '../database.ts';
import { InvitationEntity, OperatorEntity } from '../entities/operator.ts';
import { isUniqueViolation } from '../failure.ts';
import { detach, keyset, toPage } from './rows.ts';

/** The first account always has this id, so that of two that are made at once only one can be stored. */
const firstOperatorId = '00000000-0000-7000-8000-000000000001';

const insertFirst = `
  insert into operators (id, email, name, role, password_hash, created_at)
  select ?, ?, ?, 'platform_admin', ?, ? where not exists (select from operators)
  on conflict (id) do nothing
  returning id`;

/** Makes the repository of accounts. */
export function createOperatorRepository(database: Database): OperatorRepository {
  return {
    async create(operator, passwordHash) {
      try {
        await database.asSystem((em) => em.insert(OperatorEntity, { ...operator, passwordHash }));
        return 'created';
      } catch (error) {
        if (isUniqueViolation(error)) return 'email_taken';
        throw error;
      }
    },
    areNone: () =>
      database.asSystem(async (em) => {
        const [row] = await em.execute<{ none: boolean }[]>('select not exists (select from operators) as none');
        return row?.none ?? false;
      }),
    async createFirst({ email, name, createdAt }, passwordHash) {
      const values = [firstOperatorId, email, name, passwordHash, createdAt];
      const stored = await database.asSystem((em) => em.execute<unknown[]>(insertFirst, values));
      if (stored.length === 0) return undefined;
      return { id: firstOperatorId, organisationId: null, email, name, role: 'platform_admin', disabledAt: null, createdAt };
    },
    async find(id) {
      const row = await database.asSystem((em) => em.findOne(OperatorEntity, { id }));
      return row === null ? undefined : shown(row);
    },
    findByEmail: (email) =>
      database.asSystem(async (em) => {
        const [found] = await em.execute<{ id: string }[]>('select id from operators where email_key = lower(?)', [email]);
        const row = found && (await em.findOne(OperatorEntity, { id: found.id }));
        return row ? { operator: shown(row), passwordHash: row.passwordHash } : undefined;
      }),
    async list(organisationId, page) {
      const { where, options } = keyset(page, 'oldest first');
      const rows = await database.asSystem((em) => em.find(OperatorEntity, { organisationId, ...where }, options));
      return toPage(rows.map(shown), page);
    },
    change: (id, changes) =>
      database.asSystem(async (em) => {
        const row = await em.findOne(OperatorEntity, { id });
        if (row === null) return undefined;
        em.assign(row, { ...changes });
        if (changes.disabledAt) await endSessions(em, id);
        return shown(row);
      }),
    async setPassword(id, passwordHash) {
      await database.asSystem(async (em) => {
        await em.nativeUpdate(OperatorEntity, { id }, { passwordHash });
        await endSessions(em, id);
      });
    },
  };
}

/** Makes the repository of invitations. */
export function createOperatorInvitations(database: Database): OperatorInvitations {
  return {
    async create(invitation, tokenHash) {
      await database.asSystem((em) => em.insert(InvitationEntity, { ...invitation, tokenHash: Buffer.from(tokenHash) }));
    },
    async list(organisationId, page) {
      const { where, options } = keyset(page, 'oldest first');
      const rows = await database.asSystem((em) => em.find(InvitationEntity, { organisationId, ...where }, options));
      return toPage(rows.map(offered), page);
    },
    async find(id) {
      const row = await database.asSystem((em) => em.findOne(InvitationEntity, { id }));
      return row === null ? undefined : offered(row);
    },
    async findOpen(tokenHash, now) {
      const row = await database.asSystem((em) => em.findOne(InvitationEntity, openBy(tokenHash, now)));
      return row === null ? undefined : offered(row);
    },
    async withdraw(id) {
      await database.asSystem((em) => em.nativeDelete(InvitationEntity, { id, acceptedAt: null }));
    },
    async accept(tokenHash, now, { id, name, passwordHash }) {
      try {
        return await database.asSystem(async (em) => {
          const row = await em.findOne(InvitationEntity, openBy(tokenHash, now));
          // Of two that accept at once only one changes the row.
          if (
            row === null ||
            (await em.nativeUpdate(InvitationEntity, { id: row.id, acceptedAt: null }, { acceptedAt: now })) === 0
          ) {
            return undefined;
          }
          const { email, role, organisationId } = offered(row);
          const operator: Operator = { id, organisationId, email, name, role, disabledAt: null, createdAt: now };
          await em.insert(OperatorEntity, { ...operator, passwordHash });
          return operator;
        });
      } catch (error) {
        if (isUniqueViolation(error)) return 'email_taken';
        throw error;
      }
    },
  };
}

function openBy(tokenHash: Uint8Array, now: Date) {
  return { tokenHash: Buffer.from(tokenHash), acceptedAt: null, expiresAt: { $gt: now } };
}

async function endSessions(em: EntityManager, operatorId: string): Promise<void> {
  await em.execute('delete from operator_sessions where operator_id = ?', [operatorId]);
}

function shown(row: InferEntity<typeof OperatorEntity>): Operator {
  const { passwordHash: _hash, ...operator } = detach(row);
  return operator;
}

function offered(row: InferEntity<typeof InvitationEntity>): Invitation {
  const { tokenHash: _hash, ...invitation } = detach(row);
  return invitation;
}
