/**
 * Judges a delivery as its receiver should: by the signatures that this hub's formats send. Where there is nothing to judge by,
 * it says so and never calls the delivery genuine.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type SignatureVerdict, verifyTemplated, verifyTimestamped } from '../sdk/index.ts';

/** A delivery as it arrived; header names in lower case. */
interface Delivery {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** What it is judged with. */
interface Proof {
  /** None: nothing can be verified. */
  readonly secrets: readonly string[];
  /** What X-CW-Signature covers; the protocol's own when absent. */
  readonly template: string | undefined;
  readonly nowSeconds: number;
}

/** `unverified` is neither good nor bad: there was no secret, or no signature that this command knows. */
export interface DeliveryVerdict {
  readonly state: 'verified' | 'refused' | 'unverified';
  /** Which signature, or why not. */
  readonly reason: string;
}

const toleranceSeconds = 300;

/** Every signature that is present has to hold. */
export function judgeDelivery(
  { headers, body }: Delivery,
  { secrets, template = '{timestamp}.{body}', nowSeconds }: Proof,
): DeliveryVerdict {
  const given = { body, secrets, nowSeconds, toleranceSeconds };
  const verdicts: Readonly<Record<string, SignatureVerdict>> = {
    'X-PC-Signature': verifyTimestamped({ ...given, header: headers['x-pc-signature'] }),
    'X-CW-Signature': verifyTemplated({
      ...given,
      template,
      header: headers['x-cw-signature'],
      timestampHeader: headers['x-cw-timestamp'],
    }),
    'webhook-signature': verifyStandard({ headers, body }, secrets, nowSeconds),
  };
  const present = Object.entries(verdicts).filter(([, verdict]) => verdict !== 'absent');
  if (present.length === 0) return { state: 'unverified', reason: 'it carries no signature' };
  if (secrets.length === 0) return { state: 'unverified', reason: 'no --secret was given' };
  const bad = present.find(([, verdict]) => verdict !== 'verified');
  if (bad) return { state: 'refused', reason: `${bad[0]}: ${bad[1]}` };
  return { state: 'verified', reason: present.map(([name]) => name).join(', ') };
}

/** Standard Webhooks: base64 over "id.timestamp.body", several signatures apart by blanks. */
function verifyStandard({ headers, body }: Delivery, secrets: readonly string[], nowSeconds: number): SignatureVerdict {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': header } = headers;
  if (header === undefined) return 'absent';
  if (id === undefined || timestamp === undefined || !/^\d{10}$/.test(timestamp)) return 'signature_malformed';
  if (Math.abs(nowSeconds - Number(timestamp)) > toleranceSeconds) return 'signature_expired';
  const received = header
    .split(' ')
    .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice('v1,'.length), 'base64')] : []));
  const expected = secrets.map((secret) => {
    const key = /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret) ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret;
    return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  });
  const holds = received.some((signature) =>
    expected.some((genuine) => signature.length === genuine.length && timingSafeEqual(signature, genuine)),
  );
  return holds ? 'verified' : 'signature_invalid';
}
