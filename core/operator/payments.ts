/**
 * `/payments/{id}/refund`: a payment that was given back. The hub moves no money: it records that somebody did, and tells
 * subscribers.
 */
import { fault, isFault } from '../domain/fault.ts';
import { component } from '../schemas/field.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { locate } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import type { OperatorRoute } from './request/route.ts';

/** Refund. */
export function paymentRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, wakeDispatcher } = dependencies;
  return [
    operation({
      method: 'POST',
      path: '/payments/:id/refund',
      operationId: 'refundPayment',
      summary: 'Marks a payment as given back, in full',
      description:
        'Emits `payment.refunded` and `order.updated` the first time; repeated it changes nothing and tells nobody. The hub moves no money.',
      find: (request) => locate(dependencies, 'payment', request),
      answers: { 200: component('RefundedPayment') },
      async handle({ subject: { organisationId, id } }) {
        const result = await repositories.objects.refundPayment(organisationId, id);
        if (result === undefined) return fault('not_found');
        if (isFault(result)) return result;
        if (result.changed) wakeDispatcher();
        return { status: 200, body: `${result.documentJson.slice(0, -1)},"already_refunded":${!result.changed}}` }; // no digit touched
      },
    }),
  ];
}
