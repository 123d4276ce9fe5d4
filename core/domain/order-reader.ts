/**
 * Finding an order by the storefront's own name for it.
 */
import type { Tenant } from './connector.ts';

/** Reads orders of one store, as JSON text in the form of the read API. */
export interface OrderReader {
  byExternalId(tenant: Tenant, externalId: string): Promise<string | undefined>;
}
