/**
 * How a row of the request log is shown: without what the request carried, which only its own page has.
 */
import type { RequestSummary } from '../../domain/provisioning/past-request.ts';

/** The row. */
export function requestView(row: RequestSummary) {
  return {
    id: row.id,
    request_id: row.id,
    at: row.receivedAt,
    method: row.method,
    path: row.path,
    status_code: row.statusCode,
    error_code: row.errorCode,
    external_id: row.externalId,
    client_ip: row.clientIp,
    duration_ms: row.durationMilliseconds,
    adapter: row.adapter,
    replayed: row.replayed,
    duplicate: row.duplicate,
    quarantined: row.quarantined,
    reason: row.reason,
    connector_id: row.connectorId,
    connector_name: row.connectorName,
    store_id: row.storeId,
    store: row.storeSlug,
  };
}
