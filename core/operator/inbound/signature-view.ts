/**
 * Why a signature was refused, in sentences for whoever has to mend it.
 */
import type { PastRequest } from '../../domain/provisioning/past-request.ts';
import type { SignatureCause, SignatureEvidence } from '../../domain/request-log.ts';

/** What the sentences are made of. */
interface Facts extends SignatureEvidence {
  /** How far the time that the sender names is ahead of the hub's; negative: behind. Null when it names none. */
  readonly skewSeconds: number | null;
}

/** The evidence as it is shown; null when no signature was refused. */
export function signatureView({
  signature,
  clockSkewSeconds,
  errorCode,
  receivedAt,
}: Pick<PastRequest, 'signature' | 'clockSkewSeconds' | 'errorCode' | 'receivedAt'>) {
  if (signature === null) return null;
  const {
    state = errorCode,
    scheme,
    header,
    given,
    toleranceSeconds,
    signedAtSeconds,
    bodySha256,
    bodyBytes,
    activeSecrets,
    causes,
  } = signature;
  const skew = signedAtSeconds === undefined ? null : signedAtSeconds - Math.floor(receivedAt.getTime() / 1_000);
  const facts = { ...signature, skewSeconds: clockSkewSeconds ?? skew };
  return {
    scheme,
    header,
    state,
    given,
    timestamp: signedAtSeconds === undefined ? null : timeOf(signedAtSeconds),
    clock_skew_seconds: facts.skewSeconds,
    tolerance_seconds: toleranceSeconds ?? null,
    body_sha256: bodySha256,
    body_bytes: bodyBytes,
    active_secrets: activeSecrets,
    hints: causes.map((code) => ({ code, text: sentenceOf(code, facts) })),
  };
}

/** Whoever sends ten digits may name a year that no calendar here has. */
function timeOf(seconds: number): Date | null {
  const time = new Date(seconds * 1_000);
  return Number.isNaN(time.getTime()) ? null : time;
}

function sentenceOf(cause: SignatureCause, { header, scheme, otherHeaders = [], skewSeconds, toleranceSeconds }: Facts): string {
  switch (cause) {
    case 'header_missing':
      return otherHeaders.length === 0
        ? `The request had no ${header}. Switch signing on where it is sent, and see that nothing on the way takes the header off.`
        : `The request had no ${header}, but ${otherHeaders.join(', ')}: it may be signed in another way than this format's (${scheme}).`;
    case 'wrong_form':
      return `What ${header} holds may not have the form that the format asks for: ${scheme}.`;
    case 'timestamp_milliseconds':
      return 'The time is in milliseconds, 13 digits. Sign and send whole seconds since 1970, 10 digits.';
    case 'written_as_hexadecimal':
      return 'The signature is right, but written in hexadecimal digits. Write the same bytes in base64.';
    case 'written_as_base64':
      return 'The signature is right, but written in base64. Write the same bytes in hexadecimal digits.';
    case 'other_prefix':
      return `The signature is right, but what stands before it in ${header} is not what the format asks for: ${scheme}.`;
    case 'clock_off':
      return skewSeconds === null
        ? "The sender's clock may be off. Let it follow a time server."
        : `It was signed ${Math.abs(skewSeconds)} seconds ${skewSeconds < 0 ? 'before' : 'after'} the hub's time${toleranceSeconds === undefined ? '' : `, and ${toleranceSeconds} are allowed`}. If that is so again and again, the sender's clock is off: let it follow a time server.`;
    case 'sent_late':
      return 'A request that is sent again later has to be signed anew, with the time of then.';
    case 'line_break_added':
      return 'The signature holds for the body without the line break at its end: something adds one after it was signed.';
    case 'line_break_lost':
      return 'The signature holds for the body with a line break at its end: something takes it away after it was signed.';
    case 'line_ends_changed':
      return 'The signature holds for the body with other line ends: something turns LF into CR LF, or back, after it was signed.';
    case 'byte_order_mark_added':
      return 'The signature holds for the body without the byte order mark at its beginning: something adds one after it was signed.';
    case 'json_rewritten':
      return 'The signature holds for the same JSON written otherwise: it was parsed and written anew after it was signed. Sign the bytes that are sent.';
    case 'character_set_changed':
      return 'The signature holds for the body in another character set: something turns Latin-1 into UTF-8, or back, after it was signed.';
    case 'body_not_signed':
      return 'The signature holds for an empty body: it was made before the body was there.';
    case 'body_changed':
      return 'Else the body is not what was signed: parsed and written anew, of another character set, or changed by a proxy. Compare the SHA-256 below with that of the bytes that were signed.';
    case 'former_secret':
      return 'It is signed with the secret of before, whose grace has ended. Give the sender the present one, or rotate with a grace that is long enough.';
    case 'key_as_secret':
      return "It is signed with the connector's key. The key says who sends; what signs is the signing secret.";
    case 'secret_with_blank':
      return 'It is signed with the right secret and a blank or a line break that was pasted along. Take it away.';
    case 'other_secret':
      return 'Most often the storefront signs with another secret: an old one, or that of another connector. Rotate it with a grace, and paste the new one.';
  }
}
