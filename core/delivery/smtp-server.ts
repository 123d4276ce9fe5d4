/**
 * Reads where e-mail goes: from `CROSSDOCK_SMTP_URL` to host, port, login and what is asked of TLS. It opens nothing.
 *
 * A password is sent only to a server that has proved its name, or to this machine. Without one, TLS is used where the
 * server offers it and no certificate is checked: whoever could forge it could as well hide the offer.
 */

/** A mail server as the operator described it. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `always`: from the first byte. `required`: by STARTTLS, or not at all. `offered`: by STARTTLS where it is offered. */
  readonly tls: 'always' | 'required' | 'offered';
  /** False: any certificate will do. */
  readonly checkCertificate: boolean;
  /** Absent: no login. */
  readonly login?: { readonly user: string; readonly password: string };
}

const smtpPort = 587;
const smtpsPort = 465;

/** Reads a URL that the environment has checked: `smtp://` or `smtps://`. Its path and query mean nothing. */
export function readSmtpServer(text: string): SmtpServer {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isSmtps = url.protocol === 'smtps:';
  const hasLogin = url.username !== '';
  const guarded = isSmtps || (hasLogin && !isThisMachine(host));
  return {
    host,
    port: Number(url.port) || (isSmtps ? smtpsPort : smtpPort),
    tls: isSmtps ? 'always' : guarded ? 'required' : 'offered',
    checkCertificate: guarded,
    ...(hasLogin && { login: { user: decode(url.username), password: decode(url.password) } }),
  };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A password with a bare % is meant as it stands. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
