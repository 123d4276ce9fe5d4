/**
 * Looks for what is wrong with the hub as a whole: its processes, its queue, its tables. It only counts and dates; it judges
 * nothing.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import { clockToleranceSeconds } from '../../domain/hub-report.ts';
import type { PlatformEvidence, WrongClock } from '../../domain/provisioning/alert-evidence.ts';
import type { Database } from '../database.ts';

/** Of several processes of a machine, the one that is off the most. */
const wrongClocks = `
  select distinct on (machine) machine, round(clock_ahead_milliseconds / 1000.0)::integer as "secondsAhead",
    rfc3339(coalesce(clock_wrong_since, reported_at)) as since
  from hub_reports
  where next_report_by > now() and abs(clock_ahead_milliseconds) > ? * 1000
  order by machine, abs(clock_ahead_milliseconds) desc`;

/** Since the last worker's last word, or since the first of those that wait for one began. */
const noWorker = `
  select rfc3339(coalesce(max(reported_at) filter (where delivers), min(started_at) filter (where next_report_by > now()))) as since
  from hub_reports
  having bool_or(next_report_by > now()) and not bool_or(next_report_by > now() and delivers)`;

/** What an endpoint holds back by a limit of its own, or by being down, is not the hub's delay. */
const delayed = `
  select count(*)::integer as count, rfc3339(min(d.next_attempt_at)) as since
  from deliveries d join webhook_endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
  where d.status in ('pending', 'failed') and d.next_attempt_at between '2000-01-01' and ? and e.enabled and not e.rationed
  having count(*) > 0`;

/** The hub makes them a week ahead, so that one which is missing today or soon was due seven days before it begins. */
const missingPartitions = `
  select parent, rfc3339(min(day)) as first
  from unnest(array['deliveries', 'delivery_attempts', 'request_log']) as parent
  cross join generate_series(0, ?) as ahead
  cross join lateral (select date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' + ahead * interval '1 day') as days (day)
  where to_regclass(parent || to_char(day at time zone 'UTC', '_YYYYMMDD')) is null
  group by parent order by parent`;

const horizonDays = 3;
const madeAheadMilliseconds = 7 * 24 * 60 * 60 * 1_000;

/** `dueBefore`: deliveries that were due before then are late. */
export function gatherPlatform(database: Database, dueBefore: number): Promise<PlatformEvidence> {
  return database.asSystem(async (em) => {
    const clocks = await em.execute<Dated<WrongClock>[]>(wrongClocks, [clockToleranceSeconds]);
    const [absence] = await em.execute<{ since: string }[]>(noWorker);
    const [delay] = await em.execute<{ count: number; since: string }[]>(delayed, [new Date(dueBefore)]);
    return {
      wrongClocks: clocks.map((clock) => ({ ...clock, since: new Date(clock.since) })),
      ...(absence && { noWorkerSince: new Date(absence.since) }),
      ...(delay && { delayed: { ...delay, since: new Date(delay.since) } }),
      ...(await partitions(em)),
    };
  });
}

type Dated<Trouble> = Omit<Trouble, 'since'> & { readonly since: string };

async function partitions(em: EntityManager): Promise<Pick<PlatformEvidence, 'partitions'>> {
  const rows = await em.execute<{ parent: string; first: string }[]>(missingPartitions, [horizonDays]);
  if (rows.length === 0) return {};
  const first = Math.min(...rows.map((row) => Date.parse(row.first)));
  return { partitions: { missing: rows.map(({ parent }) => parent), since: new Date(first - madeAheadMilliseconds) } };
}
