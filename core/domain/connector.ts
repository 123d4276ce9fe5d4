/**
 * Who may speak for a store: a connector is one key, one payload format, one store.
 */
import type { Scope } from './scope.ts';

/** The organisation and store that a piece of work belongs to. An argument of every port, never ambient. */
export interface Tenant {
  readonly organisationId: string;
  readonly storeId: string;
}

/** What adapters may know of the store they work for. */
export interface StoreFacts {
  readonly id: string;
  /** ISO 4217; what an order without a currency is in. */
  readonly currency: string;
  /** IANA name. */
  readonly timezone: string;
  /** Absent when the operator gave none. */
  readonly websiteUrl?: string;
}

/** A connector as the pipeline needs it, secrets opened. */
export interface Connector extends Tenant {
  readonly id: string;
  /** The payload format: the id of the adapter that reads its requests. */
  readonly format: string;
  readonly scopes: readonly Scope[];
  readonly requireSignature: boolean;
  /** Canonical CIDRs; empty means any address. */
  readonly ipAllowlist: readonly string[];
  readonly rateLimitPerMinute: number;
  /** By an operator, or because its store may not use the format any more. */
  readonly revoked: boolean;
  /** Milliseconds since 1970; absent means never. */
  readonly expiresAt?: number;
  /** The signing secrets that are live now, newest first; two during a rotation's grace. */
  readonly secrets: readonly string[];
  /** Settings that met the adapter's JSON Schema, secret ones opened. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly store: StoreFacts;
}

/**
 * Finds connectors across all organisations: the one place where no tenant is known yet. An answer may be up to a
 * second old, so a change holds everywhere within two.
 */
export interface ConnectorDirectory {
  /** By SHA-256 of the whole key. */
  byKeyHash(hash: Uint8Array): Promise<Connector | undefined>;
  byId(id: string): Promise<Connector | undefined>;
  /** Active connectors of a format, those whose hint equals `hint` first, at most `limit`. */
  candidates(format: string, hint: string | undefined, limit: number): Promise<readonly Connector[]>;
  /** The secret of before, whose grace has ended; undefined when there is none that is still known. Not for proving anything. */
  formerSecret(connectorId: string): Promise<string | undefined>;
  /** Notes that the connector was used, for `last_used_at`; written in the background. */
  touch(connector: Connector): void;
  /** Drops what this process remembers of a connector, so that a change holds at once here. */
  forget(connectorId: string): void;
}
