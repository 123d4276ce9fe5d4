/**
 * What deliveries can be narrowed down by: the parameters, the filter that they make, and whether a row passes it.
 */
import type { DeliveryStatus } from '../../domain/delivery.ts';
import type { DeliveryFilter, DeliverySummary } from '../../domain/provisioning/past-delivery.ts';
import { asking, instant, type QueryParameter, type QueryValues, text } from '../request/query.ts';
import { uuidParameter } from '../request/uuid-parameter.ts';

/** As they are shown: what is being sent is pending still. */
const shownStatuses: Readonly<Record<string, readonly DeliveryStatus[]>> = {
  pending: ['pending', 'sending'],
  succeeded: ['succeeded'],
  failed: ['failed'],
  dropped: ['dropped'],
  cancelled: ['cancelled'],
};

const status: QueryParameter<readonly DeliveryStatus[]> = {
  read: (given) => (Object.hasOwn(shownStatuses, given) ? shownStatuses[given] : undefined),
  message: `must be one of ${Object.keys(shownStatuses).join(', ')}`,
  schema: { type: 'string', enum: Object.keys(shownStatuses) },
};

/** Parameters of every list of deliveries. */
export const deliveryParameters = {
  status: asking('Only those that stand there.', status),
  event_type: asking('Only those of events of this type.', text),
  since: asking('Only those that were queued from this moment on.', instant),
  until: asking('Only those that were queued before this moment.', instant),
};

/** `endpoint`, of lists that have the deliveries to several. */
export const endpointParameter = asking('Only those to this endpoint.', uuidParameter);

/** The filter that the parameters ask for. */
export function deliveryFilter(
  values: QueryValues<typeof deliveryParameters & { endpoint: typeof endpointParameter }>,
): DeliveryFilter {
  const { status: wanted, event_type, since, until, endpoint } = values;
  return {
    ...(wanted !== undefined && { statuses: wanted }),
    ...(event_type !== undefined && { eventType: event_type }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(endpoint !== undefined && { endpointId: endpoint }),
  };
}

/** True for a row that the filter lets through, as the list would. */
export function passesDeliveryFilter(filter: DeliveryFilter, row: DeliverySummary): boolean {
  const {
    endpointId = row.endpointId,
    statuses = [row.status],
    eventType = row.eventType,
    since = -Infinity,
    until = Infinity,
  } = filter;
  const createdAt = row.createdAt.getTime();
  return (
    row.endpointId === endpointId &&
    statuses.includes(row.status) &&
    row.eventType === eventType &&
    createdAt >= since &&
    createdAt < until
  );
}
