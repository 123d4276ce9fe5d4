/**
 * Reading a tenant's objects as the read API shows them. Documents are JSON text made by the database, passed on untouched.
 */

/** What can be read so. */
export type DocumentKind = 'client' | 'order' | 'product' | 'vendor';

/** Position in a list ordered by `(updated_at, id)`: the last row that was seen. */
export interface ListCursor {
  /** RFC 3339 UTC with milliseconds. */
  readonly at: string;
  readonly id: string;
}

/** Which rows are wanted. */
export interface DocumentPageRequest {
  /** 1 to 100. */
  readonly limit: number;
  /** Absent for the first page. */
  readonly after?: ListCursor;
}

/** One page of a list. */
export interface DocumentPage {
  readonly rowsJson: readonly string[];
  /** Null when there is nothing more now. */
  readonly nextCursor: ListCursor | null;
}

/** Reads documents of one tenant. Products are those that are published. */
export interface DocumentReader {
  byId(kind: DocumentKind, organisationId: string, id: string): Promise<string | undefined>;
  /** Ascending, with no gap under concurrent writers; a row that changes meanwhile may appear again. */
  list(kind: DocumentKind, organisationId: string, page: DocumentPageRequest): Promise<DocumentPage>;
}
