/**
 * The page behind the link of a confirmation mail. It shows nothing of the store or the address, and nobody's log gets the
 * whole token: it is not logged here, and the request log masks tokens wherever they stand.
 *
 * 200: the address is confirmed, now or before. 404: no such link. 429: too many wrong links from one address. HEAD
 * confirms nothing, since programs that look at links send it.
 */
import type { IRouter } from 'express';
import { fault, type Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import { isToken, recipientTokenPrefix } from '../domain/key-token.ts';
import { confirmationPath, type MailRecipients } from '../domain/mail-recipients.ts';
import type { StrangerLimit } from '../inbound/stranger-limit.ts';
import { sendReply } from './answer.ts';
import { clientIpOf } from './arrival.ts';
import type { RequestScope } from './request-scope.ts';

/** What mounting needs. */
export interface EmailConfirmationMount {
  readonly recipients: MailRecipients;
  readonly strangers: StrangerLimit;
  readonly scope: RequestScope;
}

/** Mounts it. */
export function mountEmailConfirmation(router: IRouter, { recipients, strangers, scope }: EmailConfirmationMount): void {
  scope.on(router, 'GET', `${confirmationPath}:token`, async (request, response) => {
    const token = String(request.params['token']);
    const requestId = scope.idOf(response);
    const isKnown = isToken(token, recipientTokenPrefix) && (request.method === 'HEAD' || (await recipients.confirm(token)));
    if (isKnown) {
      sendReply(response, page(200, 'Thank you', 'This address is confirmed. Notifications will be sent to it.'), { requestId });
      return;
    }
    const refusal = refuse(strangers.fail(clientIpOf(request)));
    sendReply(response, page(refusal.status, 'This link does not work', wordingOf(refusal)), { requestId, fault: refusal });
  });
}

function refuse(waitSeconds: number): Fault {
  return waitSeconds > 0
    ? fault('rate_limited', 'too many unknown links', { retryAfterSeconds: waitSeconds })
    : fault('not_found');
}

function wordingOf({ code }: Fault): string {
  return code === 'rate_limited'
    ? 'Too many links that do not exist were opened from here. Please try again later.'
    : 'Please check that the whole link was copied from the e-mail.';
}

/** The texts are ours: nothing of the request is shown. */
function page(status: number, title: string, text: string): HttpReply {
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    headers: {
      'Content-Security-Policy': "default-src 'none'",
      'Referrer-Policy': 'no-referrer', // the URL is a secret
      'X-Content-Type-Options': 'nosniff',
    },
    body: `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n</html>\n`,
  };
}
