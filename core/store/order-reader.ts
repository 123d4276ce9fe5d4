/**
 * Finds orders by the storefront's names for them. The text is the database's own, as everywhere.
 */
import type pg from 'pg';
import type { OrderReader } from '../domain/order-reader.ts';
import { classify } from './failure.ts';

/** Reads on the tenants' pool. */
export function createOrderReader(pool: pg.Pool): OrderReader {
  return {
    async byExternalId({ organisationId, storeId }, externalId) {
      try {
        const { rows } = await pool.query<{ document: string }>({
          name: 'read-order-by-external-id',
          text: 'select * from read_order_by_external_id($1, $2, $3) as document',
          values: [organisationId, storeId, externalId],
        });
        return rows[0]?.document;
      } catch (error) {
        throw classify(error);
      }
    },
  };
}
