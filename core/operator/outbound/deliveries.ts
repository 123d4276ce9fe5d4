/**
 * `/webhook-endpoints/{id}/deliveries`, `/orgs/{org}/deliveries` and `/deliveries/{id}`: what was sent where, how it was answered, and once more.
 */
import { fault, isFault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { DeliveryStatus } from '../../domain/delivery.ts';
import type { DeliveryContent, DeliveryFilter, DeliverySummary, PastAttempt } from '../../domain/provisioning/past-delivery.ts';
import { readNothing } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation, locate } from '../request/lookups.ts';
import { listReply, pageParameters, pageRequest } from '../request/paging.ts';
import { instant, type QueryParameter, type QueryValues, readQuery, text } from '../request/query.ts';
import type { OperatorRoute } from '../request/route.ts';

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
};

const parameters = { ...pageParameters, status, event_type: text, since: instant, until: instant };

/** List, get, retry. */
export function deliveryRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { deliveries, endpoints } = dependencies.repositories;
  return [
    {
      method: 'GET',
      path: '/webhook-endpoints/:id/deliveries',
      async handle(request) {
        const located = await locate(dependencies, 'webhook_endpoint', request);
        if (isFault(located)) return located;
        const endpoint = await endpoints.find(located.organisationId, located.id);
        if (endpoint === undefined) return fault('not_found');
        const values = readQuery(request.query, parameters);
        if (isFault(values)) return values;
        const filter = { ...filterOf(values), endpointId: endpoint.id };
        return listReply(await deliveries.list(endpoint.organisationId, filter, pageRequest(values)), summaryView);
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org/deliveries',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const values = readQuery(request.query, parameters);
        if (isFault(values)) return values;
        return listReply(await deliveries.list(organisation.id, filterOf(values), pageRequest(values)), summaryView);
      },
    },
    {
      method: 'GET',
      path: '/deliveries/:id',
      async handle(request) {
        const located = await locate(dependencies, 'delivery', request);
        if (isFault(located)) return located;
        const delivery = await deliveries.find(located.organisationId, located.id);
        if (delivery === undefined) return fault('not_found');
        const content = await deliveries.contentOf(located.organisationId, located.id);
        const attempts = await deliveries.attemptsOf(located.organisationId, located.id);
        return jsonReply(200, { ...summaryView(delivery), ...contentView(content), attempts: attempts.map(attemptView) });
      },
    },
    {
      method: 'POST',
      path: '/deliveries/:id/retry',
      access: 'org_member',
      async handle(request) {
        const located = await locate(dependencies, 'delivery', request);
        if (isFault(located)) return located;
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        const { organisationId, id } = located;
        const delivery = await deliveries.find(organisationId, id);
        if (delivery === undefined) return fault('not_found');
        const endpoint = await endpoints.find(organisationId, delivery.endpointId);
        if (!endpoint?.enabled) return fault('conflict', 'the endpoint of this delivery is disabled or deleted');
        const queued = await dependencies.retries.requeue(organisationId, id);
        if (!queued) return fault('conflict', 'this delivery is still on its way');
        dependencies.wakeDispatcher();
        return jsonReply(202, { id, status: 'pending' });
      },
    },
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
