/**
 * Keeps the audit log. Acts about the platform itself have no organisation, and only the system role sees them.
 */
import type { AuditLog } from '../../domain/provisioning/audit.ts';
import type { Database } from '../database.ts';
import { AuditEntryEntity } from '../entities/audit-entry.ts';
import { detach, keyset, toPage } from './rows.ts';

/** Makes the log. */
export function createAuditLog(database: Database): AuditLog {
  return {
    async append(entry) {
      await database.asSystem((em) => em.insert(AuditEntryEntity, { ...entry }));
    },
    async list(organisationId, page) {
      const { where, options } = keyset(page, 'newest first');
      const rows = await database.asTenant(organisationId, (em) =>
        em.find(AuditEntryEntity, { organisationId, ...where }, options),
      );
      return toPage(rows.map(detach), page);
    },
  };
}
