/**
 * Lists subscriptions: one statement that names its tenant itself.
 */
import type pg from 'pg';
import type { SubscriptionsOutcome } from '../domain/outcome.ts';
import type { SubscriptionReader } from '../domain/subscription-reader.ts';
import { classify } from './failure.ts';

/** Reads on the tenants' pool. */
export function createSubscriptionReader(pool: pg.Pool): SubscriptionReader {
  return {
    async list({ organisationId, storeId }, format, list) {
      try {
        const { rows } = await pool.query<{ page: SubscriptionsOutcome }>({
          name: 'list-subscriptions',
          text: 'select list_subscriptions($1, $2, $3, $4) as page',
          values: [organisationId, storeId, format, JSON.stringify(list)],
        });
        return rows[0]?.page ?? { kind: 'subscriptions', rows: [], total: 0 };
      } catch (error) {
        throw classify(error);
      }
    },
  };
}
