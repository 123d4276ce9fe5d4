/**
 * `/orgs/{org}/tokens`, `/tokens` and `/tokens/{id}/revoke`: who may operate an organisation, or the platform. A token is
 * shown when it is made, and never again.
 */
import { fault } from '../../domain/fault.ts';
import { type HttpReply, jsonReply } from '../../domain/http-reply.ts';
import { displayPrefix, hashToken, mintToken, operatorTokenPrefix } from '../../domain/key-token.ts';
import type { OperatorRole, OperatorToken } from '../../domain/provisioning/operator-token.ts';
import { isUuid, uuidV7 } from '../../domain/uuid.ts';
import { component } from '../../schemas/field.ts';
import { bodyReader } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { parseInstant } from '../request/instant.ts';
import { findOrganisation } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import type { OperatorRoute } from '../request/route.ts';
import { nameSchema } from '../request/schemas.ts';

interface TokenBody {
  readonly name: string;
  readonly expires_at?: string | null;
}

const properties = {
  name: nameSchema,
  expires_at: { type: ['string', 'null'], format: 'instant', description: 'When it stops working; null means never.' },
};

const platformTokenBody = bodyReader<TokenBody>({ properties, required: ['name'] });
const tokenBody = bodyReader<TokenBody & { readonly role: 'org_admin' | 'org_member' }>({
  properties: { ...properties, role: { enum: ['org_admin', 'org_member'], description: 'What it may do.' } },
  required: ['name', 'role'],
});

const tokenSchema = component('OperatorToken');
const tokenCreated = component('OperatorTokenCreated');

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
    operation({
      method: 'POST',
      path: '/orgs/:org/tokens',
      operationId: 'createToken',
      summary: 'Makes an operator token for an organisation',
      description: 'The token is shown in this answer, and never again.',
      find: (request) => findOrganisation(dependencies, request),
      body: tokenBody,
      answers: { 201: tokenCreated },
      handle: ({ subject: organisation, body }) => make(organisation.id, body.role, body),
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/tokens',
      access: 'org_admin',
      operationId: 'listTokens',
      summary: "Lists an organisation's operator tokens, revoked ones too",
      find: (request) => findOrganisation(dependencies, request),
      query: pageParameters,
      answers: { 200: pageOf(tokenSchema) },
      async handle({ subject: organisation, query }) {
        return listReply(await tokens.list(organisation.id, pageRequest(query)), (token) => view(token, clock.now()));
      },
    }),
    operation({
      method: 'POST',
      path: '/tokens',
      access: 'platform_admin',
      operationId: 'createPlatformToken',
      summary: 'Makes an operator token for the platform',
      description: 'The token is shown in this answer, and never again.',
      body: platformTokenBody,
      answers: { 201: tokenCreated },
      handle: ({ body }) => make(null, 'platform_admin', body),
    }),
    operation({
      method: 'GET',
      path: '/tokens',
      access: 'platform_admin',
      operationId: 'listPlatformTokens',
      summary: "Lists the platform's operator tokens, revoked ones too",
      query: pageParameters,
      answers: { 200: pageOf(tokenSchema) },
      async handle({ query }) {
        return listReply(await tokens.list(null, pageRequest(query)), (token) => view(token, clock.now()));
      },
    }),
    operation({
      method: 'POST',
      path: '/tokens/:id/revoke',
      operationId: 'revokeToken',
      summary: 'Revokes an operator token',
      description: 'Final, and at once.',
      answers: { 200: tokenSchema },
      async handle({ params: { id = '' } }) {
        const token = isUuid(id) ? await tokens.revoke(id, new Date(clock.now())) : undefined;
        return token === undefined ? fault('not_found') : jsonReply(200, view(token, clock.now()));
      },
    }),
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
