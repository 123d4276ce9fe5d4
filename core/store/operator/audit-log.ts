/**
 * Keeps the audit log. Acts about the platform itself have no organisation, and only the system role sees them.
 */
import type { FilterQuery, InferEntity } from '@mikro-orm/core';
import type { AuditFilter, AuditLog } from '../../domain/provisioning/audit.ts';
import { uuidV7Floor } from '../../domain/uuid.ts';
import type { Database } from '../database.ts';
import { AuditEntryEntity } from '../entities/audit-entry.ts';
import { detach, keyset, toPage } from './rows.ts';

/** Makes the log. */
export function createAuditLog(database: Database): AuditLog {
  return {
    async append(entry) {
      await database.asSystem((em) => em.insert(AuditEntryEntity, { ...entry }));
    },
    async list(organisationId, filter, page) {
      const { where, options } = keyset(page, 'newest first');
      const rows = await database.asTenant(organisationId, (em) =>
        em.find(AuditEntryEntity, { $and: [{ organisationId }, where, ...conditionsOf(filter)] }, options),
      );
      return toPage(rows.map(detach), page);
    },
    async find(organisationId, id) {
      const row = await database.asTenant(organisationId, (em) => em.findOne(AuditEntryEntity, { organisationId, id }));
      return row === null ? undefined : detach(row);
    },
  };
}

/** Moments become bounds on the id, which begins with the time: the index is by id. */
function conditionsOf({ actorId, targetId, since, until }: AuditFilter): FilterQuery<InferEntity<typeof AuditEntryEntity>>[] {
  return [
    ...(actorId === undefined ? [] : [{ actorId }]),
    ...(targetId === undefined ? [] : [{ targetId }]),
    ...(since === undefined ? [] : [{ id: { $gte: uuidV7Floor(since) } }]),
    ...(until === undefined ? [] : [{ id: { $lt: uuidV7Floor(until) } }]),
  ];
}
