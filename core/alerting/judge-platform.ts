/**
 * Makes alerts out of what is wrong with the hub as a whole. Pure: it reads and stores nothing.
 */
import { type Alert, platformOrganisationId } from '../domain/alert.ts';
import { clockToleranceSeconds } from '../domain/hub-report.ts';
import type { PlatformEvidence, WrongClock } from '../domain/provisioning/alert-evidence.ts';
import { behindOrAhead } from './wording.ts';

const patienceMinutes = 5;
/** What a signature may be off by. */
const signatureSeconds = 300;

const own = { organisationId: platformOrganisationId };

/** Deliveries that were due before this moment are late; milliseconds since 1970. */
export function dueBefore(now: number): number {
  return now - patienceMinutes * 60_000;
}

/** The platform's own alerts, in no particular order. */
export function judgePlatform({ wrongClocks, noWorkerSince, delayed, partitions }: PlatformEvidence): readonly Alert[] {
  return [
    ...wrongClocks.map(judgeClock),
    ...(noWorkerSince === undefined
      ? []
      : [
          {
            ...own,
            code: 'no_worker' as const,
            severity: 'error' as const,
            title: 'No worker runs',
            detail: 'Requests are taken and stored, but nothing is delivered. Start a process with --role worker or --role all.',
            since: noWorkerSince,
          },
        ]),
    ...(delayed === undefined
      ? []
      : [
          {
            ...own,
            code: 'queue_delayed' as const,
            severity: 'warning' as const,
            title: 'Deliveries are late',
            detail: `Deliveries that have been due for more than ${patienceMinutes} minutes, although nothing of their endpoints holds them back: ${delayed.count}. Look whether the workers have processor time and the database answers fast (GET /metrics), or start another worker.`,
            ...delayed,
          },
        ]),
    ...(partitions === undefined
      ? []
      : [
          {
            ...own,
            code: 'partitions_missing' as const,
            severity: 'error' as const,
            title: 'The database is not being looked after',
            detail: `Partitions of the coming days are missing: ${partitions.missing.join(', ')}. Every process makes them a week ahead each hour; its log says why that fails ("upkeep failed", or a warning of PostgreSQL's). Until then rows gather in the default partition, and old days are not dropped.`,
            since: partitions.since,
          },
        ]),
  ];
}

function judgeClock({ machine, secondsAhead, since }: WrongClock): Alert {
  return {
    ...own,
    code: 'clock_skew',
    severity: Math.abs(secondsAhead) < signatureSeconds ? 'warning' : 'error',
    title: `The clock of ${machine} is ${behindOrAhead(secondsAhead)}`,
    detail: `It is compared with the database's, and should be within ${clockToleranceSeconds} seconds. From ${signatureSeconds} seconds on genuine signatures are refused, and receivers refuse ours. Set both by NTP (timedatectl set-ntp true).`,
    since,
    machine,
  };
}
