/**
 * The port that keeps connectors.
 */
import type { Awaitable } from '../awaitable.ts';
import type { Fault } from '../fault.ts';
import type { Page, PageRequest } from './page.ts';
import type { Store } from './store.ts';
import type { StoredConnector } from './stored-connector.ts';

/** Requests of the last 24 hours, the running one included. */
export interface Traffic {
  readonly requests: number;
  /** Those that were answered with 400 or above. */
  readonly errors: number;
}

/** Which connectors are wanted; absent means all. */
export interface ConnectorFilter {
  readonly storeId?: string;
  /** The payload format. */
  readonly format?: string;
  /** A part of the name, in whatever case. */
  readonly name?: string;
  /** Whether they may be used at this moment: `revoked` says so of those that have expired, too. */
  readonly status?: { readonly is: 'active' | 'revoked' | 'expired'; readonly at: Date };
}

/** Keeps connectors. */
export interface ConnectorRepository {
  /** `draft` sees the store as it is at that moment; it must be pure. Undefined when there is no such store. */
  create(
    organisationId: string,
    storeId: string,
    draft: (store: Store) => Awaitable<StoredConnector>,
  ): Promise<StoredConnector | undefined>;
  /** In creation order, revoked ones too. */
  list(organisationId: string, storeId: string, page: PageRequest): Promise<Page<StoredConnector>>;
  /** All over the organisation, newest first. */
  search(organisationId: string, filter: ConnectorFilter, page: PageRequest): Promise<Page<StoredConnector>>;
  find(organisationId: string, id: string): Promise<StoredConnector | undefined>;
  /** Changes one connector under a lock, or not at all when `decide` refuses; it must be pure. Undefined when there is none. */
  change(
    organisationId: string,
    id: string,
    decide: (current: StoredConnector, store: Store) => Awaitable<StoredConnector | Fault>,
  ): Promise<StoredConnector | Fault | undefined>;
  /** Counts requests of the whole hours that began after a moment, in milliseconds since 1970. A connector without any is absent. */
  countTraffic(organisationId: string, ids: readonly string[], since: number): Promise<ReadonlyMap<string, Traffic>>;
}
