/**
 * The port that keeps stores.
 */
import type { Awaitable } from '../awaitable.ts';
import type { Page, PageRequest } from './page.ts';
import type { Store } from './store.ts';
import type { StoredConnector } from './stored-connector.ts';

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
    hintOf: (connector: StoredConnector, store: Store) => Awaitable<string | null>,
  ): Promise<StoreChange | undefined>;
}
