/**
 * Organisations, the tenants, and the port that keeps them.
 */
import type { Page, PageRequest } from './page.ts';

/** One tenant. */
export interface Organisation {
  readonly id: string;
  /** Unique in the hub. */
  readonly slug: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** Keeps organisations. These calls cross tenants: they are how a tenant is found. */
export interface OrganisationRepository {
  create(organisation: Organisation): Promise<'created' | 'slug_taken'>;
  /** In creation order. */
  list(page: PageRequest): Promise<Page<Organisation>>;
  /** A text that is a UUID is read as an id, any other as a slug. */
  find(idOrSlug: string): Promise<Organisation | undefined>;
}
