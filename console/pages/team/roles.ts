/** What each role may do, in words. */
import type { Role } from '../../app/session.tsx';
import type { Choice } from '../../ui/field.tsx';

/** Its name. */
export const roleNames: Readonly<Record<Role, string>> = {
  org_member: 'Member',
  org_admin: 'Admin',
  platform_admin: 'Platform admin',
};

/** The choices where a role is given. */
export const roleChoices: readonly Choice[] = [
  { value: 'org_member', label: roleNames.org_member },
  { value: 'org_admin', label: roleNames.org_admin },
];

/** What the two differ in. */
export const roleHint =
  'Members read everything, answer in the inbox and retry deliveries. Admins also change things, and see keys and secrets when they are made.';
