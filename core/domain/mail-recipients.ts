/**
 * E-mail addresses that subscriptions want mail sent to, and the link by which their owners agree.
 */

/** Where the link leads, below the hub's public URL; the token follows. */
export const confirmationPath = '/email-confirmations/';

/** The addresses that were asked. */
export interface MailRecipients {
  /** Notes that the owner of a link has followed it; again is no harm. False for a token that nobody was sent. */
  confirm(token: string): Promise<boolean>;
}
