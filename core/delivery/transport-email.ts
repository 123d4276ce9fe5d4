/**
 * Sends one e-mail to one address through the operator's SMTP server, within a deadline, and says what came of it. It
 * never decides who may be written to, never retries, and never throws for what a server does.
 */
import { createTransport } from 'nodemailer';
import { isEmailAddress } from '../domain/email-address.ts';
import { startDeadline } from './deadline.ts';

/** One e-mail; the transport adds From, Date and Message-ID. */
export interface EmailRequest {
  /** One plain address. */
  readonly to: string;
  /** One line; control characters are taken out. */
  readonly subject: string;
  readonly text: string;
}

/** What came of it; the status is the server's SMTP reply code, and the body its reply. */
export type EmailAnswer = (
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'failed'; readonly error: EmailError; readonly detail: string }
) & { readonly latencyMilliseconds: number };

/** `invalid_request`: nothing was sent, and sending it again will not help. */
export type EmailError = 'smtp_not_configured' | 'invalid_request' | 'smtp_unreachable' | 'smtp_login_failed' | 'timeout';

/** Sends e-mail. */
export interface EmailTransport {
  send(request: EmailRequest): Promise<EmailAnswer>;
  /** Waits for what is in flight, then closes every connection. */
  close(): Promise<void>;
}

/** What a transport is made of. */
export interface EmailTransportOptions {
  /** `smtp://` or `smtps://`; undefined means that there is no server. */
  readonly smtpUrl: string | undefined;
  /** An address, with or without a display name. */
  readonly mailFrom: string;
  /** Milliseconds, for latencies only. */
  readonly now: () => number;
  /** For everything together, waiting for a connection included. Default 15,000. */
  readonly deadlineMilliseconds?: number;
}

type Unmeasured = EmailAnswer extends infer Each ? (Each extends unknown ? Omit<Each, 'latencyMilliseconds'> : never) : never;

const maximumConnections = 4;
const excerptLimit = 1_000;

/** A transport with a few connections of its own, kept open between messages. */
export function createEmailTransport(options: EmailTransportOptions): EmailTransport {
  const { smtpUrl, mailFrom, now, deadlineMilliseconds = 15_000 } = options;
  const mailer =
    smtpUrl === undefined
      ? undefined
      : createTransport({
          url: smtpUrl,
          pool: true,
          maxConnections: maximumConnections,
          disableFileAccess: true,
          disableUrlAccess: true,
        });

  async function exchange({ to, subject, text }: EmailRequest): Promise<Unmeasured> {
    if (mailer === undefined) {
      return { kind: 'failed', error: 'smtp_not_configured', detail: 'set CROSSDOCK_SMTP_URL to send e-mail' };
    }
    if (!isEmailAddress(to))
      return { kind: 'failed', error: 'invalid_request', detail: 'the target is not one plain e-mail address' };
    const deadline = startDeadline(deadlineMilliseconds);
    try {
      const message = { from: mailFrom, to: { name: '', address: to }, subject: subject.replaceAll(/\p{Cc}+/gu, ' '), text };
      const { response } = await Promise.race([mailer.sendMail(message), deadline.expired]);
      return { kind: 'answered', status: 250, body: response.slice(0, excerptLimit) };
    } catch (error) {
      if (deadline.signal.aborted)
        return { kind: 'failed', error: 'timeout', detail: `no answer within ${deadlineMilliseconds} milliseconds` };
      return describe(error);
    } finally {
      deadline.clear();
    }
  }

  return {
    async send(request) {
      const startedAt = now();
      const outcome = await exchange(request);
      return { ...outcome, latencyMilliseconds: Math.max(0, now() - startedAt) };
    },
    async close() {
      mailer?.close();
    },
  };
}

/** A refusal of the server is an answer; everything else is a failure to reach it. */
function describe(error: unknown): Unmeasured {
  const { code, responseCode, response } = error as { code?: string; responseCode?: number; response?: string }; // nodemailer's errors
  if (code === 'EAUTH')
    return { kind: 'failed', error: 'smtp_login_failed', detail: 'the mail server refused user name or password' };
  if (responseCode !== undefined)
    return { kind: 'answered', status: responseCode, body: (response ?? '').slice(0, excerptLimit) };
  return { kind: 'failed', error: 'smtp_unreachable', detail: 'the mail server of CROSSDOCK_SMTP_URL could not be reached' };
}
