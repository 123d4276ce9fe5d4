/**
 * What an operator can be told of a refused signature, noted while the bytes are at hand: bodies of senders who proved nothing
 * are not kept. It never holds the signature or a secret, and it changes no refusal. What it takes trials to find out is
 * looked for elsewhere, once the refusal has been answered.
 */
import { createHash } from 'node:crypto';
import type { Connector } from '../../domain/connector.ts';
import type { Fault } from '../../domain/fault.ts';
import type { SignatureCause, SignatureEvidence } from '../../domain/request-log.ts';
import type { HostedAdapter } from '../../sdk/catalogue.ts';
import type { InboundRequest, SignatureScheme } from '../../sdk/contract.ts';

/** Names of headers that look as if they carried a signature. */
const signatureName = /signature|hmac|sha-?256/;
const milliseconds = /(?<!\d)\d{13}(?!\d)/;
const mostNames = 5;
const longestName = 100;

/** The evidence, with the usual causes of such a refusal; undefined when the refusal is about something else. */
export async function signatureEvidence(
  { inbound, format }: Pick<HostedAdapter, 'inbound' | 'format'>,
  refusal: Fault,
  request: InboundRequest,
  { secrets, config }: Pick<Connector, 'secrets' | 'config'>,
): Promise<SignatureEvidence | undefined> {
  const signature = inbound?.signature;
  if (!signature || !refusal.code.startsWith('signature_')) return undefined;
  const scheme = await schemeOf(signature, config);
  const header = scheme?.header ?? signature.header;
  const given = request.headers[header.toLowerCase()];
  const signedAt = await timeOf(signature, request, config);
  return {
    state: refusal.code,
    scheme: scheme?.description ?? format,
    header,
    given: given === undefined ? null : formOf(given),
    ...(scheme?.toleranceSeconds === undefined ? {} : { toleranceSeconds: scheme.toleranceSeconds }),
    ...(signedAt === undefined ? {} : { signedAtSeconds: signedAt }),
    otherHeaders: given === undefined ? otherHeaders(request, header) : [],
    bodySha256: createHash('sha256').update(request.body).digest('hex'),
    bodyBytes: request.body.length,
    activeSecrets: secrets.length,
    causes: usualCauses(refusal, request, given),
  };
}

/** What may be wrong where nothing more is known, the likeliest first. */
function usualCauses({ code }: Fault, { headers }: InboundRequest, given: string | undefined): readonly SignatureCause[] {
  switch (code) {
    case 'signature_missing':
      return ['header_missing'];
    case 'signature_malformed': {
      const times = [
        given ?? '',
        ...Object.entries(headers).flatMap(([name, value]) => (/time/.test(name) ? (value ?? '') : [])),
      ];
      return times.some((text) => milliseconds.test(text)) ? ['timestamp_milliseconds', 'wrong_form'] : ['wrong_form'];
    }
    case 'signature_expired':
      return ['clock_off', 'sent_late'];
    default:
      return ['other_secret', 'body_changed', 'wrong_form'];
  }
}

type Signature = NonNullable<NonNullable<HostedAdapter['inbound']>['signature']>;

/** An adapter that fails at a question that only helps is not asked again: the refusal stands. */
async function schemeOf(signature: Signature, config: Connector['config']): Promise<SignatureScheme | undefined> {
  try {
    return await signature.scheme?.(config);
  } catch {
    return undefined;
  }
}

/** When the sender says that it signed, in seconds since 1970; undefined when it does not say. */
export async function timeOf(
  signature: Signature,
  request: InboundRequest,
  config: Connector['config'],
): Promise<number | undefined> {
  try {
    return await signature.signedAt?.(request, config);
  } catch {
    return undefined;
  }
}

/** The names of other headers that look as if they carried the signature. */
function otherHeaders({ headers }: InboundRequest, header: string): readonly string[] {
  const names = Object.keys(headers).filter((name) => signatureName.test(name) && name !== header.toLowerCase());
  return names.slice(0, mostNames).map((name) => name.slice(0, longestName));
}

/** What a header looks like, without what is in it. */
function formOf(header: string): string {
  const value = header.replace(/^.*=(?=[0-9A-Fa-f]{16})/s, '');
  if (/^[0-9A-Fa-f]+$/.test(value)) return `${value.length} hexadecimal digits`;
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(header)) return `${header.length} characters of base64`;
  return `${header.length} characters`;
}
