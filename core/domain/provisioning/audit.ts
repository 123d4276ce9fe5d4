/**
 * The audit log: who did what, when and from where. Rows are written once and never change.
 */
import type { OperatorRole } from './operator-token.ts';
import type { Page, PageRequest } from './page.ts';

/** One act. */
export interface AuditEntry {
  readonly id: string;
  /** Null for acts about the platform. */
  readonly organisationId: string | null;
  /** The operator token; null for the one in the hub's environment. */
  readonly actorId: string | null;
  readonly actorName: string;
  readonly actorRole: OperatorRole;
  /** Method and path of the call, such as `PATCH /connectors/:id`. */
  readonly action: string;
  readonly targetId: string | null;
  /** What the object was; null where it was made, or shows nothing. No secrets. */
  readonly before: unknown;
  /** What it became; null where nothing is left. No secrets. */
  readonly after: unknown;
  readonly clientIp: string;
  readonly at: Date;
}

/** Which acts are wanted; absent means all. Times in milliseconds since 1970. */
export interface AuditFilter {
  readonly actorId?: string;
  readonly targetId?: string;
  readonly since?: number;
  /** Not included. */
  readonly until?: number;
}

/** Keeps the log. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(organisationId: string, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>>;
  find(organisationId: string, id: string): Promise<AuditEntry | undefined>;
}
