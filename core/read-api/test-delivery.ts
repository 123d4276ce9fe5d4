/**
 * `POST /v1/webhooks/test/{endpoint_id}`: a test event for one of the organisation's endpoints.
 */
import type { ApiKey } from '../domain/api-key.ts';
import type { DeliveryLedger } from '../domain/delivery.ts';
import { fault, type Fault } from '../domain/fault.ts';
import { type HttpReply, jsonReply } from '../domain/http-reply.ts';
import { isUuid } from '../domain/uuid.ts';

/** What a key that may only read is told. */
export const testForbidden: Fault = fault('insufficient_scope', 'key missing scope: read_write');

/** Queues it. An endpoint that takes nothing is as good as none. */
export async function sendTest(
  deliveries: Pick<DeliveryLedger, 'sendTest'>,
  wakeDispatcher: () => void,
  { organisationId, scope }: ApiKey,
  endpointId: string,
): Promise<HttpReply | Fault> {
  if (scope !== 'read_write') return testForbidden;
  const deliveryId = isUuid(endpointId) ? await deliveries.sendTest(organisationId, endpointId) : undefined;
  if (deliveryId === undefined) return fault('not_found');
  wakeDispatcher();
  return jsonReply(202, { delivery_id: deliveryId });
}
