/**
 * The schemas of what was counted by the hour.
 */
import { type Fields, type FieldSchema, listOf, record, time, uuid, whole } from '../../schemas/field.ts';
import type { JsonSchema } from '../../sdk/contract.ts';

function series(description: string): FieldSchema {
  return listOf({ type: 'integer', minimum: 0 }, `${description} One number for each hour, oldest first.`);
}

const ofRequests: Fields = {
  requests: series('Requests.'),
  client_errors: series('Those of them that were answered with 400 to 499.'),
  server_errors: series('Those of them that were answered with 500 or above.'),
  orders: series('New orders.'),
};

const ofDeliveries: Fields = {
  deliveries_succeeded: series('Deliveries that arrived.'),
  deliveries_failed: series('Attempts that failed, whether another one followed or not.'),
};

/** The schemas by the names of their components. */
export const statisticsSchemas: Readonly<Record<string, JsonSchema>> = {
  Statistics: record('What was counted by the hour.', {
    since: time('When the first hour began.'),
    hours: whole('How many hours.', 1, 24),
    total: record('Of the whole organisation.', { ...ofRequests, ...ofDeliveries }),
    stores: listOf(
      record('Of one store.', { store_id: uuid('The store.'), ...ofRequests, ...ofDeliveries }),
      'Those that had any.',
    ),
    connectors: listOf(
      record('Of one connector.', { connector_id: uuid('The connector.'), ...ofRequests }),
      'Those that had any.',
    ),
    endpoints: listOf(
      record('Of one endpoint.', { endpoint_id: uuid('The webhook endpoint, or what carries replies.'), ...ofDeliveries }),
      'Those that had any.',
    ),
  }),
};
