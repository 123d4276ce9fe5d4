/**
 * Reads the request log for operators. Lists never touch the bodies.
 */
import type { FilterQuery } from '@mikro-orm/core';
import type { RequestFilter, RequestHistory } from '../../domain/provisioning/past-request.ts';
import { uuidV7Floor } from '../../domain/uuid.ts';
import type { Database } from '../database.ts';
import { RequestLogEntity, type RequestLogRow } from '../entities/request-log.ts';
import { detach, keyset, toPage } from './rows.ts';

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

/** Makes the reader. */
export function createRequestHistory(database: Database): RequestHistory {
  return {
    async list(organisationId, connectorId, filter, page) {
      const { where, options } = keyset(page, 'newest first');
      const rows = await database.asTenant(organisationId, (em) =>
        em.find(
          RequestLogEntity,
          { $and: [{ organisationId, connectorId }, where, ...conditionsOf(filter)] },
          { ...options, fields: summaryFields },
        ),
      );
      return toPage(rows.map(detach), page);
    },
    async ownerOf(id) {
      const row = await database.asSystem((em) => em.findOne(RequestLogEntity, { id }, { fields: ['organisationId'] }));
      return row === null ? undefined : { organisationId: row.organisationId ?? null };
    },
    async find(organisationId, id) {
      const row =
        organisationId === null
          ? await database.asSystem((em) => em.findOne(RequestLogEntity, { id, organisationId: null }))
          : await database.asTenant(organisationId, (em) => em.findOne(RequestLogEntity, { id, organisationId }));
      return row === null ? undefined : detach(row);
    },
  };
}

/** Moments become bounds on the id, which begins with the time of arrival: the index and the partitions are by id. */
function conditionsOf(filter: RequestFilter): FilterQuery<RequestLogRow>[] {
  const { statusCode, statusClass, errorCode, externalId, method, path, since, until, quarantined } = filter;
  return [
    ...(statusCode === undefined ? [] : [{ statusCode }]),
    ...(statusClass === undefined ? [] : [{ statusCode: { $gte: statusClass * 100, $lt: statusClass * 100 + 100 } }]),
    ...(errorCode === undefined ? [] : [{ errorCode }]),
    ...(externalId === undefined ? [] : [{ externalId }]),
    ...(method === undefined ? [] : [{ method }]),
    ...(path === undefined ? [] : [{ path }]),
    ...(since === undefined ? [] : [{ id: { $gte: uuidV7Floor(since) } }]),
    ...(until === undefined ? [] : [{ id: { $lt: uuidV7Floor(until) } }]),
    ...(quarantined === undefined ? [] : [{ quarantined }]),
  ];
}
