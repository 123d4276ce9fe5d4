/**
 * `/webhook-endpoints/{id}/recover` and `/recoveries/{id}`: sending again what an endpoint did not get. A dry run counts;
 * else a worker goes through it in the background, and can be watched and stopped.
 */
import { fault, isFault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { RecoverableStatus, Recovery } from '../../domain/provisioning/recovery.ts';
import { bodyReader, readNothing } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { parseInstant } from '../request/instant.ts';
import { locate } from '../request/lookups.ts';
import type { OperatorRoute } from '../request/route.ts';
import { fieldsRefused } from '../request/wording.ts';

interface RecoveryBody {
  readonly since: string;
  /** Not included; absent means now. */
  readonly until?: string;
  readonly status?: readonly RecoverableStatus[];
  readonly dry_run?: boolean;
}

const readRecovery = bodyReader<RecoveryBody>({
  properties: {
    since: { type: 'string', format: 'instant' },
    until: { type: 'string', format: 'instant' },
    status: { type: 'array', items: { enum: ['dropped', 'failed'] }, minItems: 1, uniqueItems: true },
    dry_run: { type: 'boolean' },
  },
  required: ['since'],
});

const everything: readonly RecoverableStatus[] = ['dropped', 'failed'];

/** Recover, watch, cancel. */
export function recoveryRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, clock, wakeDispatcher } = dependencies;
  const { endpoints, recoveries } = repositories;
  return [
    {
      method: 'POST',
      path: '/webhook-endpoints/:id/recover',
      async handle(request) {
        const located = await locate(dependencies, 'webhook_endpoint', request);
        if (isFault(located)) return located;
        const body = readRecovery(request.json);
        if (isFault(body)) return body;
        const endpoint = await endpoints.find(located.organisationId, located.id);
        if (endpoint === undefined) return fault('not_found');
        const until = body.until === undefined ? clock.now() : (parseInstant(body.until) ?? 0);
        const range = { since: parseInstant(body.since) ?? 0, until, statuses: body.status ?? everything };
        if (range.since >= until) return fieldsRefused([{ path: 'since', message: 'must be before until' }]);
        if (body.dry_run === true) {
          return jsonReply(200, { count: await recoveries.count(endpoint.organisationId, endpoint.id, range), dry_run: true });
        }
        if (!endpoint.enabled) return fault('conflict', 'the endpoint is disabled: enable it first');
        const recovery = await recoveries.start(endpoint.organisationId, endpoint.id, range);
        wakeDispatcher();
        return jsonReply(202, { count: recovery.expected, recovery_id: recovery.id });
      },
    },
    {
      method: 'GET',
      path: '/recoveries/:id',
      async handle(request) {
        const located = await locate(dependencies, 'recovery', request);
        if (isFault(located)) return located;
        const recovery = await recoveries.find(located.organisationId, located.id);
        return recovery === undefined ? fault('not_found') : jsonReply(200, view(recovery));
      },
    },
    {
      method: 'POST',
      path: '/recoveries/:id/cancel',
      async handle(request) {
        const located = await locate(dependencies, 'recovery', request);
        if (isFault(located)) return located;
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        const recovery = await recoveries.cancel(located.organisationId, located.id);
        return recovery === undefined ? fault('not_found') : jsonReply(200, view(recovery));
      },
    },
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
