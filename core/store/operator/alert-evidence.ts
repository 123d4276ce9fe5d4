/**
 * Looks through the tables for what is wrong, in one organisation or in all of them. It only counts and dates; it judges
 * nothing.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  AgedSecret,
  AlertEvidence,
  Backlog,
  EndpointTrouble,
  Evidence,
  EvidenceWindows,
  RequestTrouble,
  SenderClock,
} from '../../domain/provisioning/alert-evidence.ts';
import { uuidV7Floor } from '../../domain/uuid.ts';
import type { Database } from '../database.ts';
import { gatherPlatform } from './platform-evidence.ts';

/** Times come as RFC 3339 text, since this door leaves timestamps unparsed. */
type Dated<Trouble> = Omit<Trouble, 'since'> & { readonly since: string };

/** A query with its values; `scope` in it stands for whose rows count. */
interface Question {
  readonly sql: (scope: (table: string) => string) => string;
  /** In the order of the question marks, with `scope` for each of its own. */
  readonly values: readonly unknown[];
}

const scopeMark = Symbol('the organisation, where there is one');

const ofConnector = `c.org_id as "organisationId", c.store_id as "storeId", c.id as "connectorId", c.name as "connectorName"`;

/**
 * A storefront may give a URL without a scheme, and a query, which begins with character 63, may follow the host at once. What
 * is mailed to has no host, and its address is nobody's business here.
 */
const ofEndpoint = `e.org_id as "organisationId", e.store_id as "storeId", e.id as "endpointId",
  case when e.transport = 'http' then
    split_part(split_part(regexp_replace(e.url, '^[A-Za-z]+://', ''), '/', 1), chr(63), 1) end as host`;

/** Conditions are worded as that of the index request_log_trouble, which holds the few rows that count. */
const trouble = (condition: string, since: number): Question => ({
  sql: (scope) => `
    select ${ofConnector}, count(*)::integer as count, rfc3339(min(r.received_at)) as since
    from request_log r join connectors c on c.org_id = r.org_id and c.id = r.connector_id
    where ${scope('r')} and r.id >= ? and ${condition}
    group by c.org_id, c.id order by c.org_id, c.id`,
  values: [scopeMark, uuidV7Floor(since)],
});

const signatureFailed = String.raw`r.error_code like 'signature\_%'`;
const adapterFailed = `r.error_code = 'internal_error' and r.error_detail like 'the adapter % failed in %'`; // as AdapterFailure words it

const senderClocks = ({
  signatureFailuresSince,
  expiredSignatures: { most, least, spreadSeconds },
}: EvidenceWindows): Question => ({
  sql: (scope) => `
    with expired as (
      select r.org_id, r.connector_id, r.received_at, r.clock_skew_seconds as ahead,
        row_number() over (partition by r.org_id, r.connector_id order by r.id desc) as place,
        count(*) over (partition by r.org_id, r.connector_id) as total
      from request_log r
      where ${scope('r')} and r.id >= ? and ${signatureFailed} and r.error_code = 'signature_expired' and r.clock_skew_seconds is not null
    )
    select ${ofConnector}, max(total)::integer as count, rfc3339(min(received_at)) as since,
      percentile_disc(0.5) within group (order by ahead) as "secondsAhead"
    from expired join connectors c on c.org_id = expired.org_id and c.id = expired.connector_id
    where place <= ?
    group by c.org_id, c.id having count(*) >= ? and max(ahead) - min(ahead) <= ?
    order by c.org_id, c.id`,
  values: [scopeMark, uuidV7Floor(signatureFailuresSince), most, least, spreadSeconds],
});

/** Who fails at the receiver is marked, and who fails on our side has deliveries that wait for another attempt. */
const failingEndpoints = (latest: number): Question => ({
  sql: (scope) => `
    select ${ofEndpoint}, rfc3339(latest.since) as since
    from webhook_endpoints e cross join lateral latest_outcomes(e.org_id, e.id, ?) latest
    where ${scope('e')} and e.enabled and e.deleted_at is null and latest.attempted >= ? and latest.failed
      and (e.failing_since is not null or e.id in (select d.endpoint_id from deliveries d where ${scope('d')} and d.status = 'failed'))
    order by e.org_id, e.id`,
  values: [latest, scopeMark, latest, scopeMark],
});

/** Counted from the open deliveries, which are few; what a pause has parked has no next attempt. */
const backlogs = (before: number): Question => ({
  sql: (scope) => `
    select ${ofEndpoint}, waiting.count, rfc3339(waiting.since) as since
    from (
      select d.org_id, d.endpoint_id, count(*)::integer as count, min(d.created_at) as since from deliveries d
      where ${scope('d')} and d.status = 'pending' and d.attempts = 0 and d.next_attempt_at is not null and d.created_at < ?
      group by d.org_id, d.endpoint_id
    ) waiting join webhook_endpoints e on e.org_id = waiting.org_id and e.id = waiting.endpoint_id
    where e.enabled and not e.paused and e.deleted_at is null
    order by e.org_id, e.id`,
  values: [scopeMark, new Date(before)],
});

const disabledEndpoints: Question = {
  sql: (scope) => `
    select ${ofEndpoint}, rfc3339(updated_at) as since from webhook_endpoints e
    where ${scope('e')} and not enabled and disabled_reason is not null and deleted_at is null order by org_id, id`,
  values: [scopeMark],
};

const agedSecrets = (before: number): Question => ({
  sql: (scope) => `
    select c.org_id as "organisationId", c.store_id as "storeId", 'connector' as owner, c.id as "ownerId", c.name,
      rfc3339(c.secret_changed_at) as since
    from connectors c where ${scope('c')} and c.revoked_at is null and c.secret_changed_at < ?
    union all
    select owned."organisationId", owned."storeId", 'endpoint', owned."endpointId", owned.host, owned.since from (
      select ${ofEndpoint}, rfc3339(e.secret_changed_at) as since from webhook_endpoints e
      where ${scope('e')} and e.enabled and e.deleted_at is null and e.sealed_secret is not null and e.secret_changed_at < ?
    ) owned
    order by 1, 3, 4`,
  values: [scopeMark, new Date(before), scopeMark, new Date(before)],
});

/** Makes the reader. */
export function createAlertEvidence(database: Database): AlertEvidence {
  return {
    gather: (organisationId, windows) =>
      database.asTenant(organisationId, (em) => gatherWith(finder(em, organisationId), windows)),
    gatherEverywhere: (windows) => database.asSystem((em) => gatherWith(finder(em), windows)),
    gatherPlatform: (dueBefore) => gatherPlatform(database, dueBefore),
  };
}

async function gatherWith(find: ReturnType<typeof finder>, windows: EvidenceWindows): Promise<Evidence> {
  const { quarantinedSince, signatureFailuresSince, serverErrorsSince } = windows;
  const otherErrors = `r.status_code >= 500 and (${adapterFailed}) is not true`;
  return {
    quarantined: await find<RequestTrouble>(trouble('r.quarantined', quarantinedSince)),
    signatureFailures: await find<RequestTrouble>(trouble(signatureFailed, signatureFailuresSince)),
    senderClocks: await find<SenderClock>(senderClocks(windows)),
    adapterFailures: await find<RequestTrouble>(trouble(adapterFailed, serverErrorsSince)),
    serverErrors: await find<RequestTrouble>(trouble(otherErrors, serverErrorsSince)),
    failingEndpoints: await find<EndpointTrouble>(failingEndpoints(windows.failingDeliveries)),
    backlogs: await find<Backlog>(backlogs(windows.neverTriedSince)),
    disabledEndpoints: await find<EndpointTrouble>(disabledEndpoints),
    agedSecrets: await find<AgedSecret>(agedSecrets(windows.secretsBefore)),
  };
}

/** Asks in one organisation or, when none is named, in all of them. */
function finder(em: EntityManager, organisationId?: string) {
  const scope = (table: string): string => (organisationId === undefined ? 'true' : `${table}.org_id = ?`);
  return async <Trouble extends { readonly since: Date }>({ sql, values }: Question) => {
    const given = values.flatMap((value) =>
      value !== scopeMark ? [value] : organisationId === undefined ? [] : [organisationId],
    );
    const rows = await em.execute<Dated<Trouble>[]>(sql(scope), given);
    return rows.map((row) => ({ ...row, since: new Date(row.since) }));
  };
}
