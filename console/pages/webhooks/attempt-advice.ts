/** What went wrong with an attempt, in plain words, and what to do about it. It knows the codes that the hub gives. */
import type { Schemas } from '../../api/client.ts';

/** What there is to say. */
export interface Advice {
  readonly what: string;
  /** What to do; absent where nothing has to be done. */
  readonly todo?: string;
}

const byCode: Readonly<Record<string, Advice>> = {
  timeout: {
    what: 'No answer came within 15 seconds',
    todo: 'Let the receiver keep what came and answer at once, and do the work afterwards.',
  },
  dns_failed: {
    what: 'The name of the host is not known',
    todo: 'See whether the URL is written right, and whether its name still exists.',
  },
  connection_refused: {
    what: 'Nothing listens at the address',
    todo: 'See whether the receiver runs, and on the port of the URL.',
  },
  connection_reset: {
    what: 'The connection broke before an answer came',
    todo: "Look into the receiver's log, or that of the proxy before it, at this time.",
  },
  host_unreachable: { what: 'No way leads to the host', todo: 'A firewall may keep the hub out, or the machine is off.' },
  tls_failed: {
    what: 'No trusted connection could be made',
    todo: "See whether the certificate is over, or lacks the intermediate one. For e-mail it is the mail server's.",
  },
  egress_refused: {
    what: 'The hub does not deliver to this address',
    todo: 'It is private, or has another port than 443 and 8443. Whoever runs the hub can allow it with CROSSDOCK_OUTBOUND_ALLOW.',
  },
  invalid_request: { what: 'The request cannot be written as HTTP', todo: 'Look at the URL and the headers of the endpoint.' },
  invalid_response: {
    what: 'What came back was not the protocol that was expected',
    todo: 'See whether the URL leads to a web server.',
  },
  unsendable: { what: 'The event cannot be put into a message for this target', todo: 'Look at the placeholders of its URL.' },
  secret_unreadable: {
    what: 'The signing secret cannot be read',
    todo: 'Rotate the secret of the endpoint, and give the new one to the receiver.',
  },
  adapter_missing: { what: "The format's adapter is not loaded", todo: 'See the page Adapters for why.' },
  adapter_failed: { what: "The format's adapter has a fault", todo: 'See the page Adapters, and tell whoever wrote it.' },
  attempt_failed: { what: 'The hub could not make the attempt', todo: 'Tell whoever runs the hub.' },
  interrupted: { what: 'The hub stopped before the attempt was recorded' },
  recipient_not_confirmed: {
    what: 'The owner of the address has not followed the link that was mailed to it',
    todo: 'Ask them to look for the mail. What waits goes as soon as they follow it.',
  },
  smtp_not_configured: { what: 'The hub has no mail server', todo: 'Whoever runs the hub sets CROSSDOCK_SMTP_URL.' },
  smtp_unreachable: { what: 'The mail server cannot be reached', todo: 'Tell whoever runs the hub.' },
  smtp_login_failed: { what: "The mail server did not accept the hub's password", todo: 'Tell whoever runs the hub.' },
};

const byStatus: Readonly<Record<number, Advice>> = {
  400: { what: 'The receiver does not understand the event', todo: 'Its answer, below, may say why.' },
  401: {
    what: 'The receiver did not accept the signature or a header',
    todo: "See whether it has the endpoint's present secret, and checks the bytes as they came.",
  },
  403: {
    what: 'The receiver, or a firewall before it, keeps the hub out',
    todo: "Let the hub's address through, or give the endpoint the header that the gateway asks for.",
  },
  404: { what: 'There is nothing at this path', todo: 'See whether the path of the URL is right.' },
  405: { what: 'The path does not take a POST', todo: 'See whether the path of the URL is right.' },
  408: { what: 'The receiver gave up waiting' },
  410: { what: 'The receiver wants nothing more', todo: 'The hub has disabled the endpoint. Enable it once that was a mistake.' },
  413: { what: 'The event is too large for the receiver', todo: 'Raise the limit of the receiver, or of the proxy before it.' },
  429: { what: 'The receiver asks for fewer at a time', todo: 'Give the endpoint a limit of attempts a second.' },
};

/** What to say of an attempt; undefined when it went well. */
export function adviceOf({ error, error_detail, status_code }: Schemas['DeliveryAttempt']): Advice | undefined {
  if (error === null) return undefined;
  const known = byCode[error];
  if (known !== undefined) return known;
  if (status_code !== null && error.startsWith('http_')) return byStatus[status_code] ?? ofOtherStatus(status_code);
  if (error.startsWith('smtp_')) return { what: 'The mail server did not accept it', todo: 'Its answer, below, says why.' };
  return { what: error_detail ?? error };
}

function ofOtherStatus(status: number): Advice {
  if (status >= 500)
    return { what: 'The receiver has a fault', todo: 'Look into its log, or that of the proxy before it, at this time.' };
  if (status >= 400) return { what: 'The receiver refused it', todo: 'Its answer, below, may say why.' };
  return {
    what: 'The receiver sent it elsewhere',
    todo: 'Redirects are not followed: put the address that it leads to into the URL.',
  };
}
