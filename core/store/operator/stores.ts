/**
 * Keeps stores. A change of a store reaches the hints of its connectors in the same transaction.
 */
import type { StoreRepository } from '../../domain/provisioning/store-repository.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { Database } from '../database.ts';
import { ConnectorEntity } from '../entities/connector.ts';
import { StoreEntity } from '../entities/store.ts';
import { isUniqueViolation } from '../failure.ts';
import { retrying } from './retrying.ts';
import { lockRow } from './row-lock.ts';
import { detach, keyset, toPage } from './rows.ts';

/** Makes the repository. */
export function createStoreRepository(database: Database): StoreRepository {
  return {
    async create(store) {
      try {
        await database.asTenant(store.organisationId, (em) => em.insert(StoreEntity, { ...store }));
        return 'created';
      } catch (error) {
        if (isUniqueViolation(error)) return 'slug_taken';
        throw error;
      }
    },
    async list(organisationId, page) {
      const { where, options } = keyset(page, 'oldest first');
      const rows = await database.asTenant(organisationId, (em) => em.find(StoreEntity, { organisationId, ...where }, options));
      return toPage(rows.map(detach), page);
    },
    async find(organisationId, idOrSlug) {
      const where = isUuid(idOrSlug) ? { organisationId, id: idOrSlug } : { organisationId, slug: idOrSlug };
      const row = await database.asTenant(organisationId, (em) => em.findOne(StoreEntity, where));
      return row === null ? undefined : detach(row);
    },
    change: (organisationId, storeId, apply, hintOf) =>
      retrying(() =>
        database.asTenant(organisationId, async (em) => {
          // The store before its connectors, as everywhere: two changes at once wait for each other here.
          await lockRow(em, 'stores', organisationId, storeId);
          const row = await em.findOne(StoreEntity, { organisationId, id: storeId });
          if (row === null) return undefined;
          em.assign(row, { ...apply(detach(row)) });
          const store = detach(row);
          const connectors = await em.find(ConnectorEntity, { organisationId, storeId }, { orderBy: { id: 'asc' } });
          for (const connector of connectors) connector.hint = await hintOf(detach(connector), store);
          return { store, connectorIds: connectors.map(({ id }) => id) };
        }),
      ),
  };
}
