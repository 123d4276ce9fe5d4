/**
 * Makes alerts out of what the tables say of organisations: what is wrong, how bad it is, and what to do. Pure: it reads and
 * stores nothing. docs/alerts.md says the same for people.
 */
import type { Alert } from '../domain/alert.ts';
import type {
  AgedSecret,
  EndpointTrouble,
  Evidence,
  EvidenceWindows,
  RequestTrouble,
  SenderClock,
} from '../domain/provisioning/alert-evidence.ts';
import { behindOrAhead, countOf } from './wording.ts';

const dayMilliseconds = 24 * 60 * 60 * 1_000;
const quarantineDays = 7;
const rotationAgeDays = 90;
const failingDeliveries = 10;
const patienceMinutes = 10;
/** Requests that waited before they were sent have not all waited for so nearly the same time. */
const expiredSignatures = { most: 10, least: 3, spreadSeconds: 60 };

/** What counts at a moment, in milliseconds since 1970. */
export function windowsAt(now: number): EvidenceWindows {
  return {
    quarantinedSince: now - quarantineDays * dayMilliseconds,
    signatureFailuresSince: now - dayMilliseconds,
    serverErrorsSince: now - dayMilliseconds,
    secretsBefore: now - rotationAgeDays * dayMilliseconds,
    neverTriedSince: now - patienceMinutes * 60_000,
    failingDeliveries,
    expiredSignatures,
  };
}

/** The alerts of whoever the evidence is about, in no particular order. */
export function judge(evidence: Evidence): readonly Alert[] {
  return [
    ...evidence.disabledEndpoints.map((found) => ({
      ...aboutEndpoint(found),
      code: 'endpoint_disabled' as const,
      severity: 'error' as const,
      title: `${endpointName(found)} was disabled`,
      detail: 'The hub stopped delivering to it. Mend the receiver, then enable the endpoint; its disabled_reason says why.',
    })),
    ...evidence.failingEndpoints.map((found) => ({
      ...aboutEndpoint(found),
      code: 'endpoint_failing' as const,
      severity: 'error' as const,
      title: `${endpointName(found)} fails`,
      detail: `Its last ${failingDeliveries} deliveries all failed. Their attempts say how it answered.`,
    })),
    ...evidence.adapterFailures.map((found) => ({
      ...aboutConnector(found),
      code: 'adapter_failing' as const,
      severity: 'error' as const,
      title: `The adapter of "${found.connectorName}" fails`,
      detail: `It failed at ${countOf(found, 'request')} of the last 24 hours. The request log says where and why; a new release of it may help.`,
    })),
    ...evidence.serverErrors.map((found) => ({
      ...aboutConnector(found),
      code: 'server_errors' as const,
      severity: 'error' as const,
      title: `The hub failed at requests of "${found.connectorName}"`,
      detail: `${countOf(found, 'request')} of the last 24 hours got an answer of 500 or more, and nothing of them was stored. See in the storefront whether it sent them again, else have it do so. The hub's own log has the cause under each request's id.`,
    })),
    ...evidence.backlogs.map((found) => ({
      ...aboutEndpoint(found),
      code: 'deliveries_delayed' as const,
      severity: 'warning' as const,
      title: `${endpointName(found)} falls behind`,
      detail: `Deliveries that have waited more than ${patienceMinutes} minutes for their first attempt: ${found.count}. The receiver may be down, its limits (throttle_per_second, concurrency) may be too low, or no worker runs.`,
      count: found.count,
    })),
    ...evidence.quarantined.map((found) => ({
      ...aboutConnector(found),
      code: 'requests_quarantined' as const,
      severity: 'warning' as const,
      title: `Requests of "${found.connectorName}" could not be understood`,
      detail: `${found.count} in the last ${quarantineDays} days are kept as they came. Look at their reason in the request log.`,
    })),
    ...evidence.senderClocks.map(judgeSenderClock),
    ...otherFailures(evidence).map((found) => ({
      ...aboutConnector(found),
      code: 'signature_failures' as const,
      severity: 'warning' as const,
      title: `Signatures of "${found.connectorName}" do not match`,
      detail: `${countOf(found, 'request')} of the last 24 hours were refused. The storefront may hold an old secret, or its clock is wrong.`,
    })),
    ...evidence.agedSecrets.map(judgeSecret),
  ];
}

function judgeSenderClock(found: SenderClock): Alert {
  const { connectorName, secondsAhead } = found;
  return {
    ...aboutConnector(found),
    code: 'sender_clock_skew',
    severity: 'error',
    title: `The clock of the sender of "${connectorName}" is ${behindOrAhead(secondsAhead)}`,
    detail: `${countOf(found, 'request')} of the last 24 hours were refused with signature_expired, the latest all by about ${Math.abs(secondsAhead)} seconds. Set the clock of the machine that signs by NTP; if it signs long before it sends, have it sign when it sends.`,
  };
}

function judgeSecret(aged: AgedSecret): Alert {
  const { organisationId, storeId, since, owner, ownerId, name } = aged;
  return {
    organisationId,
    ...(storeId !== null && { storeId }),
    code: 'secret_aged',
    severity: 'info',
    title: `The signing secret of "${name}" is old`,
    detail: `It has not been changed for ${rotationAgeDays} days. Rotate it with a grace, so that both secrets hold meanwhile.`,
    since,
    ...(owner === 'connector' ? { connectorId: ownerId } : { endpointId: ownerId }),
  };
}

/** Without the expired signatures that a wrong clock explains already. */
function otherFailures({ signatureFailures, senderClocks }: Evidence): readonly RequestTrouble[] {
  return signatureFailures.flatMap((failures) => {
    const explained = senderClocks.find(({ connectorId }) => connectorId === failures.connectorId)?.count ?? 0;
    return failures.count > explained ? [{ ...failures, count: failures.count - explained }] : [];
  });
}

function aboutConnector({ organisationId, storeId, connectorId, since, count }: RequestTrouble) {
  return { organisationId, ...(storeId !== null && { storeId }), connectorId, since, count };
}

function aboutEndpoint({ organisationId, storeId, endpointId, since }: EndpointTrouble) {
  return { organisationId, ...(storeId !== null && { storeId }), endpointId, since };
}

function endpointName({ host }: EndpointTrouble): string {
  return host === null ? 'A subscription by e-mail' : `The webhook endpoint at ${host}`;
}
