/**
 * `/orders/{id}/ship`, `/deliver`, `/tracking`, `/cancel`: what an operator does with an order. Each answers with the order
 * as it then is; repeating it changes nothing and tells nobody.
 */
import { isFault } from '../domain/fault.ts';
import { bodyReader, readNothing } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { locate } from './request/lookups.ts';
import { actionReply } from './request/object-reply.ts';
import type { OperatorRoute } from './request/route.ts';

interface TrackingBody {
  readonly carrier: string;
  readonly tracking_number: string;
  readonly tracking_url?: string | null;
}

const readTracking = bodyReader<TrackingBody>({
  properties: {
    carrier: { type: 'string', format: 'line', maxLength: 100 },
    tracking_number: { type: 'string', format: 'line', maxLength: 100 },
    tracking_url: { type: ['string', 'null'], format: 'web-url', maxLength: 2_048 },
  },
  required: ['carrier', 'tracking_number'],
});

const readCancellation = bodyReader<{ readonly reason?: string }>({
  properties: { reason: { type: 'string', format: 'line', maxLength: 1_000 } },
});

/** Ship, deliver, add tracking, cancel. */
export function orderActionRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { objects } = dependencies.repositories;
  return [
    {
      method: 'POST',
      path: '/orders/:id/ship',
      async handle(request) {
        const located = await locate(dependencies, 'order', request);
        if (isFault(located)) return located;
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        return actionReply(dependencies, await objects.shipOrder(located.organisationId, located.id));
      },
    },
    {
      method: 'POST',
      path: '/orders/:id/deliver',
      async handle(request) {
        const located = await locate(dependencies, 'order', request);
        if (isFault(located)) return located;
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        return actionReply(dependencies, await objects.deliverOrder(located.organisationId, located.id));
      },
    },
    {
      method: 'POST',
      path: '/orders/:id/tracking',
      async handle(request) {
        const located = await locate(dependencies, 'order', request);
        if (isFault(located)) return located;
        const body = readTracking(request.json);
        if (isFault(body)) return body;
        const { carrier, tracking_number: trackingNumber, tracking_url: trackingUrl } = body;
        const tracking = { carrier, trackingNumber, ...(trackingUrl && { trackingUrl }) };
        return actionReply(dependencies, await objects.addTracking(located.organisationId, located.id, tracking));
      },
    },
    {
      method: 'POST',
      path: '/orders/:id/cancel',
      async handle(request) {
        const located = await locate(dependencies, 'order', request);
        if (isFault(located)) return located;
        const body = readCancellation(request.json);
        if (isFault(body)) return body;
        return actionReply(dependencies, await objects.cancelOrder(located.organisationId, located.id, body.reason));
      },
    },
  ];
}
