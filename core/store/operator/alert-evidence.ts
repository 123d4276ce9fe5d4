/**
 * Looks through one organisation's tables for what is wrong. It only counts and dates; it judges nothing.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  AgedSecret,
  AlertEvidence,
  Backlog,
  EndpointTrouble,
  RequestTrouble,
} from '../../domain/provisioning/alert-evidence.ts';
import { uuidV7Floor } from '../../domain/uuid.ts';
import type { Database } from '../database.ts';

/** Times come as RFC 3339 text, since this door leaves timestamps unparsed. */
type Dated<Trouble> = Omit<Trouble, 'since'> & { readonly since: string };

const requestTrouble = (condition: string) => `
  select c.id as "connectorId", c.name as "connectorName", count(*)::integer as count, rfc3339(min(r.received_at)) as since
  from request_log r join connectors c on c.org_id = r.org_id and c.id = r.connector_id
  where r.org_id = ? and r.id >= ? and ${condition}
  group by c.id, c.name order by c.id`;

const quarantined = requestTrouble('r.quarantined');
const signatureFailures = requestTrouble(String.raw`r.error_code like 'signature\_%'`);

const adapterFailures = requestTrouble(`r.error_detail like 'the adapter % failed in %'`); // as AdapterFailure words it

const failingEndpoints = `
  select e.id as "endpointId", rfc3339(latest.since) as since
  from webhook_endpoints e cross join lateral (
    select count(*) as attempted, bool_and(status <> 'succeeded') as failed, min(created_at) as since
    from (
      select status, created_at from deliveries d
      where d.org_id = e.org_id and d.endpoint_id = e.id and d.status in ('succeeded', 'failed', 'dropped')
      order by d.id desc limit ?
    ) attempted
  ) latest
  where e.org_id = ? and e.enabled and e.deleted_at is null and latest.attempted >= ? and latest.failed
  order by e.id`;

const backlogs = `
  select e.id as "endpointId", waiting.count, rfc3339(waiting.since) as since
  from webhook_endpoints e cross join lateral (
    select count(*)::integer as count, min(created_at) as since
    from (
      select created_at from deliveries d
      where d.org_id = e.org_id and d.endpoint_id = e.id and d.status = 'pending' and d.attempts = 0 and d.created_at < ?
      order by d.id limit 10000
    ) untried
  ) waiting
  where e.org_id = ? and e.enabled and not e.paused and e.deleted_at is null and waiting.count > 0
  order by e.id`;

const disabledEndpoints = `
  select id as "endpointId", rfc3339(updated_at) as since from webhook_endpoints
  where org_id = ? and not enabled and disabled_reason is not null and deleted_at is null order by id`;

const agedSecrets = `
  select 'connector' as owner, id as "ownerId", rfc3339(secret_changed_at) as since from connectors
  where org_id = ? and revoked_at is null and secret_changed_at < ?
  union all
  select 'endpoint', id, rfc3339(secret_changed_at) from webhook_endpoints
  where org_id = ? and enabled and deleted_at is null and sealed_secret is not null and secret_changed_at < ?
  order by 1, 2`;

/** Makes the reader. */
export function createAlertEvidence(database: Database): AlertEvidence {
  return {
    gather: (organisationId, windows) =>
      database.asTenant(organisationId, async (em) => {
        const find = finder(em);
        const latest = windows.failingDeliveries;
        const aged = new Date(windows.secretsBefore);
        return {
          quarantined: await find<RequestTrouble>(quarantined, [organisationId, uuidV7Floor(windows.quarantinedSince)]),
          signatureFailures: await find<RequestTrouble>(signatureFailures, [
            organisationId,
            uuidV7Floor(windows.signatureFailuresSince),
          ]),
          adapterFailures: await find<RequestTrouble>(adapterFailures, [
            organisationId,
            uuidV7Floor(windows.adapterFailuresSince),
          ]),
          failingEndpoints: await find<EndpointTrouble>(failingEndpoints, [latest, organisationId, latest]),
          backlogs: await find<Backlog>(backlogs, [new Date(windows.neverTriedSince), organisationId]),
          disabledEndpoints: await find<EndpointTrouble>(disabledEndpoints, [organisationId]),
          agedSecrets: await find<AgedSecret>(agedSecrets, [organisationId, aged, organisationId, aged]),
        };
      }),
  };
}

function finder(em: EntityManager) {
  return async <Trouble extends { readonly since: Date }>(sql: string, values: unknown[]) => {
    const rows = await em.execute<Dated<Trouble>[]>(sql, values);
    return rows.map((row) => ({ ...row, since: new Date(row.since) }));
  };
}
