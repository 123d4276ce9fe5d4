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

/** Whose token a text is; undefined when it is nobody's, or no longer. */
export function createTokenProof({
  repositories,
  clock,
  adminToken,
}: Omit<AuthenticationNeeds, 'publicUrl'>): (token: string) => Promise<OperatorCaller | undefined> {
  const adminHash = adminToken ? hashToken(adminToken) : undefined;
  return async (token) => {
    const hash = hashToken(token);
    if (adminHash && timingSafeEqual(hash, adminHash)) return environmentOperator;
    if (!isToken(token, operatorTokenPrefix)) return undefined;
    const issued = await repositories.tokens.findLive(hash, new Date(clock.now()));
    return issued && callerOf(issued);
  };
}

/** Without what else is known of them. */
function callerOf({ role, organisationId, id, name }: OperatorCaller): OperatorCaller {
  return { role, organisationId, id, name };
}

/** Makes it. `inPassing`: a session is not seen for it, so that what goes on by itself does not keep one alive. */
export function createAuthenticate(needs: AuthenticationNeeds, inPassing = false): Authenticate {
  const { clock, publicUrl } = needs;
  const { sessions } = needs.repositories;
  const prove = createTokenProof(needs);

  async function bySession(
    sessionId: string,
    headers: Parameters<Authenticate>[0],
    method: string,
  ): Promise<OperatorCaller | Fault> {
    const look = inPassing ? sessions.look : sessions.find;
    const operator = await look(hashSessionId(sessionId), new Date(clock.now()));
    if (operator === undefined) return fault('invalid_token', 'the session is over: sign in again');
    return forgeryFault(headers, method, sessionId, publicUrl) ?? callerOf(operator);
  }

  return async (headers, method) => {
    const sessionId = headers['authorization'] === undefined ? sessionIdOf(headers, publicUrl) : undefined;
    if (sessionId !== undefined) return bySession(sessionId, headers, method);
    const claim = bearerClaim({ headers });
    if (claim.by !== 'key') return fault('missing_authorization');
    return (await prove(claim.key)) ?? fault('invalid_token');
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
