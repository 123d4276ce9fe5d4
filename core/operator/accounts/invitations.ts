/**
 * `/orgs/{org}/invitations` and `/invitations`: how people are offered an account. The link works once, for a week. It is
 * mailed where the hub has a mail server, and shown once to who invites.
 */
import { fault, type Fault } from '../../domain/fault.ts';
import { type HttpReply, jsonReply } from '../../domain/http-reply.ts';
import { hashToken, invitationTokenPrefix, mintToken } from '../../domain/key-token.ts';
import type { Invitation, LoginSubject } from '../../domain/provisioning/operator-account.ts';
import type { OperatorRole } from '../../domain/provisioning/operator-token.ts';
import type { Organisation } from '../../domain/provisioning/organisation.ts';
import { isUuid, uuidV7 } from '../../domain/uuid.ts';
import { component } from '../../schemas/field.ts';
import { bodyReader } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import type { OperatorCaller, OperatorRoute } from '../request/route.ts';
import { writeInvitation } from './invitation-mail.ts';

const email = { type: 'string', format: 'email', description: 'Who is invited.', examples: ['ada@example.com'] };
const platformInvitationBody = bodyReader<{ readonly email: string }>({ properties: { email }, required: ['email'] });
const invitationBody = bodyReader<{ readonly email: string; readonly role: 'org_admin' | 'org_member' }>({
  properties: { email, role: { enum: ['org_admin', 'org_member'], description: 'What the account will be allowed to do.' } },
  required: ['email', 'role'],
});

/** An organisation's admins choose the addresses and two names in the mail: no more than this in a quarter of an hour. */
const mailLimit = 30;
const validMilliseconds = 7 * 24 * 60 * 60 * 1_000;

const tooManyMails = (retryAfterSeconds: number) =>
  fault('rate_limited', 'too many invitations were mailed', { retryAfterSeconds });

/** Invite, list, withdraw. */
export function invitationRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, clock, randomBytes, publicUrl, sendMail } = dependencies;
  const { invitations, logins } = repositories;

  async function invite(
    organisation: Organisation | null,
    role: OperatorRole,
    address: string,
    caller: OperatorCaller,
  ): Promise<HttpReply | Fault> {
    const mails: readonly LoginSubject[] =
      sendMail && organisation ? [{ name: `invitations ${organisation.id}`, limit: mailLimit }] : [];
    const retryAfterSeconds = await logins.beginTry(mails);
    if (retryAfterSeconds > 0) return tooManyMails(retryAfterSeconds);
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
    operation({
      method: 'POST',
      path: '/orgs/:org/invitations',
      operationId: 'createInvitation',
      summary: 'Invites somebody to operate an organisation',
      description:
        'The link works once, for a week. It is mailed where the hub has a mail server, and shown in this answer only.',
      find: (request) => findOrganisation(dependencies, request),
      body: invitationBody,
      answers: { 201: component('InvitationCreated') },
      refusals: [tooManyMails(1)],
      handle: ({ subject: organisation, body: { role, email: address }, caller }) => invite(organisation, role, address, caller),
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/invitations',
      access: 'org_admin',
      operationId: 'listInvitations',
      summary: "Lists an organisation's invitations, accepted and expired ones too",
      find: (request) => findOrganisation(dependencies, request),
      query: pageParameters,
      answers: { 200: pageOf(component('Invitation')) },
      async handle({ subject: organisation, query }) {
        const page = await invitations.list(organisation.id, pageRequest(query));
        return listReply(page, (invitation) => view(invitation, clock.now()));
      },
    }),
    operation({
      method: 'POST',
      path: '/invitations',
      access: 'platform_admin',
      operationId: 'createPlatformInvitation',
      summary: 'Invites somebody to operate the platform',
      description:
        'The link works once, for a week. It is mailed where the hub has a mail server, and shown in this answer only.',
      body: platformInvitationBody,
      answers: { 201: component('InvitationCreated') },
      handle: ({ body, caller }) => invite(null, 'platform_admin', body.email, caller),
    }),
    operation({
      method: 'GET',
      path: '/invitations',
      access: 'platform_admin',
      operationId: 'listPlatformInvitations',
      summary: 'Lists the invitations to operate the platform, accepted and expired ones too',
      query: pageParameters,
      answers: { 200: pageOf(component('Invitation')) },
      async handle({ query }) {
        return listReply(await invitations.list(null, pageRequest(query)), (invitation) => view(invitation, clock.now()));
      },
    }),
    operation({
      method: 'DELETE',
      path: '/invitations/:id',
      operationId: 'withdrawInvitation',
      summary: 'Takes an invitation back',
      description: 'Its link works no more. An account that was made with it stays.',
      async find({ params: { id = '' } }) {
        return (isUuid(id) ? await invitations.find(id) : undefined) ?? fault('not_found');
      },
      answers: { 204: null },
      async handle({ subject: { id } }) {
        await invitations.withdraw(id);
        return { status: 204, body: '' };
      },
    }),
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
