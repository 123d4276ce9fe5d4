/**
 * Reads orders as documents. The database makes the JSON text, so that what the read API lists and what events carry
 * is the same, and no digit passes through a float.
 */
import type pg from 'pg';
import type { OrderReader } from '../domain/order-reader.ts';
import { classify } from './failure.ts';

/** Reads on the tenants' pool. */
export function createOrderReader(pool: pg.Pool): OrderReader {
  const query = async <Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> => {
    try {
      return (await pool.query<Row>({ name, text, values: [...values] })).rows;
    } catch (error) {
      throw classify(error);
    }
  };

  return {
    async byExternalId({ organisationId, storeId }, externalId) {
      const text = 'select * from read_order_by_external_id($1, $2, $3) as document';
      return (await query<{ document: string }>('read-order-by-external-id', text, [organisationId, storeId, externalId]))[0]
        ?.document;
    },
    async byId(organisationId, orderId) {
      const text = 'select * from read_order($1, $2) as document';
      return (await query<{ document: string }>('read-order', text, [organisationId, orderId]))[0]?.document;
    },
    async list(organisationId, { limit, after }) {
      // In one statement the snapshot would be older than the horizon, and rows committed in between would be skipped.
      const [bound] = await query<{ horizon: string }>('list-horizon', 'select list_horizon()::text as horizon', []);
      const rows = await query<{ id: string; at: string; document: string }>(
        'list-orders',
        'select * from list_orders($1, $2, $3, $4, $5)',
        [organisationId, bound?.horizon, after?.at ?? null, after?.id ?? null, limit],
      );
      const last = rows.at(-1);
      return {
        rowsJson: rows.map(({ document }) => document),
        nextCursor: rows.length === limit && last ? { at: last.at, id: last.id } : null,
      };
    },
  };
}
