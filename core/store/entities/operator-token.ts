/**
 * Maps `operator_tokens`: the platform's own operators, as hashes. No tenant's rows.
 */
import { defineEntity, p } from '@mikro-orm/core';

/** One operator's token. */
export const OperatorTokenEntity = defineEntity({
  name: 'OperatorToken',
  tableName: 'operator_tokens',
  properties: {
    id: p.uuid().primary(),
    tokenHash: p.blob(),
    role: p.text().$type<'platform_admin'>(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
