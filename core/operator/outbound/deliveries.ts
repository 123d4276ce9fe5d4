/**
 * `/webhook-endpoints/{id}/deliveries`, `/orgs/{org}/deliveries` and `/deliveries/{id}`: what was sent where, how it was answered, and once more.
 */
import { fault, type Fault, isFault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { DeliveryStatus } from '../../domain/delivery.ts';
import type { DeliveryContent, DeliveryFilter, DeliverySummary, PastAttempt } from '../../domain/provisioning/past-delivery.ts';
import { component } from '../../schemas/field.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation, locate } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import { asking, instant, type QueryParameter, type QueryValues, text } from '../request/query.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { findEndpoint } from './webhook-endpoints.ts';

/** As they are shown: what is being sent is pending still. */
const statuses: Readonly<Record<string, readonly DeliveryStatus[]>> = {
  pending: ['pending', 'sending'],
  succeeded: ['succeeded'],
  failed: ['failed'],
  dropped: ['dropped'],
  cancelled: ['cancelled'],
};

const status: QueryParameter<readonly DeliveryStatus[]> = {
  read: (given) => (Object.hasOwn(statuses, given) ? statuses[given] : undefined),
  message: `must be one of ${Object.keys(statuses).join(', ')}`,
  schema: { type: 'string', enum: Object.keys(statuses) },
};

const parameters = {
  ...pageParameters,
  status: asking('Only those that stand there.', status),
  event_type: asking('Only those of events of this type.', text),
  since: asking('Only those that were queued from this moment on.', instant),
  until: asking('Only those that were queued before this moment.', instant),
};

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
      query: parameters,
      answers: { 200: page },
      async handle({ subject: endpoint, query: values }) {
        const filter = { ...filterOf(values), endpointId: endpoint.id };
        return listReply(await deliveries.list(endpoint.organisationId, filter, pageRequest(values)), summaryView);
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/deliveries',
      operationId: 'listDeliveries',
      summary: "Lists an organisation's deliveries, newest first",
      find: (request) => findOrganisation(dependencies, request),
      query: parameters,
      answers: { 200: page },
      async handle({ subject: organisation, query: values }) {
        return listReply(await deliveries.list(organisation.id, filterOf(values), pageRequest(values)), summaryView);
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
        return jsonReply(200, { ...summaryView(delivery), ...contentView(content), attempts: attempts.map(attemptView) });
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

function filterOf({ status: wanted, event_type, since, until }: QueryValues<typeof parameters>): DeliveryFilter {
  return {
    ...(wanted === undefined ? {} : { statuses: wanted }),
    ...(event_type === undefined ? {} : { eventType: event_type }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

function summaryView(row: DeliverySummary) {
  return {
    id: row.id,
    event_id: row.eventId,
    event_type: row.eventType,
    endpoint_id: row.endpointId,
    status: row.status === 'sending' ? 'pending' : row.status,
    attempts_made: row.attempts,
    next_attempt_at: row.nextAttemptAt,
    created_at: row.createdAt,
    finished_at: row.finishedAt,
  };
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
