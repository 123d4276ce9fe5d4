/**
 * Who is calling the operator API? A token from the environment or one that was issued; keys of other surfaces are
 * strangers here. It compares hashes only, and never says what was wrong with a token.
 */
import { timingSafeEqual } from 'node:crypto';
import { fault, type Fault } from '../domain/fault.ts';
import { hashToken, isToken, mintToken, operatorTokenPrefix } from '../domain/key-token.ts';
import type { RandomBytes } from '../domain/ports.ts';
import type { OperatorTokenRepository } from '../domain/provisioning/operator-token.ts';
import { bearerClaim } from '../sdk/identify.ts';
import type { OperatorCaller } from './route.ts';

/** Proves the caller of one request by its `Authorization` header, or refuses it. */
export type Authenticate = (headers: Readonly<Record<string, string | undefined>>) => Promise<OperatorCaller | Fault>;

/** `adminToken` comes from the environment; an empty one counts as none, or anybody could show it. */
export function createAuthenticate(tokens: OperatorTokenRepository, adminToken: string | undefined): Authenticate {
  const adminHash = adminToken ? hashToken(adminToken) : undefined;
  return async (headers) => {
    const claim = bearerClaim({ headers });
    if (claim.by !== 'key') return fault('missing_authorization');
    const hash = hashToken(claim.key);
    if (adminHash && timingSafeEqual(hash, adminHash)) return { role: 'platform_admin' };
    const role = isToken(claim.key, operatorTokenPrefix) ? await tokens.findRole(hash) : undefined;
    return role === undefined ? fault('invalid_token') : { role };
  };
}

/**
 * Issues the hub's first operator token and gives it back, for the one time that it is shown; undefined when there is
 * one already. For hubs whose environment names no token. Of two hubs that start at once, one issues it.
 */
export async function ensureAdminToken(tokens: OperatorTokenRepository, randomBytes: RandomBytes): Promise<string | undefined> {
  const token = mintToken(operatorTokenPrefix, randomBytes);
  return (await tokens.createFirst(hashToken(token))) ? token : undefined;
}
