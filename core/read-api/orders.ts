/**
 * `GET /v1/orders` and `GET /v1/orders/{id}`: the organisation's orders as documents, oldest change first.
 */
import { fault, type Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { OrderReader } from '../domain/order-reader.ts';
import { isUuid } from '../domain/uuid.ts';
import { readPage } from './page.ts';

/** One page; `next_cursor` is null when there is nothing more now. */
export async function listOrders(
  orders: OrderReader,
  organisationId: string,
  query: URLSearchParams,
): Promise<HttpReply | Fault> {
  const page = readPage(query);
  if ('kind' in page) return page;
  const { rowsJson, nextCursor } = await orders.list(organisationId, page);
  return { status: 200, body: `{"rows":[${rowsJson.join(',')}],"next_cursor":${JSON.stringify(nextCursor)}}` };
}

/** One order. An id that is no UUID, unknown, or another organisation's gives the same answer. */
export async function getOrder(orders: OrderReader, organisationId: string, orderId: string): Promise<HttpReply | Fault> {
  const document = isUuid(orderId) ? await orders.byId(organisationId, orderId) : undefined;
  return document === undefined ? fault('not_found') : { status: 200, body: document };
}
