/**
 * `/orders/{id}/ship`, `/deliver`, `/tracking`, `/cancel`: what an operator does with an order. Each answers with the order
 * as it then is; repeating it changes nothing and tells nobody.
 */
import { fault } from '../domain/fault.ts';
import { component } from '../schemas/field.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { locate } from './request/lookups.ts';
import { actionReply } from './request/object-reply.ts';
import { operation } from './request/operation.ts';
import type { OperatorRequest, OperatorRoute } from './request/route.ts';

interface TrackingBody {
  readonly carrier: string;
  readonly tracking_number: string;
  readonly tracking_url?: string | null;
}

const trackingBody = bodyReader<TrackingBody>({
  properties: {
    carrier: {
      type: 'string',
      format: 'line',
      maxLength: 100,
      description: 'Who carries the parcel.',
      examples: ['Royal Mail'],
    },
    tracking_number: {
      type: 'string',
      format: 'line',
      maxLength: 100,
      description: "The carrier's number of the parcel.",
      examples: ['RM123456789GB'],
    },
    tracking_url: {
      type: ['string', 'null'],
      format: 'web-url',
      maxLength: 2_048,
      description: 'Where it can be followed.',
      examples: ['https://track.example.com/RM123456789GB'],
    },
  },
  required: ['carrier', 'tracking_number'],
});

const cancellationBody = bodyReader<{ readonly reason?: string }>({
  properties: {
    reason: {
      type: 'string',
      format: 'line',
      maxLength: 1_000,
      description: 'Why it is cancelled; subscribers are told.',
      examples: ['changed their mind'],
    },
  },
});

/** The store says which of the two it was. */
const cannotBeSent = [
  fault('conflict', 'the order was cancelled and cannot be sent'),
  fault('conflict', 'the order was deleted and cannot be sent'),
];
const order = component('Order');

/** Ship, deliver, add tracking, cancel. */
export function orderActionRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { objects } = dependencies.repositories;
  const findOrder = (request: OperatorRequest) => locate(dependencies, 'order', request);
  return [
    operation({
      method: 'POST',
      path: '/orders/:id/ship',
      operationId: 'shipOrder',
      summary: 'Marks an order as shipped',
      description: 'Emits `order.shipped` the first time; repeated it changes nothing and tells nobody.',
      find: findOrder,
      answers: { 200: order },
      refusals: cannotBeSent,
      async handle({ subject: { organisationId, id } }) {
        return actionReply(dependencies, await objects.shipOrder(organisationId, id));
      },
    }),
    operation({
      method: 'POST',
      path: '/orders/:id/deliver',
      operationId: 'deliverOrder',
      summary: 'Marks an order as delivered',
      description: 'Emits `order.delivered` the first time; repeated it changes nothing and tells nobody.',
      find: findOrder,
      answers: { 200: order },
      refusals: cannotBeSent,
      async handle({ subject: { organisationId, id } }) {
        return actionReply(dependencies, await objects.deliverOrder(organisationId, id));
      },
    }),
    operation({
      method: 'POST',
      path: '/orders/:id/tracking',
      operationId: 'addOrderTracking',
      summary: 'Adds a parcel to an order',
      description: 'Emits `shipment.tracking_added`. A carrier and a number that the order has already change nothing.',
      find: findOrder,
      body: trackingBody,
      answers: { 200: order },
      refusals: cannotBeSent,
      async handle({ subject: { organisationId, id }, body }) {
        const { carrier, tracking_number: trackingNumber, tracking_url: trackingUrl } = body;
        const tracking = { carrier, trackingNumber, ...(trackingUrl && { trackingUrl }) };
        return actionReply(dependencies, await objects.addTracking(organisationId, id, tracking));
      },
    }),
    operation({
      method: 'POST',
      path: '/orders/:id/cancel',
      operationId: 'cancelOrder',
      summary: 'Cancels an order',
      description: 'Emits `order.cancelled` the first time; repeated it changes nothing and tells nobody.',
      find: findOrder,
      body: cancellationBody,
      answers: { 200: order },
      refusals: [fault('order_not_cancellable')],
      async handle({ subject: { organisationId, id }, body: { reason } }) {
        return actionReply(dependencies, await objects.cancelOrder(organisationId, id, reason));
      },
    }),
  ];
}
