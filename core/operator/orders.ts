/**
 * `/orgs/{org}/orders` and `/orders/{id}`: orders as the read API gives them. Documents are passed on as text, so that no
 * digit is lost; the list is in the order of the last change.
 */
import { fault, isFault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { DocumentPage, ListCursor } from '../domain/order-reader.ts';
import { isUuid } from '../domain/uuid.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { parseInstant } from './instant.ts';
import { findOrganisation, locate } from './lookups.ts';
import { cursorOf, encodeCursor, limit, limitOf } from './paging.ts';
import { readQuery } from './query.ts';
import type { OperatorRoute } from './route.ts';

const parameters = { limit, cursor: cursorOf(readPosition) };

/** List, get. */
export function orderRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { orders } = dependencies;
  return [
    {
      method: 'GET',
      path: '/orgs/:org/orders',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const values = readQuery(request.query, parameters);
        if (isFault(values)) return values;
        const after = values.cursor === undefined ? {} : { after: values.cursor };
        return documentsReply(await orders.list(organisation.id, { limit: limitOf(values.limit), ...after }));
      },
    },
    {
      method: 'GET',
      path: '/orders/:id',
      async handle(request) {
        const located = await locate(dependencies, 'order', request);
        if (isFault(located)) return located;
        const document = await orders.byId(located.organisationId, located.id);
        return document === undefined ? fault('not_found') : { status: 200, body: document };
      },
    },
  ];
}

function documentsReply({ rowsJson, nextCursor }: DocumentPage): HttpReply {
  const cursor = nextCursor && encodeCursor(`${nextCursor.at} ${nextCursor.id}`);
  return { status: 200, body: `{"rows":[${rowsJson.join(',')}],"next_cursor":${JSON.stringify(cursor)}}` };
}

function readPosition(position: string): ListCursor | undefined {
  const [at = '', id = '', ...more] = position.split(' ');
  return parseInstant(at) !== undefined && isUuid(id) && more.length === 0 ? { at, id } : undefined;
}
