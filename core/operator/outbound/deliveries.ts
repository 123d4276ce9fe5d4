/**
 * `/webhook-endpoints/{id}/deliveries`, `/orgs/{org}/deliveries` and `/deliveries/{id}`: what was sent where, how it was answered, and once more.
 */
import { fault, type Fault, isFault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { DeliveryContent, DeliverySummary, PastAttempt } from '../../domain/provisioning/past-delivery.ts';
import { component } from '../../schemas/field.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation, locate } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { deliveryFilter, deliveryParameters, endpointParameter } from './delivery-filter.ts';
import { deliveryView } from './delivery-view.ts';
import { findEndpoint } from './webhook-endpoints.ts';

const endpointGone = fault('conflict', 'the endpoint of this delivery is disabled or deleted');
const stillOnItsWay = fault('conflict', 'this delivery is still on its way');
const page = pageOf(component('Delivery'));

/** List, get, retry. */
export function deliveryRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { deliveries, endpoints } = dependencies.repositories;

  async function findDelivery(request: OperatorRequest): Promise<DeliverySummary | Fault> {
    const located = await locate(dependencies, 'delivery', request);
    if (isFault(located)) return located;
    return (await deliveries.find(located.organisationId, located.id)) ?? fault('not_found');
  }

  return [
    operation({
      method: 'GET',
      path: '/webhook-endpoints/:id/deliveries',
      operationId: 'listEndpointDeliveries',
      summary: 'Lists the deliveries to one endpoint, newest first',
      find: (request) => findEndpoint(dependencies, request),
      query: { ...pageParameters, ...deliveryParameters },
      answers: { 200: page },
      async handle({ subject: endpoint, query }) {
        const filter = { ...deliveryFilter(query), endpointId: endpoint.id };
        return listReply(await deliveries.list(endpoint.organisationId, filter, pageRequest(query)), deliveryView);
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/deliveries',
      operationId: 'listDeliveries',
      summary: "Lists an organisation's deliveries, newest first",
      find: (request) => findOrganisation(dependencies, request),
      query: { ...pageParameters, ...deliveryParameters, endpoint: endpointParameter },
      answers: { 200: page },
      async handle({ subject: organisation, query }) {
        return listReply(await deliveries.list(organisation.id, deliveryFilter(query), pageRequest(query)), deliveryView);
      },
    }),
    operation({
      method: 'GET',
      path: '/deliveries/:id',
      operationId: 'getDelivery',
      summary: 'Gives one delivery with what is delivered and its attempts',
      find: findDelivery,
      answers: { 200: component('DeliveryDetail') },
      async handle({ subject: delivery }) {
        const content = await deliveries.contentOf(delivery.organisationId, delivery.id);
        const attempts = await deliveries.attemptsOf(delivery.organisationId, delivery.id);
        return jsonReply(200, { ...deliveryView(delivery), ...contentView(content), attempts: attempts.map(attemptView) });
      },
    }),
    operation({
      method: 'POST',
      path: '/deliveries/:id/retry',
      access: 'org_member',
      operationId: 'retryDelivery',
      summary: 'Sends a delivery once more',
      description: 'Any that has come to its end, those that were dropped included. It keeps its id.',
      find: findDelivery,
      answers: { 202: component('DeliveryQueued') },
      refusals: [endpointGone, stillOnItsWay],
      async handle({ subject: { organisationId, id, endpointId } }) {
        const endpoint = await endpoints.find(organisationId, endpointId);
        if (!endpoint?.enabled) return endpointGone;
        const queued = await dependencies.retries.requeue(organisationId, id);
        if (!queued) return stillOnItsWay;
        dependencies.wakeDispatcher();
        return jsonReply(202, { id, status: 'pending' });
      },
    }),
  ];
}

/** The question to a new e-mail address holds a link that only its owner may follow. */
function contentView(content: DeliveryContent | undefined) {
  if (content === undefined) return { endpoint_url: null, transport: null, event: null };
  const { endpointUrl, transport, event } = content;
  return { endpoint_url: endpointUrl, transport, event: event.type === 'recipient.added' ? { ...event, data: null } : event };
}

function attemptView(row: PastAttempt) {
  return {
    number: row.number,
    at: row.startedAt,
    status_code: row.statusCode,
    latency_ms: row.latencyMilliseconds,
    response_excerpt: row.responseExcerpt,
    error: row.errorCode,
    error_detail: row.errorDetail,
  };
}
