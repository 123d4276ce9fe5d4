/**
 * A few SMTP connections to one server, kept open between messages; the only file that knows nodemailer's transport. It
 * writes no message, and has no time limit of its own beyond that of opening a connection.
 */
import { createTransport, type SMTPPoolOptions } from 'nodemailer';
import type { SmtpReply } from './smtp-failure.ts';
import { readSmtpServer } from './smtp-server.ts';
import { createSmtpSockets } from './smtp-sockets.ts';

/** One message, written out. */
export interface RawMessage {
  readonly envelope: { readonly from: string; readonly to: string[] };
  readonly raw: string;
  /** Gives the message up, and the connection that carries it. */
  readonly signal: AbortSignal;
}

/** An open pool. */
export interface SmtpPool {
  /** Rejects with nodemailer's error unless the server takes the message. Waits for a free connection. */
  send(message: RawMessage): Promise<SmtpReply>;
  /** Ends every connection, whatever it does. */
  close(): void;
}

const maximumConnections = 4;
const idleConnectionMilliseconds = 30_000;
const replyLimitBytes = 65_536;
const accepted = 250;

/** A pool for `CROSSDOCK_SMTP_URL`; nothing is opened before the first message. `certificateAuthorities`: PEM, in place of Node's own. */
export function createSmtpPool(
  smtpUrl: string,
  timeoutMilliseconds: number,
  certificateAuthorities?: readonly string[],
): SmtpPool {
  const { host, port, tls, checkCertificate, login } = readSmtpServer(smtpUrl);
  const sockets = createSmtpSockets({ host, port, timeoutMilliseconds });
  const getSocket: SMTPPoolOptions['getSocket'] = (_options, callback) => {
    sockets.open().then(
      (connection) => callback(null, { connection }),
      (error: unknown) => callback(error instanceof Error ? error : new Error('the connection failed', { cause: error })),
    );
  };
  const pool = createTransport({
    pool: true,
    host,
    port,
    secure: tls === 'always',
    requireTLS: tls === 'required',
    tls: { rejectUnauthorized: checkCertificate, ...(certificateAuthorities && { ca: [...certificateAuthorities] }) },
    ...(login && { auth: { user: login.user, pass: login.password } }),
    getSocket,
    maxConnections: maximumConnections,
    maxRequeues: 1, // a kept connection may turn out to be gone before a byte of the message was sent
    idleTimeout: idleConnectionMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    socketCloseTimeout: 0,
    maxResponseSize: replyLimitBytes,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(message) {
      const { response } = await pool.sendMail(message);
      return { kind: 'answered', status: Number(/^2\d\d/.exec(response)?.[0] ?? accepted), body: response };
    },
    close() {
      pool.close();
      sockets.destroyAll();
    },
  };
}
