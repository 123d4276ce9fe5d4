/**
 * The one e-mail that an address gets before its owner has agreed to more: a link. It never decides who has agreed.
 */
import type { HubEvent } from '../domain/event.ts';
import { confirmationPath } from '../domain/mail-recipients.ts';
import type { EmailMessage } from '../sdk/contract.ts';

/** What ask_recipient wrote, and nobody else. */
interface ConfirmationRequest {
  readonly recipient: { readonly address: string; readonly token: string };
}

/** True for the event that asks an address whether mail is welcome. */
export function isConfirmationRequest({ type }: HubEvent): boolean {
  return type === 'recipient.added';
}

/** Who is asked. The endpoint may have another address by now, whose owner could confirm this one with the link. */
export function askedAddress({ dataJson }: HubEvent): string {
  const { recipient } = JSON.parse(dataJson) as ConfirmationRequest; // as above
  return recipient.address;
}

/** Writes the question. `publicUrl` has no slash at the end. */
export function writeConfirmationRequest(
  { dataJson }: HubEvent,
  publicUrl: string,
  purpose: 'notifications' | 'alerts',
): EmailMessage {
  const { recipient } = JSON.parse(dataJson) as ConfirmationRequest; // as above
  return {
    kind: 'email',
    subject: `Confirm this address to receive store ${purpose}`,
    text: [
      `Somebody has asked for ${purpose} of a store to be sent to this`,
      'address. If you want them, open this link:',
      '',
      `${publicUrl}${confirmationPath}${recipient.token}`,
      '',
      'If you do not, do nothing: nothing else will be sent.',
    ].join('\n'),
  };
}
