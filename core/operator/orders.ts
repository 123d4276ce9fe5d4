/**
 * `/orgs/{org}/orders` and `/orders/{id}`: orders as the read API gives them.
 */
import { fault } from '../domain/fault.ts';
import { component } from '../schemas/field.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { documentParameters, documentRequest, documentsReply } from './documents.ts';
import { findOrganisation, locate } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import { pageOf } from './request/paging.ts';
import type { OperatorRoute } from './request/route.ts';

/** List, get. */
export function orderRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { documents, repositories } = dependencies;
  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/orders',
      operationId: 'listOrders',
      summary: "Lists an organisation's orders, oldest change first",
      find: (request) => findOrganisation(dependencies, request),
      query: documentParameters,
      answers: { 200: pageOf(component('Order')) },
      async handle({ subject: organisation, query }) {
        return documentsReply(await documents.list('order', organisation.id, documentRequest(query)));
      },
    }),
    operation({
      method: 'GET',
      path: '/orders/:id',
      operationId: 'getOrder',
      summary: 'Gives one order, with where it came from and what happened to it',
      find: (request) => locate(dependencies, 'order', request),
      answers: { 200: component('OrderDetail') },
      async handle({ subject: { organisationId, id } }) {
        const document = await documents.byId('order', organisationId, id);
        const trail = await repositories.objects.trailOf(organisationId, id);
        if (document === undefined || trail === undefined) return fault('not_found');
        return { status: 200, body: `${document.slice(0, -1)},${trail.slice(1)}` }; // two objects as one, no digit touched
      },
    }),
  ];
}
