/**
 * Step 3: is it genuine? Judges the signature over the bytes received. An adapter only says what it saw; whether an
 * absent signature is acceptable is decided here, so that no adapter can fail open.
 */
import type { Connector } from '../domain/connector.ts';
import { fault, type Fault } from '../domain/fault.ts';
import type { InboundRequest, PayloadFormatAdapter } from '../sdk/contract.ts';

/** Undefined when the request may go on. */
export function checkSignature(
  { inbound }: PayloadFormatAdapter,
  request: InboundRequest,
  connector: Pick<Connector, 'secrets' | 'config' | 'requireSignature'>,
  nowSeconds: number,
): Fault | undefined {
  const signature = inbound?.signature;
  if (!signature) return undefined;
  const { secrets, config, requireSignature } = connector;
  const verdict = signature.verify(request, { secrets, config, nowSeconds });
  if (verdict === 'verified') return undefined;
  if (verdict !== 'absent') return fault(verdict);
  const isRead = request.method === 'GET' || request.method === 'HEAD'; // "every write" is signed, reads need not be
  const required = signature.required === 'always' || (requireSignature && !isRead);
  return required ? fault('signature_missing') : undefined;
}
