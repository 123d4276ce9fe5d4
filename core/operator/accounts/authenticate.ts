/**
 * Who is calling the operator API? A token from the environment or one that was issued; keys of other surfaces are
 * strangers here. It compares hashes only, and never says what was wrong with a token.
 */
import { timingSafeEqual } from 'node:crypto';
import { fault, type Fault } from '../../domain/fault.ts';
import { hashToken, isToken, mintToken, operatorTokenPrefix } from '../../domain/key-token.ts';
import type { Clock, RandomBytes } from '../../domain/ports.ts';
import type { OperatorTokenRepository } from '../../domain/provisioning/operator-token.ts';
import type { OperatorRepositories } from '../../domain/provisioning/repositories.ts';
import { bearerClaim } from '../../sdk/identify.ts';
import type { OperatorCaller } from '../request/route.ts';
import { forgeryFault, hashSessionId, sessionIdOf } from './session-cookie.ts';

/** Proves the caller of one request by its `Authorization` header, else by its session cookie, or refuses it. */
export type Authenticate = (
  headers: Readonly<Record<string, string | undefined>>,
  method: string,
) => Promise<OperatorCaller | Fault>;

const environmentOperator: OperatorCaller = {
  role: 'platform_admin',
  organisationId: null,
  id: null,
  name: 'CROSSDOCK_ADMIN_TOKEN',
};

/** What proving stands on. */
export interface AuthenticationNeeds {
  readonly repositories: Pick<OperatorRepositories, 'tokens' | 'sessions'>;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** From the environment; an empty one counts as none, or anybody could show it. */
  readonly adminToken?: string;
}

/** Makes it. */
export function createAuthenticate({ repositories, clock, publicUrl, adminToken }: AuthenticationNeeds): Authenticate {
  const { tokens, sessions } = repositories;
  const adminHash = adminToken ? hashToken(adminToken) : undefined;

  async function bySession(
    sessionId: string,
    headers: Parameters<Authenticate>[0],
    method: string,
  ): Promise<OperatorCaller | Fault> {
    const operator = await sessions.find(hashSessionId(sessionId), new Date(clock.now()));
    if (operator === undefined) return fault('invalid_token', 'the session is over: sign in again');
    const { role, organisationId, id, name } = operator;
    return forgeryFault(headers, method, sessionId, publicUrl) ?? { role, organisationId, id, name };
  }

  return async (headers, method) => {
    const sessionId = headers['authorization'] === undefined ? sessionIdOf(headers) : undefined;
    if (sessionId !== undefined) return bySession(sessionId, headers, method);
    const claim = bearerClaim({ headers });
    if (claim.by !== 'key') return fault('missing_authorization');
    const hash = hashToken(claim.key);
    if (adminHash && timingSafeEqual(hash, adminHash)) return environmentOperator;
    const issued = isToken(claim.key, operatorTokenPrefix) ? await tokens.findLive(hash, new Date(clock.now())) : undefined;
    if (issued === undefined) return fault('invalid_token');
    const { role, organisationId, id, name } = issued;
    return { role, organisationId, id, name };
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
