/**
 * The request log as operators read it. Writing it is the business of `RequestLog`.
 */
import type { SignatureEvidence } from '../request-log.ts';
import type { Page, PageRequest } from './page.ts';

/** One request, without what it carried. */
export interface RequestSummary {
  /** UUIDv7, the answer's X-Request-Id. */
  readonly id: string;
  readonly storeId: string | null;
  /** What the store is called in paths; null when there is none. */
  readonly storeSlug: string | null;
  readonly connectorId: string | null;
  /** What people call the connector now; null when there is none. */
  readonly connectorName: string | null;
  readonly receivedAt: Date;
  readonly method: string;
  readonly path: string;
  readonly clientIp: string;
  readonly statusCode: number;
  /** Null on success. */
  readonly errorCode: string | null;
  readonly durationMilliseconds: number;
  /** `format@version`. */
  readonly adapter: string | null;
  readonly externalId: string | null;
  readonly replayed: boolean;
  readonly duplicate: boolean;
  readonly quarantined: boolean;
  /** Why it was ignored or quarantined. */
  readonly reason: string | null;
}

/** One request whole. */
export interface PastRequest extends RequestSummary {
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes as received; null when none were read. */
  readonly body: Uint8Array | null;
  /** True when card numbers or keys in it were masked: it is then not what was received. */
  readonly bodyMasked: boolean;
  readonly responseBody: string | null;
  readonly errorDetail: string | null;
  /** How far the sender's clock was ahead of the hub's, if its signature had expired; negative: behind. Null: not known. */
  readonly clockSkewSeconds: number | null;
  /** Why its signature was refused; null when it was not. */
  readonly signature: SignatureEvidence | null;
  /** What the adapter made of the body. */
  readonly translation: unknown;
  /** The stored objects that it touched. */
  readonly entities: readonly { readonly type: string; readonly id: string }[];
}

/** Which requests are wanted; what is absent does not restrict. Texts are compared whole. */
export interface RequestFilter {
  readonly statusCode?: number;
  /** The first digit of the status code. */
  readonly statusClass?: number;
  readonly errorCode?: string;
  readonly externalId?: string;
  readonly method?: string;
  readonly path?: string;
  /** What the path begins with. */
  readonly pathStart?: string;
  readonly connectorId?: string;
  readonly storeId?: string;
  readonly clientIp?: string;
  /** From this moment on, in milliseconds since 1970. */
  readonly since?: number;
  /** Before this moment, in milliseconds since 1970. */
  readonly until?: number;
  readonly quarantined?: boolean;
}

/** Reads the request log. */
export interface RequestHistory {
  /** Those of an organisation, or with null those of nobody, newest first. */
  list(organisationId: string | null, filter: RequestFilter, page: PageRequest): Promise<Page<RequestSummary>>;
  /** Crosses tenants. Whose request this was, null when nobody could be identified; undefined when there is none. */
  ownerOf(id: string): Promise<{ readonly organisationId: string | null } | undefined>;
  /** One request of an organisation, or with null one of nobody. */
  find(organisationId: string | null, id: string): Promise<PastRequest | undefined>;
}
