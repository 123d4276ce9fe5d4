/**
 * Reading orders as the read API shows them. Documents are JSON text made by the database, passed on untouched.
 */
import type { Tenant } from './connector.ts';

/** Position in a list ordered by `(updated_at, id)`: the last row that was seen. */
export interface ListCursor {
  /** RFC 3339 UTC with milliseconds. */
  readonly at: string;
  readonly id: string;
}

/** One page of a list. */
export interface DocumentPage {
  readonly rowsJson: readonly string[];
  /** Null when there is nothing more now. */
  readonly nextCursor: ListCursor | null;
}

/** Reads orders of one tenant. */
export interface OrderReader {
  byExternalId(tenant: Tenant, externalId: string): Promise<string | undefined>;
  byId(organisationId: string, orderId: string): Promise<string | undefined>;
  /** Ascending, with no gap under concurrent writers; a row that changes meanwhile may appear again. */
  list(organisationId: string, page: { readonly limit: number; readonly after?: ListCursor }): Promise<DocumentPage>;
}
