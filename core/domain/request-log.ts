/**
 * The request log: one row for every request that reached routing, refusals too.
 */

/** One request and what became of it. Never holds an Authorization header, a signature or a cookie. */
export interface RequestLogEntry {
  /** UUIDv7, also the answer's X-Request-Id. */
  readonly id: string;
  readonly receivedAt: number;
  readonly method: string;
  readonly path: string;
  readonly clientIp: string;
  readonly headers: Readonly<Record<string, string>>;
  statusCode: number;
  durationMilliseconds: number;
  /** Absent on success. */
  errorCode?: string;
  /** Why it was refused, in more detail than the sender was told. */
  errorDetail?: string;
  /** How far the sender's clock is ahead of the hub's, in seconds, if its signature had expired; negative: behind. */
  clockSkewSeconds?: number;
  organisationId?: string;
  storeId?: string;
  connectorId?: string;
  apiKeyId?: string;
  /** The adapter that answered, as `format@version`. */
  adapter?: string;
  externalId?: string;
  /** The raw bytes as received; absent when none were read. */
  body?: Uint8Array;
  responseBody?: string;
  /** Answered from an earlier request under the same Idempotency-Key. */
  replayed: boolean;
  /** The object was known already. */
  duplicate: boolean;
  /** Genuine but not understood; waits for an operator. */
  quarantined: boolean;
  /** Why a genuine request was ignored or quarantined. */
  reason?: string;
  /** What the adapter made of the body. */
  translation?: unknown;
  /** The stored objects that it touched. */
  entities: { readonly type: string; readonly id: string }[];
}

/** Writes the request log. */
export interface RequestLog {
  /** Queues the entry; it is readable within a second. Never rejects: a full or failing log costs no request. */
  append(entry: RequestLogEntry): void;
  /** Resolves when the entry is durable; for requests whose only trace is this row. Rejects when it cannot be written. */
  appendDurably(entry: RequestLogEntry): Promise<void>;
}
