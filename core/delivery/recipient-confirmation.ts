/**
 * The one e-mail that an address gets before its owner has agreed to more: a link. It never decides who has agreed.
 */
import type { HubEvent } from '../domain/event.ts';
import type { EmailMessage } from '../sdk/contract.ts';

/** Where the link leads, below the hub's public URL; the token follows. */
export const confirmationPath = '/email-confirmations/';

/** True for the event that asks an address whether mail is welcome. */
export function isConfirmationRequest({ type }: HubEvent): boolean {
  return type === 'recipient.added';
}

/** Writes the question. `publicUrl` has no slash at the end. */
export function writeConfirmationRequest({ dataJson }: HubEvent, publicUrl: string): EmailMessage {
  const { recipient } = JSON.parse(dataJson) as { recipient: { token: string } }; // written by ask_recipient, nobody else
  return {
    kind: 'email',
    subject: 'Confirm this address to receive store notifications',
    text: [
      'Somebody has asked for notifications of a store to be sent to this address.',
      '',
      'If you want them, open this link:',
      `${publicUrl}${confirmationPath}${recipient.token}`,
      '',
      'If you do not, do nothing: nothing else will be sent.',
      '',
    ].join('\n'),
  };
}
