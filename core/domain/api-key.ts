/**
 * Keys of the read API: they belong to an organisation and see all of its stores.
 */

/** One read key, as the read API needs it. */
export interface ApiKey {
  readonly id: string;
  readonly organisationId: string;
  /** `read_write` may also send test deliveries. */
  readonly scope: 'read_only' | 'read_write';
  readonly revoked: boolean;
}

/** Finds read keys across all organisations. An answer may be up to a second old. */
export interface ApiKeyDirectory {
  /** By SHA-256 of the whole key. */
  byKeyHash(hash: Uint8Array): Promise<ApiKey | undefined>;
  /** Notes that the key was used, for `last_used_at`; written in the background. */
  touch(key: ApiKey): void;
  /** Drops what this process remembers of a key, so that a change holds at once here. */
  forget(apiKeyId: string): void;
}
