/**
 * Keeps organisations. It crosses tenants by its nature: this is where a tenant is found by its name. The one that stands for the
 * platform is nobody's tenant, and is never found.
 */
import { platformOrganisationId } from '../../domain/alert.ts';
import type { OrganisationRepository } from '../../domain/provisioning/organisation.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { Database } from '../database.ts';
import { OrganisationEntity } from '../entities/organisation.ts';
import { isUniqueViolation } from '../failure.ts';
import { detach, keyset, toPage } from './rows.ts';

const tenants = { id: { $ne: platformOrganisationId } };

/** Makes the repository. */
export function createOrganisationRepository(database: Database): OrganisationRepository {
  return {
    async create(organisation) {
      try {
        await database.asTenant(organisation.id, (em) => em.insert(OrganisationEntity, { ...organisation }));
        return 'created';
      } catch (error) {
        if (isUniqueViolation(error)) return 'slug_taken';
        throw error;
      }
    },
    async list(page) {
      const { where, options } = keyset(page, 'oldest first');
      const rows = await database.asSystem((em) => em.find(OrganisationEntity, { $and: [where, tenants] }, options));
      return toPage(rows.map(detach), page);
    },
    async find(idOrSlug) {
      const where = isUuid(idOrSlug) ? { id: idOrSlug } : { slug: idOrSlug };
      const row = await database.asSystem((em) => em.findOne(OrganisationEntity, { $and: [where, tenants] }));
      return row === null ? undefined : detach(row);
    },
  };
}
