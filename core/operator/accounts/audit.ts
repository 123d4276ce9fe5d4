/**
 * Writes down what operators change, and `/orgs/{org}/audit` shows it. What an object was and became is read through the
 * same calls that operators read it with, so nothing stands in the log that those do not show.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Fault, fault, isFault } from '../../domain/fault.ts';
import { type HttpReply, jsonReply } from '../../domain/http-reply.ts';
import type { AuditEntry } from '../../domain/provisioning/audit.ts';
import { isUuid, uuidV7 } from '../../domain/uuid.ts';
import { component } from '../../schemas/field.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import { asking, instant, text } from '../request/query.ts';
import type { OperatorCaller, OperatorRequest, OperatorRoute } from '../request/route.ts';
import { uuidParameter } from '../request/uuid-parameter.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Shown once by the call that makes them, and kept nowhere. */
const onceShown: ReadonlySet<string> = new Set(['key', 'token', 'link', 'signing_secret_plain']);
/** They change by themselves, and say nothing about what an operator did. */
const restless: ReadonlySet<string> = new Set(['last_used_at', 'requests_24h', 'errors_24h', 'history']);

const parameters = {
  ...pageParameters,
  actor_id: asking('Only what this account or token did.', uuidParameter),
  target_id: asking('Only what was done to the object with this id.', text),
  since: asking('Only what was done from this moment on.', instant),
  until: asking('Only what was done before this moment.', instant),
};

/** The log of one organisation, newest first; one entry of it. */
export function auditRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { audit } = dependencies.repositories;
  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/audit',
      access: 'org_admin',
      operationId: 'listAuditEntries',
      summary: 'Lists who changed what in an organisation, newest first',
      find: (request) => findOrganisation(dependencies, request),
      query: parameters,
      answers: { 200: pageOf(component('AuditEntry')) },
      async handle({ subject: organisation, query }) {
        const { actor_id: actorId, target_id: targetId, since, until } = query;
        const filter = {
          ...(actorId !== undefined && { actorId }),
          ...(targetId !== undefined && { targetId }),
          ...(since !== undefined && { since }),
          ...(until !== undefined && { until }),
        };
        return listReply(await audit.list(organisation.id, filter, pageRequest(query)), view);
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/audit/:id',
      access: 'org_admin',
      operationId: 'getAuditEntry',
      summary: 'Gives one entry of the audit log',
      find: (request) => findOrganisation(dependencies, request),
      answers: { 200: component('AuditEntry') },
      async handle({ subject: organisation, params }) {
        const id = params['id'] ?? '';
        const entry = isUuid(id) ? await audit.find(organisation.id, id) : undefined;
        return entry === undefined ? fault('not_found') : jsonReply(200, view(entry));
      },
    }),
  ];
}

/** What somebody did for whom no token or session stood in the request, once it is done. `after` holds no secret. */
export async function noteAct(
  { repositories, clock, randomBytes }: OperatorDependencies,
  act: {
    readonly caller: OperatorCaller;
    readonly action: string;
    readonly targetId: string;
    readonly after: object;
    readonly clientIp: string;
  },
): Promise<void> {
  const { caller, action, targetId, after, clientIp } = act;
  const now = clock.now();
  await repositories.audit.append({
    id: uuidV7(now, randomBytes),
    organisationId: caller.organisationId,
    ...actorOf(caller),
    action,
    targetId,
    before: null,
    after,
    clientIp,
    at: new Date(now),
  });
}

/** A call of `route` that is written down when it succeeds. `routes` are all there are, to read the object with. */
export async function auditedCall(
  route: OperatorRoute,
  request: OperatorRequest,
  organisationId: string | null,
  routes: readonly OperatorRoute[],
  dependencies: OperatorDependencies,
): Promise<HttpReply | Fault> {
  const reader = readerOf(route, routes);
  const reading = { ...request, query: new URLSearchParams() }; // what the change was asked with is not for the reader
  const before = reader && fieldsOf(await reader.handle(reading));
  const result = await route.handle(request);
  if (isFault(result)) return result;
  const after = reader ? fieldsOf(await reader.handle(reading)) : fieldsOf(result);
  const { clock, randomBytes, repositories } = dependencies;
  const now = clock.now();
  const made = before === undefined ? after : undefined;
  const entry: AuditEntry = {
    id: uuidV7(now, randomBytes),
    organisationId: organisationId ?? (route.path === '/orgs' ? textAt(made, 'id') : null),
    ...actorOf(request.caller),
    action: `${route.method} ${route.path}`,
    targetId: request.params['id'] ?? textAt(made, 'id') ?? textAt(before, 'id'),
    before: before === undefined ? null : withoutValues(changedFields(before, after)),
    after: after === undefined ? null : withoutValues(before === undefined ? after : changedFields(after, before)),
    clientIp: request.clientIp,
    at: new Date(now),
  };
  await repositories.audit.append(entry);
  return result;
}

function actorOf({ id, name, role }: OperatorCaller): Pick<AuditEntry, 'actorId' | 'actorName' | 'actorRole'> {
  return { actorId: id, actorName: name, actorRole: role };
}

/** The call that shows the object of a change: the same path, or what stands before an action's name. None for what makes one. */
function readerOf({ path }: OperatorRoute, routes: readonly OperatorRoute[]): OperatorRoute | undefined {
  const [upToId] = /^.*\/:id(?=\/|$)/.exec(path) ?? [];
  const objectPath = upToId ?? (/\/:\w+$/.test(path) ? path : undefined);
  return routes.find((route) => route.method === 'GET' && route.path === objectPath);
}

function fieldsOf(result: HttpReply | Fault): Fields | undefined {
  if (isFault(result) || result.body === '') return undefined;
  const value: unknown = JSON.parse(result.body);
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !onceShown.has(name) && !restless.has(name)));
}

/** Of headers only the names: their values may be as secret as a key. */
function withoutValues(fields: Fields): Fields {
  const { headers } = fields;
  if (typeof headers !== 'object' || headers === null) return fields;
  return { ...fields, headers: Object.fromEntries(Object.keys(headers).map((name) => [name, '[hidden]'])) };
}

/** What is different in the other one; large objects mostly stay the same. */
function changedFields(fields: Fields, other: Fields | undefined): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => !isDeepStrictEqual(value, other?.[name])));
}

function textAt(fields: Fields | undefined, name: string): string | null {
  const value = fields?.[name];
  return typeof value === 'string' ? value : null;
}

function view(entry: AuditEntry) {
  return {
    id: entry.id,
    at: entry.at,
    actor: { id: entry.actorId, name: entry.actorName, role: entry.actorRole },
    action: entry.action,
    target_id: entry.targetId,
    before: entry.before,
    after: entry.after,
    client_ip: entry.clientIp,
  };
}
