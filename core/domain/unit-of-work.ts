/**
 * The one port through which inbound work becomes durable: a list of units in, a list of results out, one transaction.
 */
import type { Awaitable } from './awaitable.ts';
import type { Command } from './command.ts';
import type { Tenant } from './connector.ts';
import type { Fault } from './fault.ts';
import type { HttpReply } from './http-reply.ts';
import type { Outcome } from './outcome.ts';

/** The caller's own name for a request, so that a retry is answered and not executed. */
export interface IdempotencyClaim {
  /** The connector or API key that the name belongs to. */
  readonly callerId: string;
  readonly key: string;
  /** SHA-256 over method, path and raw body. */
  readonly fingerprint: Uint8Array;
}

/** One request's worth of work. */
export interface WorkUnit {
  readonly tenant: Tenant;
  readonly connectorId: string;
  /** The request that brought it, kept on the events that it causes; absent when none did. */
  readonly requestId?: string;
  /** The payload format, kept as the order's `source`. */
  readonly source: string;
  readonly command: Command;
  readonly idempotency?: IdempotencyClaim;
  /**
   * Words the outcome inside the transaction, where the answer must be stored with the work. Pure. Absent means that the
   * caller words it itself, after the commit, so that nobody else in the batch waits for it.
   */
  readonly word?: (outcome: Outcome) => Awaitable<HttpReply>;
}

/**
 * What became of a unit: done now, done before under the same Idempotency-Key, refused, or broken by a bug or by a
 * database that cannot be reached (then `error` is an UnavailableError). Only `done` wrote anything for certain.
 */
export type WorkResult =
  | { readonly kind: 'done'; readonly outcome: Outcome; readonly reply?: HttpReply }
  | { readonly kind: 'replayed'; readonly reply: HttpReply }
  | { readonly kind: 'broken'; readonly error: unknown }
  | Fault;

/** Commits units of work. */
export interface UnitOfWork {
  /** One result per unit, in order. Never rejects: a unit that breaks does not take the others with it. */
  commit(units: readonly WorkUnit[]): Promise<readonly WorkResult[]>;
}

/** A finished request under an Idempotency-Key. */
export interface StoredReply {
  readonly fingerprint: Uint8Array;
  readonly reply: HttpReply;
}

/** Looks up what was answered before. */
export interface IdempotencyStore {
  /** Absent when the key is unknown or its 24 hours are over. */
  find(tenant: Tenant, callerId: string, key: string): Promise<StoredReply | undefined>;
}
