/**
 * Why a signature was refused, in sentences for whoever has to mend it.
 */
import type { PastRequest } from '../../domain/provisioning/past-request.ts';
import type { SignatureCause, SignatureEvidence } from '../../domain/request-log.ts';

/** The evidence as it is shown; null when no signature was refused. */
export function signatureView({ signature, clockSkewSeconds }: Pick<PastRequest, 'signature' | 'clockSkewSeconds'>) {
  if (signature === null) return null;
  const { scheme, header, given, bodySha256, bodyBytes, activeSecrets, causes } = signature;
  return {
    scheme,
    header,
    given,
    clock_skew_seconds: clockSkewSeconds,
    body_sha256: bodySha256,
    body_bytes: bodyBytes,
    active_secrets: activeSecrets,
    hints: causes.map((code) => ({ code, text: sentenceOf(code, signature, clockSkewSeconds) })),
  };
}

function sentenceOf(cause: SignatureCause, { header }: SignatureEvidence, skew: number | null): string {
  switch (cause) {
    case 'header_missing':
      return `The request had no ${header}. Switch signing on where it is sent, and see that nothing on the way takes the header off.`;
    case 'wrong_form':
      return `What ${header} holds may not have the form that the format asks for: look at hexadecimal or base64, seconds or milliseconds, and the words before the signature.`;
    case 'clock_off':
      return skew === null
        ? "The sender's clock may be off. Let it follow a time server."
        : `It was signed ${Math.abs(skew)} seconds ${skew < 0 ? 'before' : 'after'} the hub's time. If that is so again and again, the sender's clock is off: let it follow a time server.`;
    case 'sent_late':
      return 'A request that is sent again later has to be signed anew, with the time of then.';
    case 'line_break_added':
      return 'The signature holds for the body without the line break at its end: something adds one after it was signed.';
    case 'line_break_lost':
      return 'The signature holds for the body with a line break at its end: something takes it away after it was signed.';
    case 'byte_order_mark_added':
      return 'The signature holds for the body without the byte order mark at its beginning: something adds one after it was signed.';
    case 'other_secret':
      return 'Most often the storefront signs with another secret: an old one, or one with a space that was pasted along. Rotate it with a grace, and paste the new one.';
    case 'body_changed':
      return 'Else the body is not what was signed: parsed and written anew, of another character set, or changed by a proxy. Compare the SHA-256 below with that of the bytes that were signed.';
  }
}
