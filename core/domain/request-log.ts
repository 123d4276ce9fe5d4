/**
 * The request log: one row for every request that reached routing, refusals too.
 */

/** Why a signature may have been refused: found by trial, or the usual causes of such a refusal. */
export type SignatureCause =
  | 'header_missing'
  | 'wrong_form'
  | 'clock_off'
  | 'sent_late'
  | 'line_break_added'
  | 'line_break_lost'
  | 'byte_order_mark_added'
  | 'other_secret'
  | 'body_changed';

/** What is known of a refused signature. Never the signature itself. */
export interface SignatureEvidence {
  /** The format by whose rules it was judged. */
  readonly scheme: string;
  /** The header that carries it. */
  readonly header: string;
  /** What the header looked like; null when it was not there. */
  readonly given: string | null;
  /** Of the bytes as they came, in hexadecimal digits. */
  readonly bodySha256: string;
  readonly bodyBytes: number;
  /** How many secrets it was tried with. */
  readonly activeSecrets: number;
  /** The likeliest first. */
  readonly causes: readonly SignatureCause[];
}

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
  /** Why its signature was refused, as far as can be told. */
  signature?: SignatureEvidence;
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
