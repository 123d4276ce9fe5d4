/**
 * Keeps connectors. Whoever creates or changes one holds its store, so that its hint never comes from an older store.
 */
import { LockMode } from '@mikro-orm/core';
import { isFault } from '../../domain/fault.ts';
import type { ConnectorFilter, ConnectorRepository, Traffic } from '../../domain/provisioning/connector-repository.ts';
import type { Database } from '../database.ts';
import { ConnectorEntity } from '../entities/connector.ts';
import { StoreEntity } from '../entities/store.ts';
import { retrying } from './retrying.ts';
import { lockRow } from './row-lock.ts';
import { detach, keyset, toPage } from './rows.ts';

interface TrafficRow {
  readonly connector_id: string;
  readonly requests: number;
  readonly errors: number;
}

/** By whole hours, the running one included, like the statistics beside which they are shown. */
const countRequests = `
  select connector_id, sum(requests)::integer as requests, sum(client_errors + server_errors)::integer as errors
  from request_hours where org_id = ? and connector_id in (?) and hour > date_trunc('hour', ?::timestamptz, 'UTC')
  group by connector_id`;

/** Makes the repository. */
export function createConnectorRepository(database: Database): ConnectorRepository {
  const sharedLock = { lockMode: LockMode.PESSIMISTIC_READ };
  return {
    create: (organisationId, storeId, draft) =>
      database.asTenant(organisationId, async (em) => {
        const store = await em.findOne(StoreEntity, { organisationId, id: storeId }, sharedLock);
        if (store === null) return undefined;
        const connector = await draft(detach(store));
        await em.insert(ConnectorEntity, { ...connector });
        return connector;
      }),
    async list(organisationId, storeId, page) {
      const { where, options } = keyset(page, 'oldest first');
      const rows = await database.asTenant(organisationId, (em) =>
        em.find(ConnectorEntity, { organisationId, storeId, ...where }, options),
      );
      return toPage(rows.map(detach), page);
    },
    async search(organisationId, filter, page) {
      const { where, options } = keyset(page, 'newest first');
      const rows = await database.asTenant(organisationId, (em) =>
        em.find(ConnectorEntity, { organisationId, ...where, ...conditionOf(filter) }, options),
      );
      return toPage(rows.map(detach), page);
    },
    async find(organisationId, id) {
      const row = await database.asTenant(organisationId, (em) => em.findOne(ConnectorEntity, { organisationId, id }));
      return row === null ? undefined : detach(row);
    },
    change: (organisationId, id, decide) =>
      retrying(() =>
        database.asTenant(organisationId, async (em) => {
          const known = await em.findOne(
            ConnectorEntity,
            { organisationId, id },
            { fields: ['storeId'], disableIdentityMap: true },
          );
          const store = known && (await em.findOne(StoreEntity, { organisationId, id: known.storeId }, sharedLock));
          await lockRow(em, 'connectors', organisationId, id);
          const row = store && (await em.findOne(ConnectorEntity, { organisationId, id }));
          if (!store || !row) return undefined;
          const decided = await decide(detach(row), detach(store));
          if (isFault(decided)) return decided;
          em.assign(row, { ...decided });
          return decided;
        }),
      ),
    async countTraffic(organisationId, ids, since) {
      if (ids.length === 0) return new Map();
      const rows = await database.asTenant(organisationId, (em) =>
        em.execute<TrafficRow[]>(countRequests, [organisationId, ids, new Date(since)]),
      );
      return new Map(rows.map(({ connector_id, requests, errors }): [string, Traffic] => [connector_id, { requests, errors }]));
    },
  };
}

function conditionOf({ storeId, format, name, status }: ConnectorFilter) {
  return {
    ...(storeId !== undefined && { storeId }),
    ...(format !== undefined && { format }),
    ...(name !== undefined && { name: { $ilike: `%${name.replaceAll(/[\\%_]/g, '\\$&')}%` } }),
    ...(status !== undefined && statusCondition(status)),
  };
}

function statusCondition({ is, at }: NonNullable<ConnectorFilter['status']>) {
  switch (is) {
    case 'active':
      return { revokedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: at } }] };
    case 'revoked':
      return { revokedAt: { $ne: null } };
    case 'expired':
      return { revokedAt: null, expiresAt: { $lte: at } };
  }
}
