/**
 * The mail that carries an invitation's link. It is the hub's own text; of what people chose it holds two names.
 */
import type { Mail } from '../../domain/mail.ts';
import type { Invitation } from '../../domain/provisioning/operator-account.ts';
import type { Organisation } from '../../domain/provisioning/organisation.ts';

/** Writes it. Without an organisation the invitation is to operate the hub itself. */
export function writeInvitation(
  { id, email, invitedBy, expiresAt }: Invitation,
  organisation: Organisation | null,
  link: string,
): Mail {
  const place = organisation === null ? 'a Crossdock hub' : `${organisation.name} on a Crossdock hub`;
  return {
    id,
    to: email,
    subject: `You are invited to ${organisation?.name ?? 'a Crossdock hub'}`,
    text: [
      `${invitedBy} invites you to ${place}.`,
      'To choose a password and sign in, open this link:',
      '',
      link,
      '',
      `It works once, until ${expiresAt.toISOString().slice(0, 10)}. If you expected no invitation, do nothing.`,
    ].join('\n'),
  };
}
