/**
 * Keys of the read API, which belong to an organisation, and the port that keeps them.
 */
import type { Page, PageRequest } from './page.ts';

/** What a key of the read API may do. */
export type ApiKeyScope = 'read_only' | 'read_write';

/** One row of `api_keys`. */
export interface StoredApiKey {
  readonly organisationId: string;
  readonly id: string;
  readonly name: string;
  readonly scope: ApiKeyScope;
  /** SHA-256 of the whole key. */
  readonly keyHash: Uint8Array;
  /** What may be shown of the key. */
  readonly keyPrefix: string;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly createdAt: Date;
}

/** Keeps keys of the read API. */
export interface ApiKeyRepository {
  create(key: StoredApiKey): Promise<void>;
  /** In creation order, revoked ones too. */
  list(organisationId: string, page: PageRequest): Promise<Page<StoredApiKey>>;
  /** A key that is revoked already keeps its time. Undefined when there is no such key. */
  revoke(organisationId: string, id: string, at: Date): Promise<StoredApiKey | undefined>;
}
