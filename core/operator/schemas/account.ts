/**
 * Accounts as they are shown, and what an invitation's link shows before there is one.
 */
import { component, type Fields, oneOf, orNull, record, text, time, uuid } from '../../schemas/field.ts';
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

const previewed = record('An invitation, as it is shown to who holds its link.', {
  email: text('Whose account it will be.', 'ada@example.com'),
  role: oneOf(roles, 'What the account will be allowed to do.'),
  invited_by: text('Who invites.', 'Grace'),
  expires_at: time('Until when it can be accepted.'),
  organisation: orNull(
    record('The organisation to operate.', {
      id: uuid('The organisation.'),
      slug: text('What it is called in paths.', 'acme'),
      name: text('What people call it.', 'Acme Ltd'),
    }),
    'the invitation is to operate the platform',
  ),
});

/** By the names of their components. */
export const accountSchemas: Readonly<Record<string, JsonSchema>> = {
  Operator: record('A person who operates.', operatorFields),
  SignedIn: signedIn,
  InvitationPreview: previewed,
};
