/**
 * The request log: one row for every request that reached routing, refusals too.
 */

/**
 * Why a signature may have been refused: `header_missing`, `wrong_form`, `clock_off`, `sent_late`, `other_secret` and
 * `body_changed` are the usual causes of such a refusal; the others have been borne out by the bytes, most of them by trial.
 */
export type SignatureCause =
  | 'header_missing'
  | 'wrong_form'
  | 'timestamp_milliseconds'
  | 'written_as_hexadecimal'
  | 'written_as_base64'
  | 'other_prefix'
  | 'clock_off'
  | 'sent_late'
  | 'line_break_added'
  | 'line_break_lost'
  | 'line_ends_changed'
  | 'byte_order_mark_added'
  | 'json_rewritten'
  | 'character_set_changed'
  | 'body_not_signed'
  | 'body_changed'
  | 'former_secret'
  | 'key_as_secret'
  | 'secret_with_blank'
  | 'other_secret';

/** What is known of a refused signature. Never the signature itself. */
export interface SignatureEvidence {
  /** The code of the refusal; absent in rows of before. */
  readonly state?: string;
  /** What is signed and how, in words; the name of the format where its adapter does not say. */
  readonly scheme: string;
  /** The header that carries it. */
  readonly header: string;
  /** What the header looked like; null when it was not there. */
  readonly given: string | null;
  /** Names of other headers that look like a signature's, where there was none; absent in rows of before. */
  readonly otherHeaders?: readonly string[];
  /** How far the clocks may be apart; absent when the adapter does not say. */
  readonly toleranceSeconds?: number;
  /** When it was made by its own account, in seconds since 1970; absent when it does not say. */
  readonly signedAtSeconds?: number;
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
  /**
   * Queues the entry, or once `completion` has settled, until when it may still be filled in; it is readable within a second. Never
   * rejects: a full or failing log costs no request.
   */
  append(entry: RequestLogEntry, completion?: Promise<unknown>): void;
  /** Resolves when the entry is durable; for requests whose only trace is this row. Rejects when it cannot be written. */
  appendDurably(entry: RequestLogEntry): Promise<void>;
}
