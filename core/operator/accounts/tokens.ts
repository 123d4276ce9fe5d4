/**
 * `/orgs/{org}/tokens`, `/tokens` and `/tokens/{id}/revoke`: who may operate an organisation, or the platform. A token is
 * shown when it is made, and never again.
 */
import { fault, isFault } from '../../domain/fault.ts';
import { type HttpReply, jsonReply } from '../../domain/http-reply.ts';
import { displayPrefix, hashToken, mintToken, operatorTokenPrefix } from '../../domain/key-token.ts';
import type { OperatorRole, OperatorToken } from '../../domain/provisioning/operator-token.ts';
import { isUuid, uuidV7 } from '../../domain/uuid.ts';
import { bodyReader, readNothing } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { parseInstant } from '../request/instant.ts';
import { findOrganisation } from '../request/lookups.ts';
import { listReply, pageParameters, pageRequest } from '../request/paging.ts';
import { readQuery } from '../request/query.ts';
import type { OperatorRoute } from '../request/route.ts';
import { nameSchema } from '../request/schemas.ts';

interface TokenBody {
  readonly name: string;
  readonly expires_at?: string | null;
}

const properties = { name: nameSchema, expires_at: { type: ['string', 'null'], format: 'instant' } };

const readPlatformToken = bodyReader<TokenBody>({ properties, required: ['name'] });
const readToken = bodyReader<TokenBody & { readonly role: 'org_admin' | 'org_member' }>({
  properties: { ...properties, role: { enum: ['org_admin', 'org_member'] } },
  required: ['name', 'role'],
});

/** Make, list, revoke. */
export function tokenRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, clock, randomBytes } = dependencies;
  const { tokens } = repositories;

  async function make(organisationId: string | null, role: OperatorRole, body: TokenBody): Promise<HttpReply> {
    const secret = mintToken(operatorTokenPrefix, randomBytes);
    const now = new Date(clock.now());
    const expiry = body.expires_at == null ? undefined : parseInstant(body.expires_at);
    const token: OperatorToken = {
      id: uuidV7(now.getTime(), randomBytes),
      role,
      organisationId,
      name: body.name,
      tokenPrefix: displayPrefix(secret, operatorTokenPrefix),
      expiresAt: expiry === undefined ? null : new Date(expiry),
      revokedAt: null,
      lastUsedAt: null,
      createdAt: now,
    };
    await tokens.create(token, hashToken(secret));
    return jsonReply(201, { ...view(token, now.getTime()), token: secret });
  }

  return [
    {
      method: 'POST',
      path: '/orgs/:org/tokens',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const body = readToken(request.json);
        return isFault(body) ? body : make(organisation.id, body.role, body);
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org/tokens',
      access: 'org_admin',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const parameters = readQuery(request.query, pageParameters);
        if (isFault(parameters)) return parameters;
        return listReply(await tokens.list(organisation.id, pageRequest(parameters)), (token) => view(token, clock.now()));
      },
    },
    {
      method: 'POST',
      path: '/tokens',
      access: 'platform_admin',
      async handle(request) {
        const body = readPlatformToken(request.json);
        return isFault(body) ? body : make(null, 'platform_admin', body);
      },
    },
    {
      method: 'GET',
      path: '/tokens',
      access: 'platform_admin',
      async handle(request) {
        const parameters = readQuery(request.query, pageParameters);
        if (isFault(parameters)) return parameters;
        return listReply(await tokens.list(null, pageRequest(parameters)), (token) => view(token, clock.now()));
      },
    },
    {
      method: 'POST',
      path: '/tokens/:id/revoke',
      async handle(request) {
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        const id = request.params['id'] ?? '';
        const token = isUuid(id) ? await tokens.revoke(id, new Date(clock.now())) : undefined;
        return token === undefined ? fault('not_found') : jsonReply(200, view(token, clock.now()));
      },
    },
  ];
}

function view(token: OperatorToken, now: number) {
  const expired = token.expiresAt !== null && token.expiresAt.getTime() <= now;
  return {
    id: token.id,
    org_id: token.organisationId,
    name: token.name,
    role: token.role,
    token_prefix: token.tokenPrefix,
    status: token.revokedAt !== null ? 'revoked' : expired ? 'expired' : 'active',
    expires_at: token.expiresAt,
    last_used_at: token.lastUsedAt,
    created_at: token.createdAt,
  };
}
