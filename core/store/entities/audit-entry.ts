/**
 * Maps `audit_log`: what operators did. Rows are only ever inserted.
 */
import { defineEntity, p } from '@mikro-orm/core';
import type { OperatorRole } from '../../domain/provisioning/operator-token.ts';

/** One act. */
export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_log',
  properties: {
    id: p.uuid().primary(),
    organisationId: p.uuid().fieldName('org_id').nullable(),
    actorId: p.uuid().nullable(),
    actorName: p.text(),
    actorRole: p.text().$type<OperatorRole>(),
    action: p.text(),
    targetId: p.text().nullable(),
    before: p.json<unknown>().nullable(),
    after: p.json<unknown>().nullable(),
    clientIp: p.text(),
    at: p.datetime(3),
  },
});
