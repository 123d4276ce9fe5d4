/**
 * `/orgs/{org}/requests`, `/connectors/{id}/requests` and `/requests`: the request log of an organisation, of one connector,
 * and of senders that nobody could identify.
 */
import { isFault } from '../../domain/fault.ts';
import { component } from '../../schemas/field.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation, locate } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import type { OperatorRoute } from '../request/route.ts';
import { placedRequestFilter, placedRequestParameters, requestFilter, requestParameters } from './request-filter.ts';
import { requestView } from './request-view.ts';

const page = pageOf(component('RequestSummary'));
const bounded = 'A page may be short, or empty, before the last one: the hub looks at no more than 100,000 rows for one.';

/** The lists, newest first. */
export function requestLogRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { requests } = dependencies.repositories;
  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/requests',
      operationId: 'listRequests',
      summary: "Lists an organisation's requests, newest first",
      description: bounded,
      find: (request) => findOrganisation(dependencies, request),
      query: { ...pageParameters, ...placedRequestParameters },
      answers: { 200: page },
      async handle({ subject: { id }, query }) {
        const filter = await placedRequestFilter(dependencies, id, query);
        if (isFault(filter)) return filter;
        return listReply(await requests.list(id, filter, pageRequest(query)), requestView);
      },
    }),
    operation({
      method: 'GET',
      path: '/connectors/:id/requests',
      operationId: 'listConnectorRequests',
      summary: 'Lists the requests of a connector, newest first',
      description: bounded,
      find: (request) => locate(dependencies, 'connector', request),
      query: { ...pageParameters, ...requestParameters },
      answers: { 200: page },
      async handle({ subject: { organisationId, id }, query }) {
        const filter = { ...requestFilter(query), connectorId: id };
        return listReply(await requests.list(organisationId, filter, pageRequest(query)), requestView);
      },
    }),
    operation({
      method: 'GET',
      path: '/requests',
      access: 'platform_admin',
      operationId: 'listStrangersRequests',
      summary: 'Lists the requests of senders that nobody could identify, newest first',
      description: 'They are kept for 24 hours.',
      query: { ...pageParameters, ...requestParameters },
      answers: { 200: page },
      async handle({ query }) {
        return listReply(await requests.list(null, requestFilter(query), pageRequest(query)), requestView);
      },
    }),
  ];
}
