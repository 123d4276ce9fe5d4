/**
 * `/orgs/{org}/alerts`: what is wrong now, worst first, and what to do about it. Nothing is stored: an alert ends when its
 * reason does.
 */
import { isFault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type { AgedSecret, Evidence, EvidenceWindows } from '../domain/provisioning/alert-evidence.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation } from './request/lookups.ts';
import type { OperatorRoute } from './request/route.ts';

interface Alert {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly detail: string;
  readonly since: Date;
  readonly connector_id?: string;
  readonly endpoint_id?: string;
  readonly count?: number;
}

const dayMilliseconds = 24 * 60 * 60 * 1_000;
const quarantineDays = 7;
const rotationAgeDays = 90;
const failingDeliveries = 10;
const patienceMinutes = 10;

/** One list, whole. */
export function alertRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  return [
    {
      method: 'GET',
      path: '/orgs/:org/alerts',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const { repositories, clock } = dependencies;
        const evidence = await repositories.alerts.gather(organisation.id, windowsAt(clock.now()));
        return jsonReply(200, { rows: alertsOf(evidence), next_cursor: null });
      },
    },
  ];
}

function windowsAt(now: number): EvidenceWindows {
  return {
    quarantinedSince: now - quarantineDays * dayMilliseconds,
    signatureFailuresSince: now - dayMilliseconds,
    adapterFailuresSince: now - dayMilliseconds,
    secretsBefore: now - rotationAgeDays * dayMilliseconds,
    neverTriedSince: now - patienceMinutes * 60_000,
    failingDeliveries,
  };
}

function alertsOf({
  quarantined,
  signatureFailures,
  adapterFailures,
  failingEndpoints,
  backlogs,
  disabledEndpoints,
  agedSecrets,
}: Evidence): readonly Alert[] {
  return [
    ...disabledEndpoints.map(({ endpointId, since }) => ({
      code: 'endpoint_disabled',
      severity: 'error' as const,
      title: 'A webhook endpoint was disabled',
      detail: 'The hub stopped delivering to it. Mend the receiver, then enable the endpoint; its disabled_reason says why.',
      since,
      endpoint_id: endpointId,
    })),
    ...failingEndpoints.map(({ endpointId, since }) => ({
      code: 'endpoint_failing',
      severity: 'error' as const,
      title: 'A webhook endpoint fails',
      detail: `Its last ${failingDeliveries} deliveries all failed. Their attempts say how it answered.`,
      since,
      endpoint_id: endpointId,
    })),
    ...adapterFailures.map(({ connectorId, connectorName, count, since }) => ({
      code: 'adapter_failing',
      severity: 'error' as const,
      title: `The adapter of "${connectorName}" fails`,
      detail: `It failed at ${count} requests of the last 24 hours. The request log says where and why; a new release of it may help.`,
      since,
      connector_id: connectorId,
      count,
    })),
    ...backlogs.map(({ endpointId, count, since }) => ({
      code: 'deliveries_delayed',
      severity: 'warning' as const,
      title: 'A webhook endpoint falls behind',
      detail: `Deliveries that have waited more than ${patienceMinutes} minutes for their first attempt: ${count === 10_000 ? '10,000 or more' : count}. The receiver may be down, its limits (throttle_per_second, concurrency) may be too low, or no worker runs.`,
      since,
      endpoint_id: endpointId,
      count,
    })),
    ...quarantined.map(({ connectorId, connectorName, count, since }) => ({
      code: 'requests_quarantined',
      severity: 'warning' as const,
      title: `Requests of "${connectorName}" could not be understood`,
      detail: `${count} in the last ${quarantineDays} days are kept as they came. Look at their reason in the request log.`,
      since,
      connector_id: connectorId,
      count,
    })),
    ...signatureFailures.map(({ connectorId, connectorName, count, since }) => ({
      code: 'signature_failures',
      severity: 'warning' as const,
      title: `Signatures of "${connectorName}" do not match`,
      detail: `${count} requests of the last 24 hours were refused. The storefront may hold an old secret, or its clock is wrong.`,
      since,
      connector_id: connectorId,
      count,
    })),
    ...agedSecrets.map((aged) => ({
      code: 'secret_aged',
      severity: 'info' as const,
      title: 'A signing secret is old',
      detail: `It has not been changed for ${rotationAgeDays} days. Rotate it with a grace, so that both secrets hold meanwhile.`,
      since: aged.since,
      ...ownerOf(aged),
    })),
  ];
}

function ownerOf({ owner, ownerId }: AgedSecret): Pick<Alert, 'connector_id' | 'endpoint_id'> {
  return owner === 'connector' ? { connector_id: ownerId } : { endpoint_id: ownerId };
}
