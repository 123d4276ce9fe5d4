/**
 * `/orgs/{org}/invitations`, `/invitations` and `/invitations/accept`: how people get an account. The link is shown to who
 * invites, once, and works once, for a week.
 */
import { fault, isFault } from '../../domain/fault.ts';
import { type HttpReply, jsonReply } from '../../domain/http-reply.ts';
import { hashToken, invitationTokenPrefix, isToken, mintToken } from '../../domain/key-token.ts';
import type { Invitation } from '../../domain/provisioning/operator-account.ts';
import type { OperatorRole } from '../../domain/provisioning/operator-token.ts';
import { isUuid, uuidV7 } from '../../domain/uuid.ts';
import { bodyReader, readNothing } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation } from '../request/lookups.ts';
import { listReply, pageParameters, pageRequest } from '../request/paging.ts';
import { readQuery } from '../request/query.ts';
import type { OpenRoute, OperatorRequest, OperatorRoute } from '../request/route.ts';
import { nameSchema, passwordSchema } from '../request/schemas.ts';
import { operatorView } from './sessions.ts';

const email = { type: 'string', format: 'email' };
const readPlatformInvitation = bodyReader<{ readonly email: string }>({ properties: { email }, required: ['email'] });
const readInvitation = bodyReader<{ readonly email: string; readonly role: 'org_admin' | 'org_member' }>({
  properties: { email, role: { enum: ['org_admin', 'org_member'] } },
  required: ['email', 'role'],
});
const readAcceptance = bodyReader<{ readonly token: string; readonly name: string; readonly password: string }>({
  properties: { token: { type: 'string', maxLength: 200 }, name: nameSchema, password: passwordSchema },
  required: ['token', 'name', 'password'],
});

const validMilliseconds = 7 * 24 * 60 * 60 * 1_000;

/** Invite, list, withdraw. */
export function invitationRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, clock, randomBytes, publicUrl } = dependencies;
  const { invitations } = repositories;

  async function invite(
    organisationId: string | null,
    role: OperatorRole,
    address: string,
    { caller }: OperatorRequest,
  ): Promise<HttpReply> {
    const token = mintToken(invitationTokenPrefix, randomBytes);
    const now = clock.now();
    const invitation: Invitation = {
      id: uuidV7(now, randomBytes),
      organisationId,
      email: address,
      role,
      invitedBy: caller.name,
      expiresAt: new Date(now + validMilliseconds),
      acceptedAt: null,
      createdAt: new Date(now),
    };
    await invitations.create(invitation, hashToken(token));
    const link = `${publicUrl.replace(/\/+$/, '')}/console/invitation#${token}`; // behind a #, so that it reaches no server's log
    return jsonReply(201, { ...view(invitation, now), token, link });
  }

  return [
    {
      method: 'POST',
      path: '/orgs/:org/invitations',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const body = readInvitation(request.json);
        return isFault(body) ? body : invite(organisation.id, body.role, body.email, request);
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org/invitations',
      access: 'org_admin',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const parameters = readQuery(request.query, pageParameters);
        if (isFault(parameters)) return parameters;
        const page = await invitations.list(organisation.id, pageRequest(parameters));
        return listReply(page, (invitation) => view(invitation, clock.now()));
      },
    },
    {
      method: 'POST',
      path: '/invitations',
      access: 'platform_admin',
      async handle(request) {
        const body = readPlatformInvitation(request.json);
        return isFault(body) ? body : invite(null, 'platform_admin', body.email, request);
      },
    },
    {
      method: 'DELETE',
      path: '/invitations/:id',
      async handle(request) {
        const id = request.params['id'] ?? '';
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        if (!isUuid(id) || (await invitations.find(id)) === undefined) return fault('not_found');
        await invitations.withdraw(id);
        return { status: 204, body: '' };
      },
    },
  ];
}

/** Accept: whoever has the link. */
export function acceptanceRoutes({ repositories, passwords, clock, randomBytes }: OperatorDependencies): readonly OpenRoute[] {
  return [
    {
      method: 'POST',
      path: '/invitations/accept',
      async handle({ json }) {
        const body = readAcceptance(json);
        if (isFault(body)) return body;
        if (!isToken(body.token, invitationTokenPrefix)) return fault('not_found');
        const now = clock.now();
        const passwordHash = await passwords.hash(body.password);
        const account = { id: uuidV7(now, randomBytes), name: body.name, passwordHash };
        const operator = await repositories.invitations.accept(hashToken(body.token), new Date(now), account);
        if (operator === 'email_taken') return fault('conflict', 'somebody has an account with this e-mail address');
        return operator === undefined ? fault('not_found') : jsonReply(201, operatorView(operator));
      },
    },
  ];
}

function view(invitation: Invitation, now: number) {
  const isOver = invitation.expiresAt.getTime() <= now;
  return {
    id: invitation.id,
    org_id: invitation.organisationId,
    email: invitation.email,
    role: invitation.role,
    invited_by: invitation.invitedBy,
    status: invitation.acceptedAt !== null ? 'accepted' : isOver ? 'expired' : 'open',
    expires_at: invitation.expiresAt,
    created_at: invitation.createdAt,
  };
}
