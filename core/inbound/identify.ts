/**
 * Step 1: who is it? Finds the connector that a request claims to come from. A claim proves nothing but itself: a key
 * that is known in full, a connector's id, or a hint that only a matching signature can settle.
 */
import type { Connector, ConnectorDirectory } from '../domain/connector.ts';
import { fault, type Fault } from '../domain/fault.ts';
import { hashToken, isToken } from '../domain/key-token.ts';
import { isUuid } from '../domain/uuid.ts';
import type { LoadedAdapter } from '../sdk/catalogue.ts';
import type { Claim, InboundRequest } from '../sdk/contract.ts';
import type { Identified } from './exchange.ts';
import { checkSignature } from './verify.ts';

/** How many connectors a bare URL is tried against. */
const candidateLimit = 50;
/** How many of those that a hint names, for an address that has guessed too often. */
const hintedLimit = 5;

/** Finds the connector of a claim by key or by id. */
export async function identify(
  claim: Exclude<Claim, { by: 'hint' }>,
  { adapter }: LoadedAdapter,
  directory: ConnectorDirectory,
): Promise<Identified | Fault> {
  switch (claim.by) {
    case 'none':
      return fault('missing_authorization');
    case 'key': {
      if (!isToken(claim.key, adapter.keyPrefix ?? '')) return fault('invalid_api_key');
      const connector = await directory.byKeyHash(hashToken(claim.key));
      return connector ? { connector, byKey: true, proved: false } : fault('invalid_api_key');
    }
    case 'connector': {
      const connector = isUuid(claim.id) ? await directory.byId(claim.id) : undefined;
      if (connector?.format !== adapter.format) return fault('not_found');
      return { connector, byKey: false, proved: false };
    }
  }
}

/** Nobody was proved; `suspect` is the one connector that the hint names, whose operator should see the failure. */
export interface Unproved {
  readonly refusal: Fault;
  readonly suspect?: Connector;
  /** How many connectors' secrets were tried in vain. */
  readonly tried: number;
}

/**
 * Finds the connector of a hint: among those that may be meant, the one whose live secret verifies the body. The hint
 * only decides who is tried first; the signature decides the rest. `hintedOnly` leaves the others out.
 */
export async function identifyBySignature(
  hint: string | undefined,
  request: InboundRequest,
  { adapter }: LoadedAdapter,
  directory: ConnectorDirectory,
  nowSeconds: number,
  hintedOnly: boolean,
): Promise<Identified | Unproved> {
  // With no connector to try, the answer is what a wrong secret gets: an empty hub looks like any other.
  const nobody = { secrets: [], config: {}, requireSignature: true };
  const unsigned = (await checkSignature(adapter, request, nobody, nowSeconds, false)) ?? fault('signature_invalid');
  if (hintedOnly && hint === undefined) return { refusal: unsigned, tried: 0 };
  const candidates = await directory.candidates(adapter.format, hint, hintedOnly ? hintedLimit : candidateLimit);
  const hints = await Promise.all(candidates.map(async ({ config, store }) => adapter.inbound?.hintOf?.(config, store)));
  const hinted = candidates.filter((_candidate, index) => hint !== undefined && hints[index] === hint);
  if (unsigned.code === 'signature_invalid') {
    for (const connector of hintedOnly ? hinted : candidates) {
      if (!(await checkSignature(adapter, request, connector, nowSeconds, false)))
        return { connector, byKey: false, proved: true };
    }
  }
  const [suspect] = hinted;
  const tried = unsigned.code === 'signature_invalid' ? candidates.length : 0;
  return { refusal: unsigned, tried, ...(hinted.length === 1 && suspect && { suspect }) };
}
