/**
 * Reads the request log for operators. Lists never touch the bodies.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PastRequest, RequestFilter, RequestHistory } from '../../domain/provisioning/past-request.ts';
import { uuidV7Floor } from '../../domain/uuid.ts';
import type { Database } from '../database.ts';
import { RequestLogEntity } from '../entities/request-log.ts';
import { condition, findNewest, leads, type Search } from './newest-first.ts';
import { readRequestSummaries, withNames } from './request-summaries.ts';
import { detach } from './rows.ts';

/** Makes the reader. */
export function createRequestHistory(database: Database): RequestHistory {
  const asOwner = <Result>(organisationId: string | null, work: (em: EntityManager) => Promise<Result>): Promise<Result> =>
    organisationId === null ? database.asSystem(work) : database.asTenant(organisationId, work);

  return {
    list: (organisationId, filter, page) =>
      asOwner(organisationId, async (em) => {
        const found = await findNewest(em, searchFor(organisationId, filter), page);
        const ids = found.rows.map(({ id }) => id);
        return { rows: await readRequestSummaries(em, organisationId, ids), lastId: found.lastId };
      }),
    async ownerOf(id) {
      const row = await database.asSystem((em) => em.findOne(RequestLogEntity, { id }, { fields: ['organisationId'] }));
      return row === null ? undefined : { organisationId: row.organisationId ?? null };
    },
    find: (organisationId, id) =>
      asOwner(organisationId, async (em): Promise<PastRequest | undefined> => {
        const row = await em.findOne(RequestLogEntity, { id, organisationId });
        return row === null ? undefined : (await withNames(em, organisationId, [detach(row)]))[0];
      }),
  };
}

/** The columns that a filter compares with. */
const columns = {
  externalId: 'external_id',
  errorCode: 'error_code',
  statusCode: 'status_code',
  connectorId: 'connector_id',
  storeId: 'store_id',
  method: 'method',
  path: 'path',
  clientIp: 'client_ip',
  quarantined: 'quarantined',
} as const satisfies Partial<Record<keyof RequestFilter, string>>;

type Compared = keyof typeof columns;

/** Those with an index of their own, the one that leaves fewest rows first. */
const leaders = ['externalId', 'errorCode', 'statusCode', 'connectorId'] as const satisfies readonly Compared[];
/** From here on there is an index by status; what succeeded is found sooner among all. */
const firstRefusal = 400;

/** The stretch of an index to look through, and what is left to ask of its rows. */
function searchFor(organisationId: string | null, filter: RequestFilter): Search {
  const { since, until, statusClass, pathStart } = filter;
  const leader = organisationId === null ? undefined : leaders.find((name) => canLead(name, filter));
  const isQuarantine = filter.quarantined === true && leader === undefined;
  const compared = Object.keys(columns).filter((name): name is Compared => filter[name as Compared] !== undefined); // its own keys
  const ofClass =
    statusClass === undefined ? [] : [condition('status_code between ? and ?', statusClass * 100, statusClass * 100 + 99)];
  const isRefusals = leader === undefined && statusClass !== undefined && statusClass * 100 >= firstRefusal;
  return {
    table: 'request_log',
    within: [
      organisationId === null ? condition('org_id is null') : condition('org_id = ?', organisationId),
      // Moments become bounds on the id, which begins with the time of arrival: indexes and partitions are by id.
      ...(since === undefined ? [] : [condition('id >= ?', uuidV7Floor(since))]),
      ...(until === undefined ? [] : [condition('id < ?', uuidV7Floor(until))]),
      ...(leader === undefined ? [] : [leads(columns[leader], filter[leader])]),
      ...(isQuarantine ? [condition('quarantined')] : []),
      ...(isRefusals ? ofClass : []),
    ],
    ...(organisationId === null ? { leading: 'org_id' } : leader === undefined ? {} : { leading: columns[leader] }),
    where: [
      ...compared.flatMap((name) => (name === leader ? [] : [condition(`${columns[name]} = ?`, filter[name])])),
      ...(pathStart === undefined ? [] : [condition('starts_with(path, ?)', pathStart)]),
      ...(isRefusals ? [] : ofClass),
    ],
  };
}

function canLead(name: (typeof leaders)[number], filter: RequestFilter): boolean {
  return name === 'statusCode' ? (filter.statusCode ?? 0) >= firstRefusal : filter[name] !== undefined;
}
