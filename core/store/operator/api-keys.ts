/**
 * Keeps keys of the read API, as hashes.
 */
import type { ApiKeyRepository } from '../../domain/provisioning/stored-api-key.ts';
import type { Database } from '../database.ts';
import { ApiKeyEntity } from '../entities/api-key.ts';
import { detach, keyset, toPage } from './rows.ts';

/** Makes the repository. */
export function createApiKeyRepository(database: Database): ApiKeyRepository {
  return {
    async create(key) {
      await database.asTenant(key.organisationId, (em) => em.insert(ApiKeyEntity, { ...key }));
    },
    async list(organisationId, page) {
      const { where, options } = keyset(page, 'oldest first');
      const rows = await database.asTenant(organisationId, (em) => em.find(ApiKeyEntity, { organisationId, ...where }, options));
      return toPage(rows.map(detach), page);
    },
    revoke: (organisationId, id, at) =>
      database.asTenant(organisationId, async (em) => {
        await em.nativeUpdate(ApiKeyEntity, { organisationId, id, revokedAt: null }, { revokedAt: at });
        const row = await em.findOne(ApiKeyEntity, { organisationId, id });
        return row === null ? undefined : detach(row);
      }),
  };
}
