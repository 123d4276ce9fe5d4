/**
 * Sends mail that nobody has subscribed to, such as an invitation, through the transport of e-mail deliveries. It tries once:
 * whoever asked for it is told what came of it.
 */
import type { SendMail } from '../domain/mail.ts';
import type { EmailTransport } from './transport-email.ts';

/** Makes it. */
export function createSendMail({ send }: Pick<EmailTransport, 'send'>): SendMail {
  return async (mail) => {
    const answer = await send(mail);
    if (answer.kind === 'failed') return answer.detail;
    return answer.status >= 200 && answer.status < 300 ? undefined : `the mail server did not accept it (${answer.status})`;
  };
}
