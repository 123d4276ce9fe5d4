/**
 * Keeps products. A list is stored by one function of the database, which writes the products, their events and the
 * deliveries together.
 */
import type { ProductCount, ProductRepository } from '../../domain/provisioning/product.ts';
import type { Database } from '../database.ts';
import { ProductEntity } from '../entities/product.ts';
import { classify } from '../failure.ts';
import { condition, contains, findNewest } from './newest-first.ts';
import { detach, keyset, toPage } from './rows.ts';

/** Makes the repository. */
export function createProductRepository(database: Database): ProductRepository {
  return {
    async put(organisationId, items) {
      try {
        const { rows } = await database.tenants.query<ProductCount>({
          name: 'put-products',
          text: 'select created, updated from put_products($1, $2)',
          values: [organisationId, JSON.stringify(items)],
        });
        return rows[0] ?? { created: 0, updated: 0 };
      } catch (error) {
        throw classify(error);
      }
    },
    async list(organisationId, sku, order, page) {
      const { where, options } = keyset(page, `${order} first`);
      const wanted = { organisationId, ...(sku === undefined ? {} : { sku }), ...where };
      const rows = await database.asTenant(organisationId, (em) => em.find(ProductEntity, wanted, options));
      return toPage(rows.map(detach), page);
    },
    search: (organisationId, part, page) =>
      database.asTenant(organisationId, async (em) => {
        const within = [condition('org_id = ?', organisationId)];
        const { rows, lastId } = await findNewest(
          em,
          { table: 'products', within, where: [contains(['title', 'sku'], part)] },
          page,
        );
        const where = { organisationId, id: { $in: rows.map(({ id }) => id) } };
        return { rows: (await em.find(ProductEntity, where, { orderBy: { id: 'desc' } })).map(detach), lastId };
      }),
  };
}
