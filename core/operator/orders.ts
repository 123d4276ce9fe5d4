/**
 * `/orgs/{org}/orders` and `/orders/{id}`: orders as the read API gives them.
 */
import { fault, isFault } from '../domain/fault.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { documentParameters, documentRequest, documentsReply } from './documents.ts';
import { findOrganisation, locate } from './request/lookups.ts';
import { readQuery } from './request/query.ts';
import type { OperatorRoute } from './request/route.ts';

/** List, get. */
export function orderRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { documents, repositories } = dependencies;
  return [
    {
      method: 'GET',
      path: '/orgs/:org/orders',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const values = readQuery(request.query, documentParameters);
        if (isFault(values)) return values;
        return documentsReply(await documents.list('order', organisation.id, documentRequest(values)));
      },
    },
    {
      method: 'GET',
      path: '/orders/:id',
      async handle(request) {
        const located = await locate(dependencies, 'order', request);
        if (isFault(located)) return located;
        const document = await documents.byId('order', located.organisationId, located.id);
        const trail = await repositories.objects.trailOf(located.organisationId, located.id);
        if (document === undefined || trail === undefined) return fault('not_found');
        return { status: 200, body: `${document.slice(0, -1)},${trail.slice(1)}` }; // two objects as one, no digit touched
      },
    },
  ];
}
