/**
 * `/invitations/preview` and `/invitations/accept`: the other end of an invitation's link. Whoever has the link is meant; a
 * link that is used, withdrawn, over or made up is one and the same 404.
 */
import { fault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import { hashToken, invitationTokenPrefix, isToken } from '../../domain/key-token.ts';
import { uuidV7 } from '../../domain/uuid.ts';
import { component } from '../../schemas/field.ts';
import { bodyReader } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { openOperation } from '../request/operation.ts';
import type { OpenRoute } from '../request/route.ts';
import { nameSchema, passwordSchema } from '../request/schemas.ts';
import { noteAct } from './audit.ts';
import { operatorView } from './sessions.ts';

const tokenSchema = { type: 'string', maxLength: 200, description: 'What stands behind the # of the link.' };
const readPreview = bodyReader<{ readonly token: string }>({ properties: { token: tokenSchema }, required: ['token'] });
const readAcceptance = bodyReader<{ readonly token: string; readonly name: string; readonly password: string }>({
  properties: { token: tokenSchema, name: nameSchema, password: passwordSchema },
  required: ['token', 'name', 'password'],
});

const isTaken = fault('conflict', 'somebody has an account with this e-mail address');

/** Look, accept. */
export function acceptanceRoutes(dependencies: OperatorDependencies): readonly OpenRoute[] {
  const { repositories, passwords, clock, randomBytes } = dependencies;
  const { invitations, organisations } = repositories;
  const findOpen = async (token: string, now: number) =>
    isToken(token, invitationTokenPrefix) ? invitations.findOpen(hashToken(token), new Date(now)) : undefined;

  return [
    openOperation({
      method: 'POST', // the token is a secret, and stands in no path
      path: '/invitations/preview',
      operationId: 'previewInvitation',
      summary: 'Shows an invitation to who holds its link',
      body: readPreview,
      answers: { 200: component('InvitationPreview') },
      refusals: [fault('not_found')],
      async handle({ body: { token } }) {
        const invitation = await findOpen(token, clock.now());
        if (invitation === undefined) return fault('not_found');
        const { organisationId, email, role, invitedBy, expiresAt } = invitation;
        const organisation = organisationId === null ? undefined : await organisations.find(organisationId);
        return jsonReply(200, {
          email,
          role,
          invited_by: invitedBy,
          expires_at: expiresAt,
          organisation: organisation ? { id: organisation.id, slug: organisation.slug, name: organisation.name } : null,
        });
      },
    }),
    openOperation({
      method: 'POST',
      path: '/invitations/accept',
      operationId: 'acceptInvitation',
      summary: 'Makes the account that an invitation offers',
      description: 'It signs nobody in: what follows is `POST /session`.',
      body: readAcceptance,
      answers: { 201: component('Operator') },
      refusals: [fault('not_found'), isTaken],
      async handle({ body: { token, name, password }, clientIp }) {
        const now = clock.now();
        // Looked for first: a password costs much to hash, and anybody can make tokens up.
        if ((await findOpen(token, now)) === undefined) return fault('not_found');
        const account = { id: uuidV7(now, randomBytes), name, passwordHash: await passwords.hash(password) };
        const operator = await invitations.accept(hashToken(token), new Date(now), account);
        if (operator === 'email_taken') return isTaken;
        if (operator === undefined) return fault('not_found');
        const after = operatorView(operator);
        const action = 'POST /invitations/accept';
        await noteAct(dependencies, { caller: operator, action, targetId: operator.id, after, clientIp });
        return jsonReply(201, after);
      },
    }),
  ];
}
