/**
 * Tokens of operators, and the port that keeps them. The platform's own belong to no organisation; the others to one.
 */
import type { Page, PageRequest } from './page.ts';

/**
 * What an operator may do: everything in all organisations, everything in one, or in one read, answer buyers and try
 * deliveries again.
 */
export type OperatorRole = 'platform_admin' | 'org_admin' | 'org_member';

/** One token as it is kept. */
export interface OperatorToken {
  readonly id: string;
  readonly role: OperatorRole;
  /** Null exactly for the platform's own. */
  readonly organisationId: string | null;
  /** Whom it was given to. */
  readonly name: string;
  /** What is shown of it; null for the first one. */
  readonly tokenPrefix: string | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly createdAt: Date;
}

/** Keeps operator tokens; it never sees one, only its SHA-256. */
export interface OperatorTokenRepository {
  /** The live token; undefined when none was issued, or it is revoked or expired. Notes that it was used. */
  findLive(tokenHash: Uint8Array, now: Date): Promise<OperatorToken | undefined>;
  /** Stores the first token of the hub. False, and nothing stored, when there is one already, whoever else starts at once. */
  createFirst(tokenHash: Uint8Array): Promise<boolean>;
  create(token: OperatorToken, tokenHash: Uint8Array): Promise<void>;
  /** Those of an organisation, or with null the platform's own, in creation order. */
  list(organisationId: string | null, page: PageRequest): Promise<Page<OperatorToken>>;
  find(id: string): Promise<OperatorToken | undefined>;
  /** For good. The token as it then is; undefined when there is none. */
  revoke(id: string, at: Date): Promise<OperatorToken | undefined>;
}
