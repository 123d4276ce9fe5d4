/**
 * Stores, the shops of an organisation, and the port that keeps them.
 */
import type { StoreFacts } from '../connector.ts';
import type { StoredConnector } from './stored-connector.ts';
import type { Page, PageRequest } from './page.ts';

/** One shop. */
export interface Store {
  readonly organisationId: string;
  readonly id: string;
  /** Unique in the organisation. */
  readonly slug: string;
  readonly name: string;
  /** Null when the operator gave none. */
  readonly websiteUrl: string | null;
  /** ISO 4217; what an order without a currency is in. */
  readonly currency: string;
  /** IANA name. */
  readonly timezone: string;
  /** The formats that its connectors may have; null means all that are loaded. */
  readonly adapters: readonly string[] | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A store as it was changed. */
export interface StoreChange {
  readonly store: Store;
  /** All its connectors: what was remembered of them is out of date. */
  readonly connectorIds: readonly string[];
}

/** Keeps stores. */
export interface StoreRepository {
  create(store: Store): Promise<'created' | 'slug_taken'>;
  /** In creation order. */
  list(organisationId: string, page: PageRequest): Promise<Page<Store>>;
  /** A text that is a UUID is read as an id, any other as a slug. */
  find(organisationId: string, idOrSlug: string): Promise<Store | undefined>;
  /**
   * Changes one store and, in the same transaction, the hint of each of its connectors. Both functions must be pure:
   * they may run twice. Undefined when there is no such store.
   */
  change(
    organisationId: string,
    storeId: string,
    apply: (current: Store) => Store,
    hintOf: (connector: StoredConnector, store: Store) => string | null,
  ): Promise<StoreChange | undefined>;
}

/** What adapters may know of a store. */
export function factsOf({ id, currency, timezone, websiteUrl }: Store): StoreFacts {
  return { id, currency, timezone, ...(websiteUrl === null ? {} : { websiteUrl }) };
}
