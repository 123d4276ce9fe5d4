/**
 * `/webhook-endpoints/{id}/test` and `/end-grace`: try an endpoint out, and end the time in which two secrets count.
 */
import { fault, isFault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import { readNothing } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { locate } from '../request/lookups.ts';
import type { OperatorRoute } from '../request/route.ts';
import { locateOwn } from './webhook-endpoints.ts';

/** Test, end the grace. */
export function endpointActionRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, retries, wakeDispatcher, clock } = dependencies;
  return [
    {
      method: 'POST',
      path: '/webhook-endpoints/:id/test',
      async handle(request) {
        const located = await locate(dependencies, 'webhook_endpoint', request);
        if (isFault(located)) return located;
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        const endpoint = await repositories.endpoints.find(located.organisationId, located.id);
        if (endpoint === undefined) return fault('not_found');
        const deliveryId = await retries.sendTest(located.organisationId, located.id);
        if (deliveryId === undefined) return fault('conflict', 'the endpoint is disabled: enable it first');
        wakeDispatcher();
        return jsonReply(202, { delivery_id: deliveryId });
      },
    },
    {
      method: 'POST',
      path: '/webhook-endpoints/:id/end-grace',
      async handle(request) {
        const located = await locateOwn(dependencies, request);
        if (isFault(located)) return located;
        const body = readNothing(request.json);
        if (isFault(body)) return body;
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
    },
  ];
}
