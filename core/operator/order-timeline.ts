/**
 * `/orders/{id}/timeline`: all that is known to have happened to one order, in the order of time. Requests, events and
 * deliveries are kept for a while only; what was made is known for as long as it is there.
 */
import { fault } from '../domain/fault.ts';
import { component } from '../schemas/field.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { locate } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import type { OperatorRoute } from './request/route.ts';

/** Of each kind. An order with more has been sent again and again, and the latest say why. */
const mostEntries = 200;

/** The one call. */
export function orderTimelineRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  return [
    operation({
      method: 'GET',
      path: '/orders/:id/timeline',
      operationId: 'getOrderTimeline',
      summary: 'Tells what happened to an order, oldest first',
      description: `Of requests, changes and deliveries the latest ${mostEntries} each.`,
      find: (request) => locate(dependencies, 'order', request),
      answers: { 200: component('OrderTimeline') },
      async handle({ subject: { organisationId, id } }) {
        const body = await dependencies.repositories.objects.timelineOf(organisationId, id, mostEntries);
        return body === undefined ? fault('not_found') : { status: 200, body };
      },
    }),
  ];
}
