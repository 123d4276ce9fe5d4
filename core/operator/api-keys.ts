/**
 * `/orgs/{org}/api-keys`: keys of the read API. A key is shown when it is made, and never again.
 */
import { fault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import { displayPrefix, hashToken, mintToken, readKeyPrefix } from '../domain/key-token.ts';
import type { ApiKeyScope, StoredApiKey } from '../domain/provisioning/stored-api-key.ts';
import { uuidV7 } from '../domain/uuid.ts';
import { component } from '../schemas/field.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation, locate } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from './request/paging.ts';
import type { OperatorRoute } from './request/route.ts';
import { nameSchema } from './request/schemas.ts';

interface ApiKeyBody {
  readonly name: string;
  readonly scope: ApiKeyScope;
}

const apiKeyBody = bodyReader<ApiKeyBody>({
  properties: {
    name: nameSchema,
    scope: {
      type: 'string',
      enum: ['read_only', 'read_write'],
      description: 'What the key may do; `read_write` may also ask for test deliveries.',
    },
  },
  required: ['name', 'scope'],
});

const apiKey = component('ApiKey');

/** Create, list, revoke. Revocation is final. */
export function apiKeyRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, apiKeys, clock, randomBytes } = dependencies;
  return [
    operation({
      method: 'POST',
      path: '/orgs/:org/api-keys',
      operationId: 'createApiKey',
      summary: 'Makes a key of the read API',
      description: 'The key is shown in this answer, and never again.',
      find: (request) => findOrganisation(dependencies, request),
      body: apiKeyBody,
      answers: { 201: component('ApiKeyCreated') },
      async handle({ subject: organisation, body }) {
        const key = mintToken(readKeyPrefix, randomBytes);
        const now = clock.now();
        const row: StoredApiKey = {
          organisationId: organisation.id,
          id: uuidV7(now, randomBytes),
          name: body.name,
          scope: body.scope,
          keyHash: hashToken(key),
          keyPrefix: displayPrefix(key, readKeyPrefix),
          revokedAt: null,
          lastUsedAt: null,
          createdAt: new Date(now),
        };
        await repositories.apiKeys.create(row);
        return jsonReply(201, { ...view(row), key });
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/api-keys',
      operationId: 'listApiKeys',
      summary: "Lists an organisation's keys of the read API, revoked ones too",
      find: (request) => findOrganisation(dependencies, request),
      query: pageParameters,
      answers: { 200: pageOf(apiKey) },
      async handle({ subject: organisation, query }) {
        return listReply(await repositories.apiKeys.list(organisation.id, pageRequest(query)), view);
      },
    }),
    operation({
      method: 'POST',
      path: '/api-keys/:id/revoke',
      operationId: 'revokeApiKey',
      summary: 'Revokes a key of the read API',
      description: 'Final, and at once: the next request with it is refused.',
      find: (request) => locate(dependencies, 'api_key', request),
      answers: { 200: apiKey },
      async handle({ subject: { organisationId, id } }) {
        const row = await repositories.apiKeys.revoke(organisationId, id, new Date(clock.now()));
        apiKeys.forget(id);
        return row ? jsonReply(200, view(row)) : fault('not_found');
      },
    }),
  ];
}

function view(row: StoredApiKey) {
  return {
    id: row.id,
    org_id: row.organisationId,
    name: row.name,
    scope: row.scope,
    key_prefix: row.keyPrefix,
    status: row.revokedAt === null ? 'active' : 'revoked',
    last_used_at: row.lastUsedAt,
    created_at: row.createdAt,
  };
}
