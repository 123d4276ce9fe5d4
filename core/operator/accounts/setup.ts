/**
 * `/setup`: the first account of a hub, for whoever holds a token of the platform. Once there is an account, this makes no
 * other: people are invited, or made by the platform.
 */
import { fault, type Fault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { LoginSubject } from '../../domain/provisioning/operator-account.ts';
import { component, flag, record } from '../../schemas/field.ts';
import { bodyReader } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { openOperation } from '../request/operation.ts';
import type { OpenRoute } from '../request/route.ts';
import { nameSchema, passwordSchema } from '../request/schemas.ts';
import { noteAct } from './audit.ts';
import { createTokenProof } from './authenticate.ts';
import { signInFault } from './session-cookie.ts';
import { addressSubject, openSession, operatorView } from './sessions.ts';

interface SetupBody {
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

const readSetup = bodyReader<SetupBody>({
  properties: {
    token: {
      type: 'string',
      maxLength: 1_000,
      description: "The token that the first start printed, the one in the hub's environment, or another one of the platform.",
    },
    email: { type: 'string', format: 'email', description: 'What its holder signs in with.', examples: ['ada@example.com'] },
    name: nameSchema,
    password: passwordSchema,
  },
  required: ['token', 'email', 'name', 'password'],
});

/** A token of somebody's own choosing may be short: whoever guesses gets as many tries as for one account. */
const setupSubject: LoginSubject = { name: 'setup', limit: 10 };

const isDone = fault('conflict', 'this hub has an account already: sign in, or ask somebody for an invitation');
const isForeign = fault('forbidden', 'this takes a token of the platform, not of an organisation');

/** Is there anything to set up; set it up. */
export function setupRoutes(dependencies: OperatorDependencies): readonly OpenRoute[] {
  const { repositories, passwords, clock, publicUrl } = dependencies;
  const { operators, logins } = repositories;
  const proveToken = createTokenProof(dependencies);
  return [
    openOperation({
      method: 'GET',
      path: '/setup',
      operationId: 'getSetup',
      summary: 'Says whether the hub waits for its first account',
      answers: { 200: record('Where the hub stands.', { needed: flag('True while nobody has an account.') }) },
      handle: async () => jsonReply(200, { needed: await operators.areNone() }),
    }),
    openOperation({
      method: 'POST',
      path: '/setup',
      operationId: 'setUp',
      summary: 'Makes the first account, and signs in',
      description: 'The account is one of the platform. Of several at once, one is made.',
      find: ({ headers }) => Promise.resolve(signInFault(headers, publicUrl)),
      body: readSetup,
      answers: { 201: component('SignedIn') },
      refusals: [fault('invalid_token'), isForeign, isDone, tooManyTries(1)],
      async handle({ body, clientIp }) {
        if (!(await operators.areNone())) return isDone;
        const subjects = [setupSubject, addressSubject(clientIp)];
        const waitSeconds = await logins.beginTry(subjects);
        if (waitSeconds > 0) return tooManyTries(waitSeconds);
        const caller = await proveToken(body.token);
        if (caller === undefined) return fault('invalid_token');
        await logins.takeBack(subjects);
        if (caller.role !== 'platform_admin') return isForeign;
        const { email, name, password } = body;
        const passwordHash = await passwords.hash(password);
        const operator = await operators.createFirst({ email, name, createdAt: new Date(clock.now()) }, passwordHash);
        if (operator === undefined) return isDone;
        const after = operatorView(operator);
        await noteAct(dependencies, { caller, action: 'POST /setup', targetId: operator.id, after, clientIp });
        return openSession(dependencies, operator, clientIp, 201);
      },
    }),
  ];
}

function tooManyTries(retryAfterSeconds: number): Fault {
  return fault('rate_limited', 'too many wrong tokens', { retryAfterSeconds });
}
