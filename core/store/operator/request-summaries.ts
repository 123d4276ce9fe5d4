/**
 * Reads rows of the request log as lists show them: never what the requests carried.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestSummary } from '../../domain/provisioning/past-request.ts';
import { RequestLogEntity } from '../entities/request-log.ts';
import { detach } from './rows.ts';

const summaryFields = [
  'id',
  'storeId',
  'connectorId',
  'receivedAt',
  'method',
  'path',
  'clientIp',
  'statusCode',
  'errorCode',
  'durationMilliseconds',
  'adapter',
  'externalId',
  'replayed',
  'duplicate',
  'quarantined',
  'reason',
] as const;

const namesOf = `
  select id, name from connectors where org_id = ? and id = any (?::uuid[])
  union all select id, slug from stores where org_id = ? and id = any (?::uuid[])`;

/** Requests of an organisation, or with null of nobody, newest first. Those that are not there are left out. */
export async function readRequestSummaries(
  em: EntityManager,
  organisationId: string | null,
  ids: readonly string[],
): Promise<readonly RequestSummary[]> {
  if (ids.length === 0) return [];
  const where = { organisationId, id: { $in: [...ids] } };
  const rows = await em.find(RequestLogEntity, where, { fields: summaryFields, orderBy: { id: 'desc' } });
  return withNames(em, organisationId, rows.map(detach));
}

/** The same rows with what their connectors and stores are called. */
export async function withNames<Row extends Pick<RequestSummary, 'connectorId' | 'storeId'>>(
  em: EntityManager,
  organisationId: string | null,
  rows: readonly Row[],
): Promise<readonly (Row & Pick<RequestSummary, 'connectorName' | 'storeSlug'>)[]> {
  const named = async (): Promise<readonly { readonly id: string; readonly name: string }[]> => {
    const listed = (ids: readonly (string | null)[]) => `{${[...new Set(ids)].filter((id) => id !== null).join(',')}}`;
    const connectors = listed(rows.map(({ connectorId }) => connectorId));
    const stores = listed(rows.map(({ storeId }) => storeId));
    return em.execute(namesOf, [organisationId, connectors, organisationId, stores]);
  };
  const names = new Map(organisationId === null ? [] : (await named()).map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    ...row,
    connectorName: names.get(row.connectorId ?? '') ?? null,
    storeSlug: names.get(row.storeId ?? '') ?? null,
  }));
}
