/**
 * Accounts as they are shown, and what an invitation's link shows before there is one.
 */
import { component, dictionary, type Fields, oneOf, orNull, record, text, time, uuid } from '../../schemas/field.ts';
import type { JsonSchema } from '../../sdk/contract.ts';

const roles = ['platform_admin', 'org_admin', 'org_member'];

const operatorFields: Fields = {
  id: uuid('The account.'),
  org_id: orNull(uuid('The organisation that it operates.'), 'it operates the platform'),
  email: text('What its holder signs in with, in any letter case.', 'ada@example.com'),
  name: text('What others see of them.', 'Ada'),
  role: oneOf(roles, 'What it may do.'),
  disabled_at: orNull(time('Since when it cannot be used.'), 'it can be used'),
  created_at: time('When it was made.'),
};

const signedIn = record('Somebody who has signed in. The session is in the cookie that comes with this answer.', {
  operator: component('Operator'),
  csrf_token: text('What every change under the session has to bring along, as `X-CSRF-Token`.'),
});

const organisation = record('The organisation to operate.', {
  id: uuid('The organisation.'),
  slug: text('What it is called in paths.', 'acme'),
  name: text('What people call it.', 'Acme Ltd'),
});

const previewed = record('An invitation, as it is shown to who holds its link.', {
  email: text('Whose account it will be.', 'ada@example.com'),
  role: oneOf(roles, 'What the account will be allowed to do.'),
  invited_by: text('Who invites.', 'Grace'),
  expires_at: time('Until when it can be accepted.'),
  organisation: orNull(organisation, 'the invitation is to operate the platform'),
});

const invitation: Fields = {
  id: uuid('The id of the invitation.'),
  org_id: orNull(uuid('The organisation to operate.'), 'it is to operate the platform'),
  email: text('Who is invited.', 'ada@example.com'),
  role: oneOf(roles, 'What the account will be allowed to do.'),
  invited_by: text('Who invites.', 'Grace'),
  status: oneOf(['open', 'accepted', 'expired'], 'Whether its link still works.'),
  expires_at: time('Until when it can be accepted.'),
  created_at: time('When it was made.'),
};

const token: Fields = {
  id: uuid('The id of the token.'),
  org_id: orNull(uuid('The organisation that it operates.'), 'it operates the platform'),
  name: text('What people call it.', 'deployment'),
  role: oneOf(roles, 'What it may do.'),
  token_prefix: text('How the token begins, to tell it from others.', 'pck_adm_Ab3dE5fG'),
  status: oneOf(['active', 'revoked', 'expired'], 'Whether it still opens anything.'),
  expires_at: orNull(time('When it stops working.'), 'never'),
  last_used_at: orNull(time('When it was last used.'), 'never, so far'),
  created_at: time('When it was made.'),
};

const session = record('Who is calling.', {
  operator: record('The account, or the token.', {
    id: orNull(uuid('Its id.'), "it is the token in the hub's environment"),
    name: text('What people call it.', 'Ada'),
    role: oneOf(roles, 'What it may do.'),
    org_id: orNull(uuid('The organisation that it operates.'), 'it operates the platform'),
  }),
  organisation: orNull(organisation, 'the caller operates the platform'),
  csrf_token: orNull(
    text('What every change under the session has to bring along, as `X-CSRF-Token`.'),
    'the caller showed a token, which needs none',
  ),
});

const auditEntry = record('One change that an operator made.', {
  id: uuid('The id of the entry.'),
  at: time('When.'),
  actor: record('Who.', {
    id: orNull(uuid('The account, or the token.'), "it was the token in the hub's environment"),
    name: text('What it was called then.', 'Ada'),
    role: oneOf(roles, 'What it was allowed to do then.'),
  }),
  action: text('Method and path of the call.', 'PATCH /connectors/:id'),
  target_id: orNull(text('The id of what was changed.'), 'it has none'),
  before: orNull(dictionary('What of it changed, as it was.'), 'it was made, or shows nothing'),
  after: orNull(dictionary('What of it changed, as it became; all of it, when it was made.'), 'nothing is left of it'),
  client_ip: text('From which address.', '192.0.2.1'),
});

/** By the names of their components. */
export const accountSchemas: Readonly<Record<string, JsonSchema>> = {
  Operator: record('A person who operates.', operatorFields),
  SignedIn: signedIn,
  Session: session,
  InvitationPreview: previewed,
  Invitation: record('An offer of an account.', invitation),
  InvitationCreated: record('A new invitation with its link.', {
    ...invitation,
    token: text('What the link proves: shown here, and never again.', 'pck_inv_...'),
    link: text('The page where it is accepted.', 'https://hub.example.com/console/invitation#pck_inv_...'),
    mail: oneOf(['sent', 'failed', 'not_configured'], 'Whether the link was mailed; where it was not, hand it over yourself.'),
    mail_error: orNull(text('Why the mail failed.'), 'it did not, or there was none'),
  }),
  OperatorToken: record('A token of the operator API.', token),
  OperatorTokenCreated: record('A new token of the operator API.', {
    ...token,
    token: text('The whole token: shown here, and never again.', 'pck_adm_...'),
  }),
  AuditEntry: auditEntry,
};
