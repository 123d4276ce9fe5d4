/**
 * How a delivery is shown in lists.
 */
import type { DeliverySummary } from '../../domain/provisioning/past-delivery.ts';

/** The row. */
export function deliveryView(row: DeliverySummary) {
  return {
    id: row.id,
    event_id: row.eventId,
    event_type: row.eventType,
    endpoint_id: row.endpointId,
    subscription_id: row.subscriptionId,
    status: row.status === 'sending' ? 'pending' : row.status,
    attempts_made: row.attempts,
    next_attempt_at: row.nextAttemptAt,
    created_at: row.createdAt,
    finished_at: row.finishedAt,
  };
}
