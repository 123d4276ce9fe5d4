/**
 * Connectors as they are stored, secrets sealed, and the port that keeps them.
 */
import type { Fault } from '../fault.ts';
import type { Page, PageRequest } from './page.ts';
import type { Store } from './store.ts';

/** One row of `connectors`. */
export interface StoredConnector {
  readonly organisationId: string;
  readonly id: string;
  readonly storeId: string;
  readonly name: string;
  /** The payload format. */
  readonly format: string;
  /** SHA-256 of the whole key; null, like the prefix, for formats without keys. */
  readonly keyHash: Uint8Array | null;
  /** What may be shown of the key. */
  readonly keyPrefix: string | null;
  readonly scopes: readonly string[];
  readonly requireSignature: boolean;
  /** Canonical CIDRs; empty means any address. */
  readonly ipAllowlist: readonly string[];
  readonly rateLimitPerMinute: number;
  /** The settings without the secret ones. */
  readonly config: Readonly<Record<string, unknown>>;
  /** JSON object of the settings that are or hold secrets, whole; null when there are none. Overlays `config`. */
  readonly sealedConfig: Uint8Array | null;
  readonly sealedSecret: Uint8Array;
  /** The secret before the last rotation, valid until `previousSecretExpiresAt`. */
  readonly sealedPreviousSecret: Uint8Array | null;
  readonly previousSecretExpiresAt: Date | null;
  /** What the adapter would find in a genuine request of this connector; null when nothing can be known before. */
  readonly hint: string | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Requests of the last 24 hours. */
export interface Traffic {
  readonly requests: number;
  /** Those that were answered with 400 or above. */
  readonly errors: number;
}

/** Keeps connectors. */
export interface ConnectorRepository {
  /** `draft` sees the store as it is at that moment; it must be pure. Undefined when there is no such store. */
  create(organisationId: string, storeId: string, draft: (store: Store) => StoredConnector): Promise<StoredConnector | undefined>;
  /** In creation order, revoked ones too. */
  list(organisationId: string, storeId: string, page: PageRequest): Promise<Page<StoredConnector>>;
  find(organisationId: string, id: string): Promise<StoredConnector | undefined>;
  /** Changes one connector under a lock, or not at all when `decide` refuses; it must be pure. Undefined when there is none. */
  change(
    organisationId: string,
    id: string,
    decide: (current: StoredConnector, store: Store) => StoredConnector | Fault,
  ): Promise<StoredConnector | Fault | undefined>;
  /** Counts requests since a moment, in milliseconds since 1970. A connector without any is absent. */
  countTraffic(organisationId: string, ids: readonly string[], since: number): Promise<ReadonlyMap<string, Traffic>>;
}
