/**
 * Who a request says it is from, and whether it is: by the one way that the connector's settings name, and by no other.
 */
import {
  bearerClaim,
  type Claim,
  type InboundRequest,
  type SignatureProof,
  type SignatureScheme,
  type SignatureVerdict,
} from '../../../core/sdk/index.ts';
import { verifyBasic } from './basic-credentials.ts';
import type { FulfilmentConfig } from '../config.ts';
import { hmacScheme, hmacSignedAt, verifyHmac } from './hmac-signature.ts';
import { verifyToken } from './json-web-token.ts';

/** What keys of this format begin with. */
export const keyPrefix = 'ful_';

/** A key names its connector; without one, the path does. Other tokens may stand where the key would. */
export function identify(request: InboundRequest): Claim {
  const claim = bearerClaim(request);
  if (claim.by === 'key' && claim.key.startsWith(keyPrefix)) return claim;
  const id = request.params['connectorId'];
  return id === undefined ? claim : { by: 'connector', id };
}

/**
 * Judges a request by the connector's `auth`. For `bearer` there is nothing to verify: the hub lets in who showed the whole key, and
 * nobody else. For the others, a missing proof is refused even where the key was shown.
 */
export async function verify(request: InboundRequest, proof: SignatureProof<FulfilmentConfig>): Promise<SignatureVerdict> {
  const { auth } = proof.config;
  switch (auth?.type) {
    case undefined:
    case 'bearer':
      return 'absent';
    case 'basic':
      return verifyBasic(request, auth);
    case 'hmac':
      return verifyHmac(request, auth, proof);
    case 'jwt':
      return verifyToken(request, auth, proof);
    default:
      return auth satisfies never;
  }
}

/** When a request says that it was signed, in seconds since 1970. Tokens say when they end, which tells nothing of a clock. */
export function signedAt(request: InboundRequest, { auth }: FulfilmentConfig): number | undefined {
  return auth?.type === 'hmac' ? hmacSignedAt(request, auth) : undefined;
}

/** What proves the requests of a connector with these settings. */
export function scheme({ auth }: FulfilmentConfig): SignatureScheme {
  switch (auth?.type) {
    case undefined:
    case 'bearer':
      return { description: "The connector's key, as Bearer" };
    case 'basic':
      return { description: 'A user name and a password, as Basic' };
    case 'hmac':
      return hmacScheme(auth);
    case 'jwt':
      return { description: `A JSON Web Token signed with ${auth.algorithm}, as Bearer` };
    default:
      return auth satisfies never;
  }
}
