/**
 * Reads what was counted hour by hour. Requests and attempts are counted as they are written down; orders are counted here,
 * in an index by the time of their ids.
 */
import type { DeliveryHour, OrderHour, RequestHour, Statistics } from '../../domain/provisioning/statistics.ts';
import { uuidV7Floor } from '../../domain/uuid.ts';
import type { Database } from '../database.ts';

/** Times come as milliseconds, since this door leaves timestamps unparsed. */
type Counted<Row> = Omit<Row, 'hour'> & { readonly hour: number };

/** With the place of the hour, from 1 on. */
type CountedOrders = Omit<OrderHour, 'hour'> & { readonly place: number };

const hourMilliseconds = 3_600_000;
const milliseconds = (column: string) => `(extract(epoch from ${column}) * 1000)::float8 as hour`;

const requests = `
  select ${milliseconds('h.hour')}, c.id as "connectorId", c.store_id as "storeId", h.requests, h.client_errors as "clientErrors",
    h.server_errors as "serverErrors"
  from request_hours h left join connectors c on c.org_id = h.org_id and c.id = h.connector_id
  where h.org_id = ? and h.hour >= ?::timestamptz and h.hour < ?::timestamptz`;

/** One stretch of one index: asked for hour by hour, all orders of the organisation were compared with each hour. */
const orders = `
  select width_bucket(id, ?::uuid[]) as place, store_id as "storeId", connector_id as "connectorId", count(*)::integer as orders
  from orders where org_id = ? and id >= ? and id < ? group by 1, 2, 3`;

const deliveries = `
  select ${milliseconds('h.hour')}, h.endpoint_id as "endpointId", s.id as "storeId", h.succeeded, h.failed
  from attempt_hours h left join stores s on s.org_id = h.org_id and s.id = h.store_id
  where h.org_id = ? and h.hour >= ?::timestamptz and h.hour < ?::timestamptz`;

/** Makes the reader. */
export function createStatistics(database: Database): Statistics {
  return {
    hourly: (organisationId, since, hours) =>
      database.asTenant(organisationId, async (em) => {
        const [from, to] = [new Date(since), new Date(since + hours * hourMilliseconds)];
        const starts = Array.from({ length: hours }, (_hour, index) => uuidV7Floor(since + index * hourMilliseconds));
        const end = uuidV7Floor(to.getTime());
        return {
          requests: (await em.execute<Counted<RequestHour>[]>(requests, [organisationId, from, to])).map(dated),
          orders: (
            await em.execute<CountedOrders[]>(orders, [`{${starts.join(',')}}`, organisationId, uuidV7Floor(since), end])
          ).map(({ place, ...row }) => ({ ...row, hour: new Date(since + (place - 1) * hourMilliseconds) })),
          deliveries: (await em.execute<Counted<DeliveryHour>[]>(deliveries, [organisationId, from, to])).map(dated),
        };
      }),
  };
}

function dated<Row extends { readonly hour: number }>(row: Row): Omit<Row, 'hour'> & { readonly hour: Date } {
  return { ...row, hour: new Date(row.hour) };
}
