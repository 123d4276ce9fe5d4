/**
 * `/orgs/{org}/api-keys`: keys of the read API. A key is shown when it is made, and never again.
 */
import { fault, isFault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import { displayPrefix, hashToken, mintToken, readKeyPrefix } from '../domain/key-token.ts';
import type { ApiKeyScope, StoredApiKey } from '../domain/provisioning/stored-api-key.ts';
import { uuidV7 } from '../domain/uuid.ts';
import { bodyReader, readNothing } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation, locate } from './request/lookups.ts';
import { listReply, pageParameters, pageRequest } from './request/paging.ts';
import { readQuery } from './request/query.ts';
import type { OperatorRoute } from './request/route.ts';
import { nameSchema } from './request/schemas.ts';

interface ApiKeyBody {
  readonly name: string;
  readonly scope: ApiKeyScope;
}

const readApiKey = bodyReader<ApiKeyBody>({
  properties: { name: nameSchema, scope: { type: 'string', enum: ['read_only', 'read_write'] } },
  required: ['name', 'scope'],
});

/** Create, list, revoke. Revocation is final. */
export function apiKeyRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, apiKeys, clock, randomBytes } = dependencies;
  return [
    {
      method: 'POST',
      path: '/orgs/:org/api-keys',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const body = readApiKey(request.json);
        if (isFault(body)) return body;
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
    },
    {
      method: 'GET',
      path: '/orgs/:org/api-keys',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const parameters = readQuery(request.query, pageParameters);
        if (isFault(parameters)) return parameters;
        return listReply(await repositories.apiKeys.list(organisation.id, pageRequest(parameters)), view);
      },
    },
    {
      method: 'POST',
      path: '/api-keys/:id/revoke',
      async handle(request) {
        const located = await locate(dependencies, 'api_key', request);
        if (isFault(located)) return located;
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        const row = await repositories.apiKeys.revoke(located.organisationId, located.id, new Date(clock.now()));
        apiKeys.forget(located.id);
        return row ? jsonReply(200, view(row)) : fault('not_found');
      },
    },
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
