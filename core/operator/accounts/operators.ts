/**
 * `/operators`, `/orgs/{org}/operators` and `/password`: the people who operate. The platform makes accounts; everybody
 * else is invited.
 */
import { fault, type Fault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { LoginSubject, Operator } from '../../domain/provisioning/operator-account.ts';
import { isUuid, uuidV7 } from '../../domain/uuid.ts';
import { component } from '../../schemas/field.ts';
import { bodyReader } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { nameSchema, passwordSchema } from '../request/schemas.ts';
import { accountLimit, operatorView, tooManyTries } from './sessions.ts';

const operatorBody = bodyReader<{ readonly email: string; readonly name: string; readonly password: string }>({
  properties: {
    email: { type: 'string', format: 'email', description: 'What they sign in with.', examples: ['ada@example.com'] },
    name: nameSchema,
    password: passwordSchema,
  },
  required: ['email', 'name', 'password'],
});

const changeBody = bodyReader<{
  readonly name?: string;
  readonly role?: 'org_admin' | 'org_member';
  readonly disabled?: boolean;
}>({
  properties: {
    name: nameSchema,
    role: { enum: ['org_admin', 'org_member'], description: 'What the account may do.' },
    disabled: { type: 'boolean', description: 'True ends its sessions and keeps it out.' },
  },
});

const passwordBody = bodyReader<{ readonly current_password: string; readonly new_password: string }>({
  properties: {
    current_password: { type: 'string', maxLength: 1_000, description: 'The present password.' },
    new_password: passwordSchema,
  },
  required: ['current_password', 'new_password'],
});

const emailTaken = fault('conflict', 'somebody has an account with this e-mail address');
const roleOfPlatform = fault('conflict', "an operator of the platform has no organisation's role");
const ownAccess = fault('conflict', 'nobody takes away their own access: ask somebody else');
const tokenHasNone = fault('conflict', 'a token has no password: sign in first');
const wrongPassword = fault('invalid_login');
const operatorSchema = component('Operator');

/** Make, list, get, change; a new password of one's own. */
export function operatorRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, passwords, clock, randomBytes } = dependencies;
  const { operators, logins } = repositories;
  const findOperator = async ({ params: { id = '' } }: OperatorRequest): Promise<Operator | Fault> =>
    (isUuid(id) ? await operators.find(id) : undefined) ?? fault('not_found');

  return [
    operation({
      method: 'POST',
      path: '/operators',
      access: 'platform_admin',
      operationId: 'createOperator',
      summary: 'Makes an account of the platform',
      body: operatorBody,
      answers: { 201: operatorSchema },
      refusals: [emailTaken],
      async handle({ body }) {
        const now = clock.now();
        const operator: Operator = {
          id: uuidV7(now, randomBytes),
          organisationId: null,
          email: body.email,
          name: body.name,
          role: 'platform_admin',
          disabledAt: null,
          createdAt: new Date(now),
        };
        const created = await operators.create(operator, await passwords.hash(body.password));
        return created === 'email_taken' ? emailTaken : jsonReply(201, operatorView(operator));
      },
    }),
    operation({
      method: 'GET',
      path: '/operators',
      access: 'platform_admin',
      operationId: 'listPlatformOperators',
      summary: "Lists the platform's accounts, disabled ones too",
      query: pageParameters,
      answers: { 200: pageOf(operatorSchema) },
      async handle({ query }) {
        return listReply(await operators.list(null, pageRequest(query)), operatorView);
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/operators',
      operationId: 'listOperators',
      summary: "Lists an organisation's accounts, disabled ones too",
      find: (request) => findOrganisation(dependencies, request),
      query: pageParameters,
      answers: { 200: pageOf(operatorSchema) },
      async handle({ subject: organisation, query }) {
        return listReply(await operators.list(organisation.id, pageRequest(query)), operatorView);
      },
    }),
    operation({
      method: 'GET',
      path: '/operators/:id',
      operationId: 'getOperator',
      summary: 'Gives one account',
      find: findOperator,
      answers: { 200: operatorSchema },
      handle: ({ subject: operator }) => Promise.resolve(jsonReply(200, operatorView(operator))),
    }),
    operation({
      method: 'PATCH',
      path: '/operators/:id',
      operationId: 'changeOperator',
      summary: 'Changes an account, or keeps it out',
      description: 'What is absent stays as it is. Disabling an account ends its sessions.',
      find: findOperator,
      body: changeBody,
      answers: { 200: operatorSchema },
      refusals: [roleOfPlatform, ownAccess],
      async handle({ subject: operator, body, caller }) {
        if (body.role !== undefined && operator.organisationId === null) return roleOfPlatform;
        if (operator.id === caller.id && (body.disabled === true || body.role !== undefined)) return ownAccess;
        const changed = await operators.change(operator.id, {
          ...(body.name === undefined ? {} : { name: body.name }),
          ...(body.role === undefined ? {} : { role: body.role }),
          ...(body.disabled === undefined ? {} : { disabledAt: body.disabled ? new Date(clock.now()) : null }),
        });
        return changed === undefined ? fault('not_found') : jsonReply(200, operatorView(changed));
      },
    }),
    operation({
      method: 'POST',
      path: '/password',
      access: 'org_member',
      operationId: 'changePassword',
      summary: "Sets a new password of the caller's own",
      description: 'It ends every session of the account, this one too.',
      body: passwordBody,
      answers: { 204: null },
      refusals: [tokenHasNone, wrongPassword, tooManyTries(1)],
      async handle({ caller, body }) {
        const self = caller.id === null ? undefined : await operators.find(caller.id);
        if (self === undefined) return tokenHasNone;
        // Counted apart from signing in: whoever finds a browser open must not shut its owner out.
        const account: LoginSubject = { name: `password of ${self.id}`, limit: accountLimit };
        const retryAfterSeconds = await logins.beginTry([account]);
        if (retryAfterSeconds > 0) return tooManyTries(retryAfterSeconds);
        const known = await operators.findByEmail(self.email);
        if (!(await passwords.verify(body.current_password, known?.passwordHash))) return wrongPassword;
        await logins.forgive(account);
        await operators.setPassword(self.id, await passwords.hash(body.new_password));
        return { status: 204, body: '' };
      },
    }),
  ];
}
