/**
 * Step 3: is it genuine? Judges the signature over the bytes received. An adapter only says what it saw; whether an
 * absent signature is acceptable is decided here, so that no adapter can fail open.
 */
import type { Connector } from '../domain/connector.ts';
import { fault, type Fault } from '../domain/fault.ts';
import type { HostedAdapter } from '../sdk/catalogue.ts';
import type { InboundRequest } from '../sdk/contract.ts';

/** Nobody reads more into a clock than a month. */
const mostSkewSeconds = 30 * 24 * 60 * 60;

/** Undefined when the request may go on. `byKey` is true when the sender showed the connector's whole key. */
export async function checkSignature(
  { inbound }: Pick<HostedAdapter, 'inbound'>,
  request: InboundRequest,
  connector: Pick<Connector, 'secrets' | 'config' | 'requireSignature'>,
  nowSeconds: number,
  byKey: boolean,
): Promise<Fault | undefined> {
  const signature = inbound?.signature;
  if (!signature) return undefined;
  const { secrets, config, requireSignature } = connector;
  const verdict = await signature.verify(request, { secrets, config, nowSeconds });
  if (verdict === 'verified') return undefined;
  if (verdict !== 'absent') return fault(verdict);
  return isRequired(signature.required, request.method, requireSignature, byKey) ? fault('signature_missing') : undefined;
}

/**
 * How far the clock of a sender is ahead of the hub's whose signature has expired, in seconds; negative: behind. Undefined when the
 * request does not say, or an adapter that fails cannot tell.
 */
export async function clockSkew(
  { inbound }: Pick<HostedAdapter, 'inbound'>,
  request: InboundRequest,
  { config }: Pick<Connector, 'config'>,
  nowSeconds: number,
): Promise<number | undefined> {
  try {
    const signedAt = await inbound?.signature?.signedAt?.(request, config);
    return signedAt === undefined ? undefined : Math.min(Math.max(signedAt - nowSeconds, -mostSkewSeconds), mostSkewSeconds);
  } catch {
    return undefined; // the refusal stands, whatever else can be said of it
  }
}

function isRequired(
  required: 'always' | 'per-key' | 'unless-key',
  method: string,
  requireSignature: boolean,
  byKey: boolean,
): boolean {
  const isRead = method === 'GET' || method === 'HEAD'; // "every write" is signed, reads need not be
  switch (required) {
    case 'always':
      return true;
    case 'unless-key':
      return !byKey || (requireSignature && !isRead);
    case 'per-key':
      return requireSignature && !isRead;
    default:
      return required satisfies never;
  }
}
