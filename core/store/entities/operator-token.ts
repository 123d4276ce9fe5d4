/**
 * Maps `operator_tokens`: operators' tokens, as hashes. Only the system role sees them.
 */
import { defineEntity, p } from '@mikro-orm/core';
import type { OperatorRole } from '../../domain/provisioning/operator-token.ts';

/** One operator's token. */
export const OperatorTokenEntity = defineEntity({
  name: 'OperatorToken',
  tableName: 'operator_tokens',
  properties: {
    id: p.uuid().primary(),
    tokenHash: p.blob().hidden(),
    role: p.text().$type<OperatorRole>(),
    organisationId: p.uuid().fieldName('org_id').nullable(),
    name: p.text(),
    tokenPrefix: p.text().nullable(),
    expiresAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
    lastUsedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
