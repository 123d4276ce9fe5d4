/**
 * Maps `recoveries`: requests to send again what an endpoint did not get.
 */
import { defineEntity, p } from '@mikro-orm/core';
import type { Recovery, RecoverableStatus } from '../../domain/provisioning/recovery.ts';

/** One recovery. */
export const RecoveryEntity = defineEntity({
  name: 'Recovery',
  tableName: 'recoveries',
  properties: {
    organisationId: p.uuid().primary().fieldName('org_id'),
    id: p.uuid().primary(),
    endpointId: p.uuid().fieldName('endpoint_id'),
    since: p.datetime(3),
    until: p.datetime(3),
    statuses: p.array().columnType('text[]').$type<readonly RecoverableStatus[]>(),
    state: p.text().$type<Recovery['state']>(),
    expected: p.integer(),
    queued: p.integer(),
    createdAt: p.datetime(3).fieldName('created_at'),
    finishedAt: p.datetime(3).fieldName('finished_at').nullable(),
  },
});
