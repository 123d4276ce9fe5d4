/**
 * Every entity that the ORM maps, in one list for its set-up.
 */
import { OrganisationEntity } from './organisation.ts';
import { StoreEntity } from './store.ts';

/** All mapped entities. */
export const entities = [OrganisationEntity, StoreEntity];
