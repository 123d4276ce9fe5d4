/**
 * Reads deliveries and their attempts for operators.
 */
import type { DeliveryContent, DeliveryFilter, DeliveryHistory } from '../../domain/provisioning/past-delivery.ts';
import { uuidV7Floor } from '../../domain/uuid.ts';
import type { Database } from '../database.ts';
import { DeliveryAttemptEntity } from '../entities/delivery-attempt.ts';
import { DeliveryEntity } from '../entities/delivery.ts';
import { condition, findNewest, leads, type Search } from './newest-first.ts';
import { detach } from './rows.ts';

const content = `
  select e.url as "endpointUrl", e.transport, json_build_object('id', v.id, 'type', v.type, 'created_at', rfc3339(v.created_at),
    'org_id', v.org_id, 'store_id', v.store_id, 'sequence', v.sequence, 'data', v.data) as event
  from deliveries d
  join events v on v.org_id = d.org_id and v.id = d.event_id
  join webhook_endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
  where d.org_id = ? and d.id = ?`;

/** Makes the reader. */
export function createDeliveryHistory(database: Database): DeliveryHistory {
  return {
    list: (organisationId, filter, page) =>
      database.asTenant(organisationId, async (em) => {
        const { rows, lastId } = await findNewest(em, searchFor(organisationId, filter), page);
        const where = { organisationId, id: { $in: rows.map(({ id }) => id) } };
        return { rows: (await em.find(DeliveryEntity, where, { orderBy: { id: 'desc' } })).map(detach), lastId };
      }),
    async find(organisationId, id) {
      const row = await database.asTenant(organisationId, (em) => em.findOne(DeliveryEntity, { organisationId, id }));
      return row === null ? undefined : detach(row);
    },
    async contentOf(organisationId, id) {
      const [row] = await database.asTenant(organisationId, (em) => em.execute<DeliveryContent[]>(content, [organisationId, id]));
      return row;
    },
    async attemptsOf(organisationId, deliveryId) {
      const rows = await database.asTenant(organisationId, (em) =>
        em.find(DeliveryAttemptEntity, { organisationId, deliveryId }, { orderBy: { number: 'asc' } }),
      );
      return rows.map(detach);
    },
  };
}

/** Moments become bounds on the id, which begins with the time: the index and the partitions are by id. */
function searchFor(organisationId: string, filter: DeliveryFilter): Search {
  const { endpointId, statuses, eventType, since, until } = filter;
  return {
    table: 'deliveries',
    within: [
      condition('org_id = ?', organisationId),
      ...(endpointId === undefined ? [] : [leads('endpoint_id', endpointId)]),
      ...(since === undefined ? [] : [condition('id >= ?', uuidV7Floor(since))]),
      ...(until === undefined ? [] : [condition('id < ?', uuidV7Floor(until))]),
    ],
    ...(endpointId === undefined ? {} : { leading: 'endpoint_id' }),
    where: [
      ...(statuses === undefined ? [] : [condition('status = any (?::text[])', `{${statuses.join(',')}}`)]),
      ...(eventType === undefined ? [] : [condition('event_type = ?', eventType)]),
    ],
  };
}
