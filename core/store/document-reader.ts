/**
 * Reads objects as documents. The database makes the JSON text, so that what the read API lists and what events carry
 * is the same, and no digit passes through a float.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { DocumentKind, DocumentReader } from '../domain/document-reader.ts';
import { classify } from './failure.ts';

interface Horizon {
  readonly horizon: string;
  readonly arrived: string;
  /** True when every transaction that was open at `arrived` has ended. */
  readonly settled: boolean;
}

/** The database functions of each kind, all with the same parameters and columns: see migrations/0006-read.sql. */
const functions: Readonly<Record<DocumentKind, { readonly one: string; readonly list: string }>> = {
  client: { one: 'read_client', list: 'list_clients' },
  order: { one: 'read_order', list: 'list_orders' },
  product: { one: 'read_product', list: 'list_products' },
  vendor: { one: 'read_vendor', list: 'list_vendors' },
};

const maximumLooks = 20;
const lookMilliseconds = 5;

/** Reads on the tenants' pool. */
export function createDocumentReader(pool: pg.Pool): DocumentReader {
  const query = async <Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> => {
    try {
      return (await pool.query<Row>({ name, text, values: [...values] })).rows;
    } catch (error) {
      throw classify(error);
    }
  };

  /**
   * The moment before which a page has to end. Transactions that were open when the reader came would hide what the reader
   * has just written; they last milliseconds, so they are waited for, but not for long.
   */
  const readHorizon = async (): Promise<string> => {
    let arrived: string | null = null;
    for (let look = 1; ; look += 1) {
      const [bound]: Horizon[] = await query<Horizon>(
        'list-horizon',
        `select horizon::text, coalesce($1, arrived::text) as arrived, horizon >= coalesce($1::timestamptz, arrived) as settled
         from (select clock_timestamp()::timestamptz(3) as arrived, list_horizon() as horizon) as bound`,
        [arrived],
      );
      if (!bound) throw new Error('list_horizon gave no row');
      if (bound.settled || look === maximumLooks) return bound.horizon;
      arrived = bound.arrived;
      await sleep(lookMilliseconds);
    }
  };

  return {
    async byId(kind, organisationId, id) {
      const { one } = functions[kind];
      return (await query<{ document: string }>(one, `select * from ${one}($1, $2) as document`, [organisationId, id]))[0]
        ?.document;
    },
    async list(kind, organisationId, { limit, after }) {
      const { list } = functions[kind];
      // In one statement the snapshot would be older than the horizon, and rows committed in between would be skipped.
      const horizon = await readHorizon();
      const rows = await query<{ id: string; at: string; document: string }>(list, `select * from ${list}($1, $2, $3, $4, $5)`, [
        organisationId,
        horizon,
        after?.at ?? null,
        after?.id ?? null,
        limit,
      ]);
      const last = rows.at(-1);
      return {
        rowsJson: rows.map(({ document }) => document),
        nextCursor: rows.length === limit && last ? { at: last.at, id: last.id } : null,
      };
    },
  };
}
