/**
 * Connectors as they are stored, secrets sealed.
 */

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
  readonly secretChangedAt: Date;
  /** What the adapter would find in a genuine request of this connector; null when nothing can be known before. */
  readonly hint: string | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
