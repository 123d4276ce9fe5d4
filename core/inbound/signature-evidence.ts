/**
 * What an operator can be told of a refused signature, noted while the bytes are at hand: bodies of senders who proved nothing
 * are not kept. It never holds the signature or a secret, changes no refusal, and only refused requests pay for it.
 */
import { createHash } from 'node:crypto';
import type { Connector } from '../domain/connector.ts';
import type { Fault } from '../domain/fault.ts';
import type { SignatureCause, SignatureEvidence } from '../domain/request-log.ts';
import type { HostedAdapter } from '../sdk/catalogue.ts';
import type { InboundRequest } from '../sdk/contract.ts';

type Refused = Pick<Connector, 'secrets' | 'config'>;

/** The usual ways in which a body is no longer what was signed, and how it was before. */
const changes: readonly { readonly cause: SignatureCause; undo(body: Uint8Array): Uint8Array | undefined }[] = [
  {
    cause: 'line_break_added',
    undo: (body) => (body.at(-1) === 10 ? body.subarray(0, body.at(-2) === 13 ? -2 : -1) : undefined),
  },
  { cause: 'line_break_lost', undo: (body) => Buffer.concat([body, Buffer.from('\n')]) },
  {
    cause: 'byte_order_mark_added',
    undo: (body) => (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : undefined),
  },
];

/** The evidence; undefined when the refusal is about something else. An adapter that fails leaves the causes that need no trial. */
export async function signatureEvidence(
  { inbound, format }: Pick<HostedAdapter, 'inbound' | 'format'>,
  refusal: Fault,
  request: InboundRequest,
  sender: Refused,
  nowSeconds: number,
): Promise<SignatureEvidence | undefined> {
  const signature = inbound?.signature;
  if (!signature || !refusal.code.startsWith('signature_')) return undefined;
  const given = request.headers[signature.header.toLowerCase()];
  return {
    scheme: format,
    header: signature.header,
    given: given === undefined ? null : formOf(given),
    bodySha256: createHash('sha256').update(request.body).digest('hex'),
    bodyBytes: request.body.length,
    activeSecrets: sender.secrets.length,
    causes: await causesOf(refusal, () => findChange(signature, request, sender, nowSeconds)),
  };
}

async function causesOf({ code }: Fault, change: () => Promise<SignatureCause | undefined>): Promise<readonly SignatureCause[]> {
  switch (code) {
    case 'signature_missing':
      return ['header_missing'];
    case 'signature_malformed':
      return ['wrong_form'];
    case 'signature_expired':
      return ['clock_off', 'sent_late'];
    default: {
      const found = await change();
      return found === undefined ? ['other_secret', 'body_changed', 'wrong_form'] : [found];
    }
  }
}

/** Tries whether the signature holds for the body as it may have been. */
async function findChange(
  signature: NonNullable<NonNullable<HostedAdapter['inbound']>['signature']>,
  request: InboundRequest,
  { secrets, config }: Refused,
  nowSeconds: number,
): Promise<SignatureCause | undefined> {
  try {
    for (const { cause, undo } of changes) {
      const body = undo(request.body);
      if (body && (await signature.verify({ ...request, body }, { secrets, config, nowSeconds })) === 'verified') return cause;
    }
  } catch {
    return undefined; // the refusal stands, whatever else can be said of it
  }
  return undefined;
}

/** What a header looks like, without what is in it. */
function formOf(header: string): string {
  const value = header.replace(/^.*=(?=[0-9A-Fa-f]{16})/s, '');
  if (/^[0-9A-Fa-f]+$/.test(value)) return `${value.length} hexadecimal digits`;
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(header)) return `${header.length} characters of base64`;
  return `${header.length} characters`;
}
