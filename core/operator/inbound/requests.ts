/**
 * `/connectors/{id}/requests` and `/requests/{id}`: the request log; a logged request once more, and a sample to try a
 * connector with.
 */
import { isUtf8 } from 'node:buffer';
import { fault, isFault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { PastRequest, RequestFilter, RequestSummary } from '../../domain/provisioning/past-request.ts';
import { isUuid } from '../../domain/uuid.ts';
import { readNothing } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { locate } from '../request/lookups.ts';
import { listReply, pageParameters, pageRequest } from '../request/paging.ts';
import { instant, type QueryParameter, readQuery, text, truth, wholeNumber } from '../request/query.ts';
import type { OperatorRoute } from '../request/route.ts';

const statusClass: QueryParameter<number> = {
  read: (given) => (/^[1-5]xx$/i.test(given) ? Number(given[0]) : undefined),
  message: 'must be one of 1xx, 2xx, 3xx, 4xx, 5xx',
};

const parameters = {
  ...pageParameters,
  status_code: wholeNumber(100, 599),
  status_class: statusClass,
  error_code: text,
  external_id: text,
  method: text,
  path: text,
  since: instant,
  until: instant,
  quarantined: truth,
};

/** The log of one connector, newest first, and one row whole. Rows of senders that nobody could identify have no organisation. */
export function requestRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories } = dependencies;
  return [
    {
      method: 'GET',
      path: '/connectors/:id/requests',
      async handle(request) {
        const located = await locate(dependencies, 'connector', request);
        if (isFault(located)) return located;
        const values = readQuery(request.query, parameters);
        if (isFault(values)) return values;
        const { limit, cursor, status_code, status_class, error_code, external_id, ...others } = values;
        const filter: RequestFilter = {
          ...others,
          ...(status_code === undefined ? {} : { statusCode: status_code }),
          ...(status_class === undefined ? {} : { statusClass: status_class }),
          ...(error_code === undefined ? {} : { errorCode: error_code }),
          ...(external_id === undefined ? {} : { externalId: external_id }),
        };
        const page = await repositories.requests.list(located.organisationId, located.id, filter, pageRequest(values));
        return listReply(page, summaryView);
      },
    },
    {
      method: 'GET',
      path: '/requests/:id',
      async handle({ params }) {
        const id = params['id'] ?? '';
        const owner = isUuid(id) ? await repositories.requests.ownerOf(id) : undefined;
        const found = owner && (await repositories.requests.find(owner.organisationId, id));
        return found ? jsonReply(200, wholeView(found)) : fault('not_found');
      },
    },
    {
      method: 'POST',
      path: '/requests/:id/replay',
      async handle({ params, json, clientIp }) {
        const body = readNothing(json);
        if (isFault(body)) return body;
        const id = params['id'] ?? '';
        const owner = isUuid(id) ? await repositories.requests.ownerOf(id) : undefined;
        const found = owner && (await repositories.requests.find(owner.organisationId, id));
        if (!found) return fault('not_found');
        const rerun = await dependencies.reruns.replay(found, clientIp);
        return isFault(rerun) ? rerun : jsonReply(202, { request_id: rerun.requestId, status_code: rerun.statusCode });
      },
    },
    {
      method: 'POST',
      path: '/connectors/:id/test',
      async handle(request) {
        const located = await locate(dependencies, 'connector', request);
        if (isFault(located)) return located;
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        const rerun = await dependencies.reruns.test(located.id, request.clientIp);
        return isFault(rerun) ? rerun : jsonReply(200, { request_id: rerun.requestId, status_code: rerun.statusCode });
      },
    },
  ];
}

function summaryView(row: RequestSummary) {
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
    store_id: row.storeId,
  };
}

function wholeView(row: PastRequest) {
  return {
    ...summaryView(row),
    headers: row.headers,
    ...bodyView(row.body),
    response_body: row.responseBody,
    error_detail: row.errorDetail,
    translation: row.translation,
    entities: row.entities,
  };
}

/** Bytes that are no text are given as they are, in base64. */
function bodyView(body: Uint8Array | null) {
  if (body === null) return { body: null };
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return isUtf8(bytes) ? { body: bytes.toString('utf8') } : { body: null, body_base64: bytes.toString('base64') };
}
