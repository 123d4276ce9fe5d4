/**
 * `/webhook-endpoints/{id}/test` and `/end-grace`: try an endpoint out, and end the time in which two secrets count.
 */
import { fault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import { component } from '../../schemas/field.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { operation } from '../request/operation.ts';
import type { OperatorRoute } from '../request/route.ts';
import { belongsToConnector, findEndpoint, locateOwn } from './webhook-endpoints.ts';

const disabled = fault('conflict', 'the endpoint is disabled: enable it first');

/** Test, end the grace. */
export function endpointActionRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, retries, wakeDispatcher, clock } = dependencies;
  return [
    operation({
      method: 'POST',
      path: '/webhook-endpoints/:id/test',
      operationId: 'testWebhookEndpoint',
      summary: 'Sends a test event to an endpoint',
      description: 'What is sent is `webhook.test`.',
      find: (request) => findEndpoint(dependencies, request),
      answers: { 202: component('WebhookTestQueued') },
      refusals: [disabled],
      async handle({ subject: { organisationId, id } }) {
        const deliveryId = await retries.sendTest(organisationId, id);
        if (deliveryId === undefined) return disabled;
        wakeDispatcher();
        return jsonReply(202, { delivery_id: deliveryId });
      },
    }),
    operation({
      method: 'POST',
      path: '/webhook-endpoints/:id/end-grace',
      operationId: 'endWebhookEndpointGrace',
      summary: 'Ends the grace after a rotation: from now on only the new secret signs',
      find: (request) => locateOwn(dependencies, request),
      answers: { 200: component('GraceEnded') },
      refusals: [belongsToConnector],
      async handle({ subject: located }) {
        const updatedAt = new Date(clock.now());
        // The limit is about enabling, which this does not.
        const endpoint = await repositories.endpoints.change(located.organisationId, located.id, 0, (current) => ({
          ...current,
          sealedPreviousSecret: null,
          previousSecretExpiresAt: null,
          updatedAt,
        }));
        return endpoint === undefined ? fault('not_found') : jsonReply(200, { id: located.id, previous_secret_expires_at: null });
      },
    }),
  ];
}
