/**
 * Reads deliveries and their attempts for operators.
 */
import type { DeliveryHistory } from '../../domain/provisioning/past-delivery.ts';
import type { Database } from '../database.ts';
import { DeliveryAttemptEntity } from '../entities/delivery-attempt.ts';
import { DeliveryEntity } from '../entities/delivery.ts';
import { detach, keyset, toPage } from './rows.ts';

/** Makes the reader. */
export function createDeliveryHistory(database: Database): DeliveryHistory {
  return {
    async list(organisationId, endpointId, page) {
      const { where, options } = keyset(page, 'newest first');
      const rows = await database.asTenant(organisationId, (em) =>
        em.find(DeliveryEntity, { organisationId, endpointId, ...where }, options),
      );
      return toPage(rows.map(detach), page);
    },
    async find(organisationId, id) {
      const row = await database.asTenant(organisationId, (em) => em.findOne(DeliveryEntity, { organisationId, id }));
      return row === null ? undefined : detach(row);
    },
    async attemptsOf(organisationId, deliveryId) {
      const rows = await database.asTenant(organisationId, (em) =>
        em.find(DeliveryAttemptEntity, { organisationId, deliveryId }, { orderBy: { number: 'asc' } }),
      );
      return rows.map(detach);
    },
  };
}
