/**
 * Why an e-mail did not leave, in words of our own: turns what nodemailer reports into an answer of the server or a
 * closed set of codes, each with a sentence for the operator. No sentence holds an address, a password or the server's words.
 */

/**
 * `invalid_request`: nothing was sent, and sending it again will not help. `invalid_response`: what the server said was
 * not SMTP, or made no sense where it said it.
 */
export type EmailError =
  | 'smtp_not_configured'
  | 'smtp_unreachable'
  | 'smtp_login_failed'
  | 'tls_failed'
  | 'invalid_request'
  | 'invalid_response'
  | 'timeout';

/** The server's reply code and words, which are its own. */
export interface SmtpReply {
  readonly kind: 'answered';
  readonly status: number;
  readonly body: string;
}

/** A code to match on and a sentence to show. */
export interface EmailFailure {
  readonly kind: 'failed';
  readonly error: EmailError;
  readonly detail: string;
}

/** What nodemailer adds to its errors; `code` is which step failed, `originalCode` the system's or OpenSSL's own. */
interface MailerError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** The failure of this code. */
export function emailFailure(error: EmailError, detail: string): EmailFailure {
  return { kind: 'failed', error, detail };
}

/** A refusal in the server's words is an answer; all else is a failure to get one. */
export function describeMailerError(error: unknown): SmtpReply | EmailFailure {
  const { code, originalCode = '', responseCode, response = '' } = error as MailerError; // every property may be absent
  if (code === 'EAUTH') return emailFailure('smtp_login_failed', 'the mail server did not accept the user name and password');
  if (code === 'ETLS' || isTlsCode(originalCode)) {
    return emailFailure('tls_failed', 'TLS with the mail server failed: it is not offered, or the certificate is not trusted');
  }
  // Any other number is nonsense here, and a 2xx must not pass for a success.
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 600) {
    return { kind: 'answered', status: responseCode, body: response };
  }
  if (code === 'EPROTOCOL' || response !== '') return emailFailure('invalid_response', 'the mail server did not speak SMTP');
  return emailFailure('smtp_unreachable', 'the mail server of CROSSDOCK_SMTP_URL could not be reached, or broke off');
}

/** Of OpenSSL, Node's TLS and its check of certificates, as opposed to ECONNREFUSED and the like. */
function isTlsCode(code: string): boolean {
  return /^ERR_(SSL|TLS)_|CERT|SIGNATURE|ISSUER|^EPROTO$/.test(code);
}
