/**
 * Sends one e-mail to one address through the operator's SMTP server, within a deadline, and says what came of it. It
 * never decides who may be written to, never retries, and never throws for what a server does.
 */
import { isEmailAddress } from '../domain/email-address.ts';
import { startDeadline } from './deadline.ts';
import { readMailbox, writeEmail } from './email-text.ts';
import { describeMailerError, type EmailFailure, emailFailure, type SmtpReply } from './smtp-failure.ts';
import { createSmtpPool } from './smtp-pool.ts';

/** One e-mail; the sender is the transport's. */
export interface EmailRequest {
  /** The same at every attempt; part of the Message-ID. */
  readonly id: string;
  /** One plain address. */
  readonly to: string;
  /** One line; control characters are taken out. */
  readonly subject: string;
  readonly text: string;
}

/** What came of it; the status is the server's SMTP reply code, and the body the beginning of its reply. */
export type EmailAnswer = (SmtpReply | EmailFailure) & { readonly latencyMilliseconds: number };

/** Sends e-mail. */
export interface EmailTransport {
  send(request: EmailRequest): Promise<EmailAnswer>;
  /** Waits for what is in flight, one deadline at most, then ends every connection. */
  close(): Promise<void>;
}

/** What a transport is made of. */
export interface EmailTransportOptions {
  /** `smtp://` or `smtps://`; undefined means that there is no server. */
  readonly smtpUrl: string | undefined;
  /** An address, with or without a display name. */
  readonly mailFrom: string;
  /** Milliseconds since 1970, for dates and latencies. */
  readonly now: () => number;
  /** For everything together, waiting for a connection included. Default 15,000. */
  readonly deadlineMilliseconds?: number;
  /** PEM certificates that are trusted in place of Node's own; absent means Node's own. */
  readonly certificateAuthorities?: readonly string[];
}

const excerptLimit = 1_000;

/** A transport with a few connections of its own, kept open between messages. */
export function createEmailTransport(options: EmailTransportOptions): EmailTransport {
  const { smtpUrl, now, deadlineMilliseconds = 15_000 } = options;
  if (smtpUrl === undefined) return withoutServer;
  const from = readMailbox(options.mailFrom);
  const pool = createSmtpPool(smtpUrl, deadlineMilliseconds, options.certificateAuthorities);
  const inFlight = new Set<Promise<EmailAnswer>>();

  async function exchange({ id, to, subject, text }: EmailRequest): Promise<SmtpReply | EmailFailure> {
    if (!isEmailAddress(to)) return emailFailure('invalid_request', 'the target is not one plain e-mail address');
    const deadline = startDeadline(deadlineMilliseconds);
    try {
      const raw = writeEmail({ from, to, subject, text, messageId: id, sentAt: now() });
      return await pool.send({ envelope: { from: from.address, to: [to] }, raw, signal: deadline.signal });
    } catch (error) {
      if (!deadline.signal.aborted) return describeMailerError(error);
      return emailFailure('timeout', `no answer within ${deadlineMilliseconds} milliseconds`);
    } finally {
      deadline.clear();
    }
  }

  async function measure(request: EmailRequest): Promise<EmailAnswer> {
    const startedAt = now();
    const outcome = await exchange(request);
    const latencyMilliseconds = Math.max(0, now() - startedAt); // a wall clock may be set back meanwhile
    return { ...outcome, ...(outcome.kind === 'answered' && { body: excerpt(outcome.body, request.to) }), latencyMilliseconds };
  }

  return {
    send(request) {
      const answer = measure(request);
      inFlight.add(answer);
      return answer.finally(() => inFlight.delete(answer));
    },
    async close() {
      await Promise.allSettled(inFlight);
      pool.close();
    },
  };
}

/** One line without the recipient's address, which servers like to repeat. */
function excerpt(reply: string, address: string): string {
  const line = reply.replaceAll(/\p{Cc}+/gu, ' ').replaceAll(new RegExp(address.replaceAll(/\W/g, '\\$&'), 'gi'), '[address]');
  return line.slice(0, excerptLimit).toWellFormed();
}

const withoutServer: EmailTransport = {
  send: () =>
    Promise.resolve({ ...emailFailure('smtp_not_configured', 'set CROSSDOCK_SMTP_URL to send e-mail'), latencyMilliseconds: 0 }),
  close: () => Promise.resolve(),
};
