/**
 * `/orgs/{org}/stores/{store}/subscriptions`: the webhooks that a storefront's own programs made. They are changed where they
 * were made; what an operator may do is to stop their endpoint.
 */
import type { StoreSubscription } from '../../domain/provisioning/store-subscription.ts';
import { component } from '../../schemas/field.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findStore } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import type { OperatorRoute } from '../request/route.ts';

const dayMilliseconds = 24 * 60 * 60 * 1_000;

/** List. */
export function subscriptionRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, clock } = dependencies;
  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/stores/:store/subscriptions',
      operationId: 'listSubscriptions',
      summary: "Lists the webhooks that a store's own programs made, newest first",
      description: 'They can be changed through the API that made them only. Their deliveries are those of their endpoint.',
      find: (request) => findStore(dependencies, request),
      query: pageParameters,
      answers: { 200: pageOf(component('Subscription')) },
      async handle({ subject: store, query }) {
        const since = clock.now() - dayMilliseconds;
        const page = await repositories.subscriptions.list(store.organisationId, store.id, since, pageRequest(query));
        return listReply(page, view);
      },
    }),
  ];
}

function view(row: StoreSubscription) {
  return {
    id: row.number,
    endpoint_id: row.id,
    connector_id: row.connectorId,
    format: row.format,
    name: row.title,
    transport: row.transport,
    event_types: row.eventTypes,
    target: row.target,
    confirmed: row.confirmed,
    enabled: row.enabled,
    disabled_reason: row.disabledReason,
    attempts_24h: row.attempts,
    failed_attempts_24h: row.failedAttempts,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}
