/**
 * Maps `operators` and `operator_invitations`: people who operate. Only the system role sees them.
 */
import { defineEntity, p } from '@mikro-orm/core';
import type { OperatorRole } from '../../domain/provisioning/operator-token.ts';

/** One person. */
export const OperatorEntity = defineEntity({
  name: 'Operator',
  tableName: 'operators',
  properties: {
    id: p.uuid().primary(),
    organisationId: p.uuid().fieldName('org_id').nullable(),
    email: p.text(),
    name: p.text(),
    role: p.text().$type<OperatorRole>(),
    passwordHash: p.text(),
    disabledAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
});

/** One offer of an account. */
export const InvitationEntity = defineEntity({
  name: 'Invitation',
  tableName: 'operator_invitations',
  properties: {
    id: p.uuid().primary(),
    organisationId: p.uuid().fieldName('org_id').nullable(),
    tokenHash: p.blob(),
    email: p.text(),
    role: p.text().$type<OperatorRole>(),
    invitedBy: p.text(),
    expiresAt: p.datetime(3),
    acceptedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
});
