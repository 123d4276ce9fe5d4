/**
 * `/session`: signing in with a password, who is signed in, signing out. The answer to a wrong password is the same, and
 * takes as long, whether or not there is such an account.
 */
import { fault, isFault } from '../../domain/fault.ts';
import { type HttpReply, jsonReply } from '../../domain/http-reply.ts';
import type { LoginSubject, Operator } from '../../domain/provisioning/operator-account.ts';
import { bodyReader, readNothing } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import type { OpenRoute, OperatorRoute } from '../request/route.ts';
import {
  csrfTokenOf,
  hashSessionId,
  newSessionId,
  noSessionCookie,
  sessionCookie,
  sessionIdOf,
  signInFault,
} from './session-cookie.ts';

const readLogin = bodyReader<{ readonly email: string; readonly password: string }>({
  properties: {
    email: { type: 'string', maxLength: 254 },
    password: { type: 'string', maxLength: 1_000 },
  },
  required: ['email', 'password'],
});

const accountLimit = 10;
const addressLimit = 50;

/** Sign in: nobody is known yet. */
export function signInRoutes(dependencies: OperatorDependencies): readonly OpenRoute[] {
  const { repositories, passwords, publicUrl } = dependencies;
  const { operators, logins } = repositories;
  return [
    {
      method: 'POST',
      path: '/session',
      async handle({ json, headers, clientIp }) {
        const foreign = signInFault(headers, publicUrl);
        if (foreign) return foreign;
        const body = readLogin(json);
        if (isFault(body)) return body;
        const account: LoginSubject = { name: `account ${body.email.toLowerCase()}`, limit: accountLimit };
        const subjects = [account, addressSubject(clientIp)];
        const retryAfterSeconds = await logins.waitSeconds(subjects);
        if (retryAfterSeconds > 0) return fault('rate_limited', 'too many wrong passwords', { retryAfterSeconds });
        const found = await operators.findByEmail(body.email);
        const isRight = await passwords.verify(body.password, found?.passwordHash);
        if (!found || !isRight || found.operator.disabledAt !== null) {
          await logins.fail(subjects);
          return fault('invalid_login');
        }
        await logins.forgive(account);
        return openSession(dependencies, found.operator, clientIp, 200);
      },
    },
  ];
}

/** The address that a try comes from, as the throttle counts it. */
export function addressSubject(clientIp: string): LoginSubject {
  return { name: `address ${clientIp}`, limit: addressLimit };
}

/** Signs somebody in who has proved themselves: the answer gives the browser its cookie, and the page its token. */
export async function openSession(
  { repositories, clock, randomBytes, publicUrl }: OperatorDependencies,
  operator: Operator,
  clientIp: string,
  status: 200 | 201,
): Promise<HttpReply> {
  const id = newSessionId(randomBytes);
  await repositories.sessions.open(hashSessionId(id), operator.id, clientIp, new Date(clock.now()));
  const answer = { operator: operatorView(operator), csrf_token: csrfTokenOf(id) };
  return jsonReply(status, answer, { 'Set-Cookie': sessionCookie(id, publicUrl) });
}

/** Who is signed in; sign out. */
export function sessionRoutes({ repositories, publicUrl }: OperatorDependencies): readonly OperatorRoute[] {
  return [
    {
      method: 'GET',
      path: '/session',
      handle({ caller, headers }) {
        const sessionId = headers['authorization'] === undefined ? sessionIdOf(headers, publicUrl) : undefined;
        const operator = { id: caller.id, name: caller.name, role: caller.role, org_id: caller.organisationId };
        return Promise.resolve(jsonReply(200, { operator, csrf_token: sessionId === undefined ? null : csrfTokenOf(sessionId) }));
      },
    },
    {
      method: 'DELETE',
      path: '/session',
      access: 'org_member',
      changes: false,
      async handle({ json, headers }) {
        const body = readNothing(json);
        if (isFault(body)) return body;
        const sessionId = sessionIdOf(headers, publicUrl);
        if (sessionId !== undefined) await repositories.sessions.close(hashSessionId(sessionId));
        return { status: 204, body: '', headers: { 'Set-Cookie': noSessionCookie(publicUrl) } };
      },
    },
  ];
}

/** How a person is shown. */
export function operatorView({ id, organisationId, email, name, role, disabledAt, createdAt }: Operator) {
  return { id, org_id: organisationId, email, name, role, disabled_at: disabledAt, created_at: createdAt };
}
