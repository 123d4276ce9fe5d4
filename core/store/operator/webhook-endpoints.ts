/**
 * Keeps webhook endpoints. Deleted ones stay as rows, because deliveries refer to them, and are found no more.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { WebhookEndpointRepository } from '../../domain/provisioning/webhook-endpoint.ts';
import type { Database } from '../database.ts';
import { WebhookEndpointEntity } from '../entities/webhook-endpoint.ts';
import { lockOrganisation, lockRow } from './row-lock.ts';
import { detach, keyset, toPage } from './rows.ts';

/** Makes the repository. */
export function createWebhookEndpointRepository(database: Database): WebhookEndpointRepository {
  return {
    create: (endpoint, enabledLimit) =>
      database.asTenant(endpoint.organisationId, async (em) => {
        const { organisationId, format, enabled } = endpoint;
        if (enabled && !(await hasRoom(em, organisationId, format, enabledLimit))) return 'limit_reached';
        await em.insert(WebhookEndpointEntity, { ...endpoint });
        return 'created';
      }),
    async list(organisationId, format, page) {
      const { where, options } = keyset(page, 'oldest first');
      const rows = await database.asTenant(organisationId, (em) =>
        em.find(WebhookEndpointEntity, { organisationId, format, deletedAt: null, ...where }, options),
      );
      return toPage(rows.map(detach), page);
    },
    async find(organisationId, id) {
      const where = { organisationId, id, deletedAt: null };
      const row = await database.asTenant(organisationId, (em) => em.findOne(WebhookEndpointEntity, where));
      return row === null ? undefined : detach(row);
    },
    change: (organisationId, id, enabledLimit, apply) =>
      database.asTenant(organisationId, async (em) => {
        await lockOrganisation(em, organisationId);
        await lockRow(em, 'webhook_endpoints', organisationId, id); // the dispatcher, too, disables endpoints
        const row = await em.findOne(WebhookEndpointEntity, { organisationId, id, deletedAt: null });
        if (row === null) return undefined;
        const changed = apply(detach(row));
        const becomesEnabled = changed.enabled && !row.enabled;
        if (becomesEnabled && !(await hasRoom(em, organisationId, row.format, enabledLimit))) return 'limit_reached';
        const resumes = row.paused && !changed.paused;
        const ends = row.enabled && !changed.enabled;
        em.assign(row, { ...changed });
        if (resumes) await em.execute('select unpark_deliveries(?, ?)', [organisationId, id]);
        if (ends) await em.execute('select cancel_deliveries(?, ?)', [organisationId, id]);
        if (!becomesEnabled) return changed;
        await em.execute('select forgive_endpoint(?, ?)', [organisationId, id]);
        return { ...changed, failingSince: null, sparedUntil: null };
      }),
  };
}

/** Holds the organisation first: a count without a lock lets two creators see the same last place. */
async function hasRoom(em: EntityManager, organisationId: string, format: string, enabledLimit: number): Promise<boolean> {
  await lockOrganisation(em, organisationId);
  return (await em.count(WebhookEndpointEntity, { organisationId, format, enabled: true, deletedAt: null })) < enabledLimit;
}
