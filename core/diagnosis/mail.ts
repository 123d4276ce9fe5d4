/**
 * Opens one connection to the mail server, greets it and logs in, as a delivery would. It sends no message.
 */
import { createTransport } from 'nodemailer';
import { readSmtpServer } from '../delivery/smtp-server.ts';
import type { Environment } from '../platform/environment.ts';
import { failed, type Finding, ok, reasonOf, skipped } from './finding.ts';

const timeoutMilliseconds = 5_000;

/** One finding. */
export async function examineMail({ smtpUrl }: Environment): Promise<Finding> {
  if (smtpUrl === undefined)
    return skipped('SMTP', 'CROSSDOCK_SMTP_URL is not set: e-mail deliveries would fail with smtp_not_configured');
  const { host, port, tls, checkCertificate, login } = readSmtpServer(smtpUrl);
  const transport = createTransport({
    host,
    port,
    secure: tls === 'always',
    requireTLS: tls === 'required',
    tls: { rejectUnauthorized: checkCertificate },
    ...(login && { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: timeoutMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    socketTimeout: timeoutMilliseconds,
  });
  try {
    await transport.verify();
    return ok('SMTP', `${host}:${port} takes mail`);
  } catch (error) {
    const detail = `${host}:${port} does not take mail (${reasonOf(error)})`;
    return failed(
      'SMTP',
      detail,
      'look at host, port and login in CROSSDOCK_SMTP_URL; smtps:// is for servers that speak TLS from the first byte',
    );
  } finally {
    transport.close();
  }
}
