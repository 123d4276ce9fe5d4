/**
 * `/event-types`: what a webhook endpoint can subscribe to, and when each is sent.
 */
import { type EventType, eventTypes } from '../../domain/event.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import { eventFacts } from '../../schemas/event.ts';
import { component } from '../../schemas/field.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { operation } from '../request/operation.ts';
import { pageOf } from '../request/paging.ts';
import type { OperatorRoute } from '../request/route.ts';
import { outboundOf } from './webhook-endpoints.ts';

/** One list, whole, in the order of the catalogue. It is empty while the adapter of operators' endpoints is not loaded. */
export function eventTypeRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  return [
    operation({
      method: 'GET',
      path: '/event-types',
      operationId: 'listEventTypes',
      summary: 'Lists what a webhook endpoint can subscribe to',
      description: 'All of them are on one page.',
      answers: { 200: pageOf(component('EventTypeFacts')) },
      handle() {
        const sent = outboundOf(dependencies)?.events ?? [];
        const rows = eventTypes.filter((type) => type !== 'webhook.test' && sent.includes(type)).map(view);
        return Promise.resolve(jsonReply(200, { rows, next_cursor: null }));
      },
    }),
  ];
}

function view(type: EventType) {
  const { object, when } = eventFacts[type];
  return { type, object, description: when };
}
