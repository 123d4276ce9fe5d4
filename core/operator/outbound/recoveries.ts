/**
 * `/webhook-endpoints/{id}/recover`, `/webhook-endpoints/{id}/recoveries` and `/recoveries/{id}`: sending again what an endpoint
 * did not get. A dry run counts; else a worker goes through it in the background, and can be watched and stopped.
 */
import { fault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { RecoverableStatus, Recovery } from '../../domain/provisioning/recovery.ts';
import { component } from '../../schemas/field.ts';
import { bodyReader } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { parseInstant } from '../request/instant.ts';
import { locate } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { fieldsRefused } from '../request/wording.ts';
import { findEndpoint } from './webhook-endpoints.ts';

interface RecoveryBody {
  readonly since: string;
  /** Not included; absent means now. */
  readonly until?: string;
  readonly status?: readonly RecoverableStatus[];
  readonly dry_run?: boolean;
}

const recoveryBody = bodyReader<RecoveryBody>({
  properties: {
    since: {
      type: 'string',
      format: 'instant',
      description: 'From when on deliveries are meant.',
      examples: ['2026-01-02T03:04:05Z'],
    },
    until: { type: 'string', format: 'instant', description: 'Before when they are meant; absent means now.' },
    status: {
      type: 'array',
      items: { enum: ['dropped', 'failed'] },
      minItems: 1,
      uniqueItems: true,
      description: 'Which of them are meant; absent means both.',
    },
    dry_run: { type: 'boolean', description: 'True only counts.', default: false },
  },
  required: ['since'],
});

const everything: readonly RecoverableStatus[] = ['dropped', 'failed'];

const disabled = fault('conflict', 'the endpoint is disabled: enable it first');
const backwards = fieldsRefused([{ path: 'since', message: 'must be before until' }]);

/** Recover, list, watch, cancel. */
export function recoveryRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, clock, wakeDispatcher } = dependencies;
  const { recoveries } = repositories;
  const findRecovery = (request: OperatorRequest) => locate(dependencies, 'recovery', request);
  return [
    operation({
      method: 'POST',
      path: '/webhook-endpoints/:id/recover',
      operationId: 'recoverWebhookEndpoint',
      summary: 'Sends again what an endpoint did not get',
      description: 'A worker goes through it in the background. A dry run only counts, and works for a disabled endpoint too.',
      find: (request) => findEndpoint(dependencies, request),
      body: recoveryBody,
      answers: { 200: component('RecoveryCount'), 202: component('RecoveryStarted') },
      refusals: [disabled, backwards],
      async handle({ subject: endpoint, body }) {
        const until = body.until === undefined ? clock.now() : (parseInstant(body.until) ?? 0);
        const range = { since: parseInstant(body.since) ?? 0, until, statuses: body.status ?? everything };
        if (range.since >= until) return backwards;
        if (body.dry_run === true) {
          return jsonReply(200, { count: await recoveries.count(endpoint.organisationId, endpoint.id, range), dry_run: true });
        }
        if (!endpoint.enabled) return disabled;
        const recovery = await recoveries.start(endpoint.organisationId, endpoint.id, range);
        wakeDispatcher();
        return jsonReply(202, { count: recovery.expected, recovery_id: recovery.id });
      },
    }),
    operation({
      method: 'GET',
      path: '/webhook-endpoints/:id/recoveries',
      operationId: 'listRecoveries',
      summary: 'Lists the recoveries of an endpoint, newest first',
      find: (request) => findEndpoint(dependencies, request),
      query: pageParameters,
      answers: { 200: pageOf(component('Recovery')) },
      async handle({ subject: { organisationId, id }, query }) {
        return listReply(await recoveries.list(organisationId, id, pageRequest(query)), view);
      },
    }),
    operation({
      method: 'GET',
      path: '/recoveries/:id',
      operationId: 'getRecovery',
      summary: 'Says how far a recovery is',
      find: findRecovery,
      answers: { 200: component('Recovery') },
      async handle({ subject: { organisationId, id } }) {
        const recovery = await recoveries.find(organisationId, id);
        return recovery === undefined ? fault('not_found') : jsonReply(200, view(recovery));
      },
    }),
    operation({
      method: 'POST',
      path: '/recoveries/:id/cancel',
      operationId: 'cancelRecovery',
      summary: 'Stops a recovery; what is queued stays queued',
      find: findRecovery,
      answers: { 200: component('Recovery') },
      async handle({ subject: { organisationId, id } }) {
        const recovery = await recoveries.cancel(organisationId, id);
        return recovery === undefined ? fault('not_found') : jsonReply(200, view(recovery));
      },
    }),
  ];
}

function view(recovery: Recovery) {
  return {
    id: recovery.id,
    endpoint_id: recovery.endpointId,
    since: recovery.since,
    until: recovery.until,
    status: recovery.statuses,
    state: recovery.state,
    count: recovery.expected,
    queued: recovery.queued,
    created_at: recovery.createdAt,
    finished_at: recovery.finishedAt,
  };
}
