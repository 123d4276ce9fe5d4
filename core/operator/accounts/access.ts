/**
 * Who may make which call: the one place where roles are enforced, and the one place where what was done is written down.
 *
 * A call is about the organisation in its path or about the one that its object belongs to. What belongs to another
 * organisation than the caller's answers 404, the same as what does not exist; what the role does not allow, 403.
 */
import { type Fault, fault, isFault } from '../../domain/fault.ts';
import type { OperatorRole } from '../../domain/provisioning/operator-token.ts';
import type { Addressable } from '../../domain/provisioning/tenant-directory.ts';
import { isUuid } from '../../domain/uuid.ts';
import { auditedCall } from './audit.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { isIdOrSlug } from '../request/lookups.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';

const rank: Readonly<Record<OperatorRole, number>> = { org_member: 1, org_admin: 2, platform_admin: 3 };

/** Which kind of object stands at `:id` below a path's first name. */
const kinds: Readonly<Record<string, Addressable>> = {
  connectors: 'connector',
  'api-keys': 'api_key',
  'webhook-endpoints': 'webhook_endpoint',
  deliveries: 'delivery',
  orders: 'order',
  payments: 'payment',
  conversations: 'conversation',
  replies: 'reply',
  clients: 'client',
  vendors: 'vendor',
  recoveries: 'recovery',
};

/** The least role that may make a call: what a route says, else reading is for members and changing for admins. */
export function neededRole({ method, access }: Pick<OperatorRoute, 'method' | 'access'>): OperatorRole {
  return access ?? (method === 'GET' ? 'org_member' : 'org_admin');
}

/**
 * The organisation that a call is about: null when it is about none, or about something that does not exist, which the
 * route itself will say. A refusal when the caller may not make it.
 */
async function authorise(
  route: OperatorRoute,
  request: OperatorRequest,
  dependencies: OperatorDependencies,
): Promise<string | null | Fault> {
  const { caller } = request;
  const organisationId = await organisationOf(route, request, dependencies);
  if (caller.role === 'platform_admin') return organisationId;
  if (organisationId !== caller.organisationId && !isAboutNobody(route)) return fault('not_found');
  return rank[caller.role] < rank[neededRole(route)] ? fault('forbidden') : organisationId;
}

/** Calls about no organisation at all: they show or change only what is everybody's, or the caller's own. */
export function isAboutNobody({ path }: Pick<OperatorRoute, 'path'>): boolean {
  return ['/adapters', '/event-types', '/orgs', '/session', '/password', '/webhook-urls/judge'].includes(path);
}

async function organisationOf(
  { path }: OperatorRoute,
  { params }: OperatorRequest,
  { repositories }: OperatorDependencies,
): Promise<string | null> {
  const { org, id } = params;
  if (org !== undefined) return isIdOrSlug(org) ? ((await repositories.organisations.find(org))?.id ?? null) : null;
  if (id === undefined || !isUuid(id)) return null;
  const [, family = ''] = path.split('/');
  if (family === 'requests') return (await repositories.requests.ownerOf(id))?.organisationId ?? null;
  if (family === 'operators') return (await repositories.operators.find(id))?.organisationId ?? null;
  if (family === 'invitations') return (await repositories.invitations.find(id))?.organisationId ?? null;
  if (family === 'tokens') return (await repositories.tokens.find(id))?.organisationId ?? null;
  const kind = kinds[family];
  return kind === undefined ? null : ((await repositories.tenants.organisationOf(kind, id)) ?? null);
}

/** The routes with their guard in front of them. */
export function guarded(routes: readonly OperatorRoute[], dependencies: OperatorDependencies): readonly OperatorRoute[] {
  return routes.map((route) => ({
    ...route,
    async handle(request) {
      const organisationId = await authorise(route, request, dependencies);
      if (isFault(organisationId)) return organisationId;
      const changes = route.method !== 'GET' && route.changes !== false;
      return changes ? auditedCall(route, request, organisationId, routes, dependencies) : route.handle(request);
    },
  }));
}
