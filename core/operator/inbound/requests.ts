/**
 * `/requests/{id}` and `/connectors/{id}/test`: one row of the request log whole; a logged request once more, and a sample
 * to try a connector with.
 */
import { isUtf8 } from 'node:buffer';
import { fault, type Fault, isFault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { PastRequest } from '../../domain/provisioning/past-request.ts';
import { isUuid } from '../../domain/uuid.ts';
import { component } from '../../schemas/field.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { locate } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { requestView } from './request-view.ts';
import { signatureView } from './signature-view.ts';

/** What can speak against running a request again, or a sample; the reruns say which it is. */
const connectorRevoked = fault('conflict', 'the connector is revoked');
const rerunRefusals: readonly Fault[] = [
  connectorRevoked,
  fault('conflict', 'nobody knows whose request this was, so nothing can be done for them'),
  fault('conflict', 'nothing was kept of the body of this request'),
  fault('conflict', 'no loaded adapter answers this request any more'),
];
const testRefusals: readonly Fault[] = [connectorRevoked, fault('conflict', 'the format has no sample with a body')];

/** One row whole, again, and a sample. Rows of senders that nobody could identify have no organisation. */
export function requestRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories } = dependencies;

  async function findRequest({ params }: OperatorRequest): Promise<PastRequest | Fault> {
    const id = params['id'] ?? '';
    const owner = isUuid(id) ? await repositories.requests.ownerOf(id) : undefined;
    const found = owner && (await repositories.requests.find(owner.organisationId, id));
    return found ?? fault('not_found');
  }

  return [
    operation({
      method: 'GET',
      path: '/requests/:id',
      operationId: 'getRequest',
      summary: 'Gives one request whole',
      find: findRequest,
      answers: { 200: component('RequestDetail') },
      handle: ({ subject }) => Promise.resolve(jsonReply(200, wholeView(subject))),
    }),
    operation({
      method: 'POST',
      path: '/requests/:id/replay',
      operationId: 'replayRequest',
      summary: 'Runs a request once more, with the body that was kept',
      description: 'It gets a row of its own in the request log. Objects that are known already are not stored twice.',
      find: findRequest,
      answers: { 202: component('RequestRerun') },
      refusals: rerunRefusals,
      async handle({ subject, clientIp }) {
        const rerun = await dependencies.reruns.replay(subject, clientIp);
        return isFault(rerun) ? rerun : jsonReply(202, { request_id: rerun.requestId, status_code: rerun.statusCode });
      },
    }),
    operation({
      method: 'POST',
      path: '/connectors/:id/test',
      operationId: 'testConnector',
      summary: "Sends the format's own sample as the connector would",
      description: 'It is signed, and stored like any other request.',
      find: (request) => locate(dependencies, 'connector', request),
      answers: { 200: component('RequestRerun') },
      refusals: testRefusals,
      async handle({ subject: { id }, clientIp }) {
        const rerun = await dependencies.reruns.test(id, clientIp);
        return isFault(rerun) ? rerun : jsonReply(200, { request_id: rerun.requestId, status_code: rerun.statusCode });
      },
    }),
  ];
}

function wholeView(row: PastRequest) {
  return {
    ...requestView(row),
    headers: row.headers,
    ...bodyView(row.body),
    body_masked: row.bodyMasked,
    response_body: row.responseBody,
    error_detail: row.errorDetail,
    clock_skew_seconds: row.clockSkewSeconds,
    signature: signatureView(row),
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
