/**
 * `/operators`, `/orgs/{org}/operators` and `/password`: the people who operate. The platform makes accounts; everybody
 * else is invited.
 */
import { fault, isFault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { Operator } from '../../domain/provisioning/operator-account.ts';
import { isUuid, uuidV7 } from '../../domain/uuid.ts';
import { bodyReader } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation } from '../request/lookups.ts';
import { listReply, pageParameters, pageRequest } from '../request/paging.ts';
import { readQuery } from '../request/query.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { nameSchema, passwordSchema } from '../request/schemas.ts';
import { operatorView } from './sessions.ts';

const readOperator = bodyReader<{ readonly email: string; readonly name: string; readonly password: string }>({
  properties: { email: { type: 'string', format: 'email' }, name: nameSchema, password: passwordSchema },
  required: ['email', 'name', 'password'],
});

const readChange = bodyReader<{
  readonly name?: string;
  readonly role?: 'org_admin' | 'org_member';
  readonly disabled?: boolean;
}>({
  properties: { name: nameSchema, role: { enum: ['org_admin', 'org_member'] }, disabled: { type: 'boolean' } },
});

const readPassword = bodyReader<{ readonly current_password: string; readonly new_password: string }>({
  properties: { current_password: { type: 'string', maxLength: 1_000 }, new_password: passwordSchema },
  required: ['current_password', 'new_password'],
});

/** Make, list, get, change; a new password of one's own. */
export function operatorRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, passwords, clock, randomBytes } = dependencies;
  const { operators } = repositories;
  const find = async ({ params }: OperatorRequest): Promise<Operator | undefined> =>
    isUuid(params['id'] ?? '') ? operators.find(params['id'] ?? '') : undefined;

  return [
    {
      method: 'POST',
      path: '/operators',
      access: 'platform_admin',
      async handle({ json }) {
        const body = readOperator(json);
        if (isFault(body)) return body;
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
        if (created === 'email_taken') return fault('conflict', 'somebody has an account with this e-mail address');
        return jsonReply(201, operatorView(operator));
      },
    },
    {
      method: 'GET',
      path: '/operators',
      access: 'platform_admin',
      async handle({ query }) {
        const parameters = readQuery(query, pageParameters);
        if (isFault(parameters)) return parameters;
        return listReply(await operators.list(null, pageRequest(parameters)), operatorView);
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org/operators',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const parameters = readQuery(request.query, pageParameters);
        if (isFault(parameters)) return parameters;
        return listReply(await operators.list(organisation.id, pageRequest(parameters)), operatorView);
      },
    },
    {
      method: 'GET',
      path: '/operators/:id',
      async handle(request) {
        const operator = await find(request);
        return operator === undefined ? fault('not_found') : jsonReply(200, operatorView(operator));
      },
    },
    {
      method: 'PATCH',
      path: '/operators/:id',
      async handle(request) {
        const operator = await find(request);
        if (operator === undefined) return fault('not_found');
        const body = readChange(request.json);
        if (isFault(body)) return body;
        if (body.role !== undefined && operator.organisationId === null) {
          return fault('conflict', "an operator of the platform has no organisation's role");
        }
        if (operator.id === request.caller.id && (body.disabled === true || body.role !== undefined)) {
          return fault('conflict', 'nobody takes away their own access: ask somebody else');
        }
        const changed = await operators.change(operator.id, {
          ...(body.name === undefined ? {} : { name: body.name }),
          ...(body.role === undefined ? {} : { role: body.role }),
          ...(body.disabled === undefined ? {} : { disabledAt: body.disabled ? new Date(clock.now()) : null }),
        });
        return changed === undefined ? fault('not_found') : jsonReply(200, operatorView(changed));
      },
    },
    {
      method: 'POST',
      path: '/password',
      access: 'org_member',
      async handle({ caller, json }) {
        const body = readPassword(json);
        if (isFault(body)) return body;
        const self = caller.id === null ? undefined : await operators.find(caller.id);
        if (self === undefined) return fault('conflict', 'a token has no password: sign in first');
        const known = await operators.findByEmail(self.email);
        if (!(await passwords.verify(body.current_password, known?.passwordHash))) return fault('invalid_login');
        await operators.setPassword(self.id, await passwords.hash(body.new_password));
        return { status: 204, body: '' };
      },
    },
  ];
}
