/**
 * `/orgs/{org}/invitations` and `/invitations`: how people are offered an account. The link works once, for a week. It is
 * mailed where the hub has a mail server, and shown once to who invites.
 */
import { fault, type Fault, isFault } from '../../domain/fault.ts';
import { type HttpReply, jsonReply } from '../../domain/http-reply.ts';
import { hashToken, invitationTokenPrefix, mintToken } from '../../domain/key-token.ts';
import type { Invitation, LoginSubject } from '../../domain/provisioning/operator-account.ts';
import type { OperatorRole } from '../../domain/provisioning/operator-token.ts';
import type { Organisation } from '../../domain/provisioning/organisation.ts';
import { isUuid, uuidV7 } from '../../domain/uuid.ts';
import { bodyReader, readNothing } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation } from '../request/lookups.ts';
import { listReply, pageParameters, pageRequest } from '../request/paging.ts';
import { readQuery } from '../request/query.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { writeInvitation } from './invitation-mail.ts';

const email = { type: 'string', format: 'email' };
const readPlatformInvitation = bodyReader<{ readonly email: string }>({ properties: { email }, required: ['email'] });
const readInvitation = bodyReader<{ readonly email: string; readonly role: 'org_admin' | 'org_member' }>({
  properties: { email, role: { enum: ['org_admin', 'org_member'] } },
  required: ['email', 'role'],
});

/** An organisation's admins choose the addresses and two names in the mail: no more than this in a quarter of an hour. */
const mailLimit = 30;
const validMilliseconds = 7 * 24 * 60 * 60 * 1_000;

/** Invite, list, withdraw. */
export function invitationRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, clock, randomBytes, publicUrl, sendMail } = dependencies;
  const { invitations, logins } = repositories;

  async function invite(
    organisation: Organisation | null,
    role: OperatorRole,
    address: string,
    { caller }: OperatorRequest,
  ): Promise<HttpReply | Fault> {
    const mails: readonly LoginSubject[] =
      sendMail && organisation ? [{ name: `invitations ${organisation.id}`, limit: mailLimit }] : [];
    const retryAfterSeconds = await logins.waitSeconds(mails);
    if (retryAfterSeconds > 0) return fault('rate_limited', 'too many invitations were mailed', { retryAfterSeconds });
    await logins.fail(mails);
    const token = mintToken(invitationTokenPrefix, randomBytes);
    const now = clock.now();
    const invitation: Invitation = {
      id: uuidV7(now, randomBytes),
      organisationId: organisation?.id ?? null,
      email: address,
      role,
      invitedBy: caller.name,
      expiresAt: new Date(now + validMilliseconds),
      acceptedAt: null,
      createdAt: new Date(now),
    };
    await invitations.create(invitation, hashToken(token));
    const link = `${publicUrl.replace(/\/+$/, '')}/console/invitation#${token}`; // behind a #, so that it reaches no server's log
    const problem = await sendMail?.(writeInvitation(invitation, organisation, link));
    const mail = sendMail === undefined ? 'not_configured' : problem === undefined ? 'sent' : 'failed';
    return jsonReply(201, { ...view(invitation, now), token, link, mail, mail_error: problem ?? null });
  }

  return [
    {
      method: 'POST',
      path: '/orgs/:org/invitations',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const body = readInvitation(request.json);
        return isFault(body) ? body : invite(organisation, body.role, body.email, request);
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
