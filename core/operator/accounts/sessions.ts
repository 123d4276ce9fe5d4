/**
 * `/session`: signing in with a password, who is signed in, signing out. The answer to a wrong password is the same, and
 * takes as long, whether or not there is such an account.
 */
import { fault, type Fault } from '../../domain/fault.ts';
import { type HttpReply, jsonReply } from '../../domain/http-reply.ts';
import type { LoginSubject, Operator } from '../../domain/provisioning/operator-account.ts';
import { component } from '../../schemas/field.ts';
import { bodyReader } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { openOperation, operation } from '../request/operation.ts';
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

const loginBody = bodyReader<{ readonly email: string; readonly password: string }>({
  properties: {
    email: { type: 'string', maxLength: 254, description: 'The e-mail address.', examples: ['ada@example.com'] },
    password: { type: 'string', maxLength: 1_000, description: 'The password.' },
  },
  required: ['email', 'password'],
});

/** Wrong passwords for one account in a quarter of an hour. */
export const accountLimit = 10;
const addressLimit = 50;

/** The refusal of one more try. */
export const tooManyTries = (retryAfterSeconds: number): Fault =>
  fault('rate_limited', 'too many wrong passwords', { retryAfterSeconds });

/** Sign in: nobody is known yet. */
export function signInRoutes(dependencies: OperatorDependencies): readonly OpenRoute[] {
  const { repositories, passwords, publicUrl } = dependencies;
  const { operators, logins } = repositories;
  return [
    openOperation({
      method: 'POST',
      path: '/session',
      operationId: 'signIn',
      summary: 'Signs in with a password',
      description:
        'The answer is the same, and takes as long, whether the password is wrong or there is no such account. Browsers have to send it from a page of the hub.',
      find: ({ headers }) => Promise.resolve(signInFault(headers, publicUrl)),
      body: loginBody,
      answers: { 200: component('SignedIn') },
      refusals: [fault('invalid_login'), fault('forbidden'), tooManyTries(1)],
      async handle({ body, clientIp }) {
        const account: LoginSubject = { name: `account ${body.email.toLowerCase()}`, limit: accountLimit };
        const address = addressSubject(clientIp);
        const retryAfterSeconds = await logins.beginTry([account, address]);
        if (retryAfterSeconds > 0) return tooManyTries(retryAfterSeconds);
        const found = await operators.findByEmail(body.email);
        const isRight = await passwords.verify(body.password, found?.passwordHash);
        if (!found || !isRight || found.operator.disabledAt !== null) return fault('invalid_login');
        await logins.forgive(account);
        await logins.takeBack([address]);
        return openSession(dependencies, found.operator, clientIp, 200);
      },
    }),
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
    operation({
      method: 'GET',
      path: '/session',
      operationId: 'getSession',
      summary: 'Says who is calling',
      answers: { 200: component('Session') },
      async handle({ caller, headers }) {
        const sessionId = headers['authorization'] === undefined ? sessionIdOf(headers, publicUrl) : undefined;
        const { id, name, role, organisationId } = caller;
        const organisation = organisationId === null ? undefined : await repositories.organisations.find(organisationId);
        return jsonReply(200, {
          operator: { id, name, role, org_id: organisationId },
          organisation: organisation ? { id: organisation.id, slug: organisation.slug, name: organisation.name } : null,
          csrf_token: sessionId === undefined ? null : csrfTokenOf(sessionId),
        });
      },
    }),
    operation({
      method: 'DELETE',
      path: '/session',
      access: 'org_member',
      changes: false,
      operationId: 'signOut',
      summary: 'Signs out',
      description: 'The session ends at once, and its cookie is taken away. A token stays as it is.',
      answers: { 204: null },
      async handle({ headers }) {
        const sessionId = sessionIdOf(headers, publicUrl);
        if (sessionId !== undefined) await repositories.sessions.close(hashSessionId(sessionId));
        return { status: 204, body: '', headers: { 'Set-Cookie': noSessionCookie(publicUrl) } };
      },
    }),
  ];
}

/** How a person is shown. */
export function operatorView({ id, organisationId, email, name, role, disabledAt, createdAt }: Operator) {
  return { id, org_id: organisationId, email, name, role, disabled_at: disabledAt, created_at: createdAt };
}
